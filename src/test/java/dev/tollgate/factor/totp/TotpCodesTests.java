package dev.tollgate.factor.totp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.factor.SubmittedCode;
import dev.tollgate.factor.totp.TotpMatch.AlreadyUsed;
import dev.tollgate.factor.totp.TotpMatch.Match;
import dev.tollgate.factor.totp.TotpMatch.None;
import dev.tollgate.kernel.SeededRandom;
import dev.tollgate.kernel.VectorFile;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TotpCodesTests {

    private static final TotpSecret RFC_KEY =
            TotpSecret.of("12345678901234567890".getBytes(US_ASCII));
    private static final long STEP = 910_738;

    @Test
    void codeWhenRfc4226AppendixDThenSame() {
        for (String[] row : VectorFile.rows("rfc4226-appendix-d-hotp.txt")) {
            assertThat(TotpCodes.code(RFC_KEY, Long.parseLong(row[0]))).isEqualTo(row[2]);
        }
    }

    @Test
    void codeWhenRfc6238AppendixBThenLastSixDigits() {
        int sha1Rows = 0;
        for (String[] row : VectorFile.rows("rfc6238-appendix-b-totp.txt")) {
            if (!row[3].equals("SHA1")) {
                continue;
            }
            long step = TotpCodes.step(Instant.ofEpochSecond(Long.parseLong(row[0])));
            assertThat(step).isEqualTo(Long.parseLong(row[1], 16));
            assertThat(TotpCodes.code(RFC_KEY, step)).isEqualTo(row[2].substring(2));
            sha1Rows++;
        }
        assertThat(sha1Rows).isEqualTo(6);
    }

    @Test
    void codeWhenNeighboursAreEqualOrZerosLeadThenSameAsOathtool() {
        for (String[] row : VectorFile.rows("totp-edges.txt")) {
            assertThat(TotpCodes.code(RFC_KEY, Long.parseLong(row[0]))).isEqualTo(row[1]);
        }
    }

    @Test
    void codeWhenFarFutureOrLargestStepThenSixDigits() {
        long last = TotpCodes.step(Instant.MAX);

        assertThat(last).isGreaterThan(1L << 32);
        assertThat(TotpCodes.code(RFC_KEY, last)).matches("[0-9]{6}");
        assertThat(TotpCodes.code(RFC_KEY, Long.MAX_VALUE)).matches("[0-9]{6}");
        assertThat(TotpCodes.code(RFC_KEY, 1L << 32)).isNotEqualTo(TotpCodes.code(RFC_KEY, 0));
    }

    @Test
    void stepWhenAtTheEdgesThenChangesEachThirtySeconds() {
        assertThat(TotpCodes.step(Instant.EPOCH)).isZero();
        assertThat(TotpCodes.step(Instant.ofEpochMilli(29_999))).isZero();
        assertThat(TotpCodes.step(Instant.ofEpochSecond(30))).isEqualTo(1);
        assertThat(TotpCodes.step(Instant.ofEpochMilli(-1))).isEqualTo(-1);
    }

    @Test
    void matchWhenStepBeforePresentOrNextThenMatches() {
        for (long step = STEP - 1; step <= STEP + 1; step++) {
            TotpSecret secret = TotpSecret.of(new byte[20]);
            assertThat(match(secret, TotpCodes.code(secret, step), TotpCodes.NEVER_USED))
                    .isEqualTo(new Match(step));
        }
    }

    @Test
    void matchWhenTwoStepsAwayThenNone() {
        TotpSecret secret = TotpSecret.of(new byte[20]);

        assertThat(match(secret, TotpCodes.code(secret, STEP - 2), 0)).isEqualTo(new None());
        assertThat(match(secret, TotpCodes.code(secret, STEP + 2), 0)).isEqualTo(new None());
    }

    @Test
    void matchWhenStepIsSpentThenAlreadyUsed() {
        TotpSecret secret = TotpSecret.of(new byte[20]);
        String code = TotpCodes.code(secret, STEP);

        assertThat(match(secret, code, STEP)).isEqualTo(new AlreadyUsed());
        assertThat(match(secret, code, STEP + 1)).isEqualTo(new AlreadyUsed());
        assertThat(match(secret, code, STEP - 1)).isEqualTo(new Match(STEP));
    }

    @Test
    void matchWhenLastStepLiesAheadOfTheClockThenAlreadyUsed() {
        TotpSecret secret = TotpSecret.of(new byte[20]);

        assertThat(match(secret, TotpCodes.code(secret, STEP + 1), STEP + 1000))
                .isEqualTo(new AlreadyUsed());
        assertThat(match(secret, "000000", STEP + 1000)).isEqualTo(new None());
    }

    @Test
    void matchWhenFreshCodeEqualsItsSpentNeighbourThenMatches() {
        assertThat(match(RFC_KEY, "911617", STEP - 1)).isEqualTo(new Match(STEP));
        assertThat(match(RFC_KEY, "911617", STEP)).isEqualTo(new AlreadyUsed());
    }

    @Test
    void matchWhenTwoUnusedStepsHaveTheCodeThenTheNewest() {
        assertThat(match(RFC_KEY, "911617", 0)).isEqualTo(new Match(STEP));
    }

    @Test
    void matchWhenWrongCodeThenNone() {
        assertThat(match(RFC_KEY, "911618", 0)).isEqualTo(new None());
    }

    /// MJ-11, over chance: each code opens at most once, and the last step only grows.
    @Test
    void matchWhenAnyStepAndCodeThenOnlyNewerStepsInTheWindow() {
        SeededRandom random = new SeededRandom(6238);
        for (int round = 0; round < 20_000; round++) {
            TotpSecret secret = TotpSecret.random(random);
            long present = 60_000_000L + random.below(1_000_000);
            long lastStep = present - 3 + random.below(6);
            long shown = present - 3 + random.below(7);
            TotpMatch result =
                    TotpCodes.match(
                            secret,
                            submitted(TotpCodes.code(secret, shown)),
                            Instant.ofEpochSecond(present * 30 + random.below(30)),
                            lastStep);
            switch (result) {
                case Match(long step) -> {
                    assertThat(step).isGreaterThan(lastStep).isBetween(present - 1, present + 1);
                    assertThat(TotpCodes.code(secret, step))
                            .isEqualTo(TotpCodes.code(secret, shown));
                }
                case AlreadyUsed() -> assertThat(lastStep).isGreaterThanOrEqualTo(present - 1);
                case None() -> assertThat(Math.abs(shown - present)).isGreaterThan(1);
            }
        }
    }

    private static TotpMatch match(TotpSecret secret, String code, long lastStep) {
        Instant now = Instant.ofEpochSecond(STEP * 30 + 7);
        return TotpCodes.match(secret, submitted(code), now, lastStep);
    }

    private static SubmittedCode submitted(String code) {
        return SubmittedCode.parse(code).orElseThrow();
    }
}
