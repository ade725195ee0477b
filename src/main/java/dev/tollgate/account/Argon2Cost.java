package dev.tollgate.account;

import java.util.List;

/// What a new password hash costs. The floor is OWASP's Password Storage Cheat Sheet: at least
/// one of its five pairs of memory and passes has to be met in both numbers; there is no way to
/// go below.
///
/// @param memoryKib KiB of memory, at most 1 GiB
/// @param iterations passes over the memory, at most 64
/// @param parallelism lanes, 1 to 16; anything but 1 is computed without libsodium, at twice
///     the time
public record Argon2Cost(int memoryKib, int iterations, int parallelism) {

    /// 7 MiB and five passes: of the five pairs the one that a busy server computes fastest.
    public static final Argon2Cost DEFAULT = new Argon2Cost(7168, 5, 1);

    public Argon2Cost {
        Argon2Work wanted = new Argon2Work(memoryKib, iterations, parallelism);
        if (Floor.PAIRS.stream().noneMatch(pair -> pair.isMetBy(wanted))) {
            throw new IllegalArgumentException(
                    "argon2 cost m=%d, t=%d meets none of %s"
                            .formatted(memoryKib, iterations, Floor.PAIRS));
        }
    }

    Argon2Work work() {
        return new Argon2Work(memoryKib, iterations, parallelism);
    }

    private record Floor(int memoryKib, int iterations) {

        static final List<Floor> PAIRS =
                List.of(
                        new Floor(47104, 1),
                        new Floor(19456, 2),
                        new Floor(12288, 3),
                        new Floor(9216, 4),
                        new Floor(7168, 5));

        boolean isMetBy(Argon2Work work) {
            return work.memoryKib() >= memoryKib && work.iterations() >= iterations;
        }

        @Override
        public String toString() {
            return "m=" + memoryKib + ",t=" + iterations;
        }
    }
}
