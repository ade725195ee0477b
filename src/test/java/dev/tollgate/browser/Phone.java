package dev.tollgate.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// A mobile phone with an authenticator application, made of other people's programs, so that
/// nothing of ours is its own witness: zbarimg reads the QR code off a picture of the screen,
/// oathtool makes the codes.
final class Phone {

    private static final int STEP_SECONDS = 30;
    private static final int MARGIN_SECONDS = 10;
    private static final List<String> NEVER_RIGHT = List.of("000000", "123456", "999999", "314159");

    private final String secret;
    private long lastStep;

    private Phone(String secret) {
        this.secret = secret;
        Secrets.note(secret);
    }

    /// Points the camera at a screen.
    ///
    /// @param screen a picture of it, PNG
    /// @return what the QR code says
    static Scan scan(Path screen) {
        return new Scan(run("zbarimg", "-q", "--raw", screen.toString()).strip());
    }

    /// Adds an account by hand.
    ///
    /// @param key as the page shows it, in groups or not
    static Phone typeIn(String key) {
        return new Phone(key.replace(" ", ""));
    }

    /// A code that has not been spent and that the portal takes now: of the present step, else of
    /// the one before while it is surely in time, else of the next, which is waited for only where
    /// it was spent as well.
    String nextCode() {
        long earliest = intoStep() < STEP_SECONDS - MARGIN_SECONDS ? now() - 1 : now();
        lastStep = Math.max(lastStep + 1, earliest);
        awaitStep(lastStep - 1);
        return code(lastStep);
    }

    /// The code on the display now, where that has not been spent. It stays within the window for
    /// another step, half a minute at least.
    String shownCode() {
        lastStep = Math.max(lastStep + 1, now());
        awaitStep(lastStep - 1);
        return code(lastStep);
    }

    /// Whether the code that was spent last is near enough for the portal to know it again.
    boolean isSpentCodeRecent() {
        return lastStep >= now() - 1;
    }

    /// The code that was spent last.
    String spentCode() {
        return code(lastStep);
    }

    /// Six digits that are right at no step near the present one.
    String wrongCode() {
        Set<String> near =
                LongStream.rangeClosed(now() - 2, now() + 3)
                        .mapToObj(this::code)
                        .collect(Collectors.toSet());
        return NEVER_RIGHT.stream().filter(code -> !near.contains(code)).findFirst().orElseThrow();
    }

    private String code(long step) {
        String when = "@" + step * STEP_SECONDS;
        return run("oathtool", "--totp", "-b", "-N", when, secret).strip();
    }

    private static long now() {
        return Instant.now().getEpochSecond() / STEP_SECONDS;
    }

    private static long intoStep() {
        return Instant.now().getEpochSecond() % STEP_SECONDS;
    }

    private static void awaitStep(long step) {
        Duration left = Duration.between(Instant.now(), Instant.ofEpochSecond(step * STEP_SECONDS));
        if (left.isPositive()) {
            try {
                Thread.sleep(left);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            String printed =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(command[0] + " failed: " + printed);
            }
            return printed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What a QR code says: an otpauth URI, taken apart by the rules for any URI.
    record Scan(String text) {

        Phone phone() {
            return typeIn(parameters().get("secret"));
        }

        String label() {
            return URI.create(text).getPath().substring(1);
        }

        Map<String, String> parameters() {
            return Arrays.stream(URI.create(text).getRawQuery().split("&"))
                    .map(pair -> pair.split("=", 2))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> decoded(pair[1])));
        }

        private static String decoded(String value) {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        }
    }
}
