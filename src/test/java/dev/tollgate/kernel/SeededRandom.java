package dev.tollgate.kernel;

import java.util.Random;

/// A generator that gives the same on every run, for property tests. Its bytes are no secret.
public final class SeededRandom implements RandomSource {

    private final Random random;

    public SeededRandom(long seed) {
        this.random = new Random(seed);
    }

    @Override
    public byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    /// A number from 0 to `bound` - 1.
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /// A text of assigned characters from all over Unicode, ASCII more often than the rest.
    ///
    /// @param maxCodePoints at most so many; it may be empty
    public String text(int maxCodePoints) {
        StringBuilder text = new StringBuilder();
        for (int left = below(maxCodePoints + 1); left > 0; left--) {
            text.appendCodePoint(codePoint());
        }
        return text.toString();
    }

    private int codePoint() {
        if (below(3) == 0) {
            return ' ' + below('~' - ' ' + 1);
        }
        while (true) {
            int candidate = below(below(2) == 0 ? 0x3000 : 0x20000);
            if (Character.isDefined(candidate)
                    && Character.getType(candidate) != Character.SURROGATE) {
                return candidate;
            }
        }
    }
}
