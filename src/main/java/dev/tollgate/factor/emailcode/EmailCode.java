package dev.tollgate.factor.emailcode;

import dev.tollgate.kernel.RandomSource;
import dev.tollgate.kernel.Secret;
import java.nio.ByteBuffer;

/// Six random digits for a mail. It does not print itself. Immutable.
final class EmailCode {

    private static final int NUMBERS = 1_000_000;

    private final String digits;

    private EmailCode(int number) {
        this.digits = "%06d".formatted(number);
    }

    /// Each of the million as likely as any other, but for less than one part in 10^12: what 64
    /// random bits leave over when divided by a million.
    static EmailCode random(RandomSource random) {
        long bits = ByteBuffer.wrap(random.bytes(Long.BYTES)).getLong();
        return new EmailCode((int) Long.remainderUnsigned(bits, NUMBERS));
    }

    /// For hashing: six ASCII digits, leading zeros kept.
    String digits() {
        return digits;
    }

    /// For the mail: `123 456`, as people read it out.
    Secret text() {
        return Secret.of(digits.substring(0, 3) + " " + digits.substring(3));
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }
}
