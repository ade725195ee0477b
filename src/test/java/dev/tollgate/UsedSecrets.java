package dev.tollgate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// What the tests of this run typed, followed or were given that is secret, a line each in
/// `target/used-secrets.txt`: `script/test` looks for it in all that the run has printed.
public final class UsedSecrets {

    /// Fields of forms and addresses.
    public static final Set<String> FIELDS =
            Set.of(
                    "password",
                    "currentPassword",
                    "newPassword",
                    "confirmPassword",
                    "mailPassword",
                    "code",
                    "recoveryCode",
                    "link");

    private static final Path FILE = Path.of("target", "used-secrets.txt");

    /// A code, or what is neither so short nor so plain that it could stand anywhere by chance.
    private static final Pattern TELLING =
            Pattern.compile("[0-9]{6}|(?![a-z]*$|[0-9]*$)[ -~]{8,500}");

    private static final Set<String> NOTED = ConcurrentHashMap.newKeySet();

    private UsedSecrets() {}

    /// Notes one; gives it back.
    public static String note(String secret) {
        if (TELLING.matcher(secret).matches() && NOTED.add(secret)) {
            append(secret);
        }
        return secret;
    }

    /// Notes what a query or a form holds of it.
    public static void noteForm(String form) {
        for (String field : form.split("&", -1)) {
            int at = field.indexOf('=');
            if (at > 0 && FIELDS.contains(field.substring(0, at))) {
                note(URLDecoder.decode(field.substring(at + 1), StandardCharsets.UTF_8));
            }
        }
    }

    private static synchronized void append(String line) {
        try {
            Files.createDirectories(FILE.getParent());
            Files.writeString(
                    FILE, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
