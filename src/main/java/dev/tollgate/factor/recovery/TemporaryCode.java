package dev.tollgate.factor.recovery;

import dev.tollgate.kernel.RandomSource;
import java.util.Optional;

/// What an administrator reads out to somebody whose phone is at home: 50 random bits as ten
/// characters of the same alphabet as a recovery code, in two groups of five. It is typed into the
/// same field, and told from a recovery code by its length. It does not print itself. Immutable.
public final class TemporaryCode {

    private static final int CHARACTERS = 10;
    private static final int GROUP = 5;

    private final String canonical;

    private TemporaryCode(String canonical) {
        this.canonical = canonical;
    }

    public static TemporaryCode random(RandomSource random) {
        StringBuilder text = new StringBuilder(CHARACTERS);
        for (byte chance : random.bytes(CHARACTERS)) {
            text.append(CrockfordBase32.ALPHABET.charAt(chance & 31));
        }
        return new TemporaryCode(text.toString());
    }

    /// Reads what a person typed, as [RecoveryCode#parse] does.
    public static Optional<TemporaryCode> parse(String typed) {
        return CrockfordBase32.parse(typed, CHARACTERS).map(TemporaryCode::new);
    }

    /// For the screen and the telephone: `7ZQK3-M0TXW`.
    public String text() {
        return canonical.substring(0, GROUP) + "-" + canonical.substring(GROUP);
    }

    /// For hashing: ten upper-case characters, no dash.
    String canonical() {
        return canonical;
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }
}
