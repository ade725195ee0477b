package dev.tollgate.kernel;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;

/// Makes UUIDs of version 7 (RFC 9562 section 5.7): 48 bits of Unix milliseconds, then random bits.
/// They sort by age, also those of one millisecond that one process made (section 6.2, method 2),
/// which keeps an index compact. They are names, never secrets.
public final class Ids {

    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    /// The first bit after the variant stays clear, as room for steps.
    private static final long RANDOM = 0x1FFF_FFFF_FFFF_FFFFL;

    private final RandomSource random;
    private UUID last = new UUID(0, 0);

    public Ids(RandomSource random) {
        this.random = random;
    }

    public synchronized UUID next(Instant now) {
        long milliseconds = now.toEpochMilli();
        boolean again = last.getMostSignificantBits() >>> 16 == milliseconds;
        last = again ? after(last) : first(milliseconds);
        return last;
    }

    private UUID first(long milliseconds) {
        ByteBuffer chance = ByteBuffer.wrap(random.bytes(10));
        long high = (milliseconds << 16) | VERSION_7 | (chance.getShort() & 0x0FFF);
        return new UUID(high, VARIANT | (chance.getLong() & RANDOM));
    }

    private UUID after(UUID before) {
        long step = 1 + Integer.toUnsignedLong(ByteBuffer.wrap(random.bytes(4)).getInt());
        return new UUID(before.getMostSignificantBits(), before.getLeastSignificantBits() + step);
    }
}
