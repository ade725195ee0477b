package dev.tollgate.account;

/// The numbers of one Argon2id computation (RFC 9106 section 3.1), as they stand in a stored
/// string. Unlike [Argon2Cost] it also takes old, weak numbers, which have to be verified once
/// more before they are raised; its upper bounds keep a damaged string from asking for all
/// memory there is.
///
/// @param memoryKib KiB, from 8 times the lanes up to 1 GiB
/// @param iterations passes over the memory, 1 to 64
/// @param parallelism lanes, 1 to 16
record Argon2Work(int memoryKib, int iterations, int parallelism) {

    static final int MAX_MEMORY_KIB = 1 << 20;
    static final int MAX_ITERATIONS = 64;
    static final int MAX_PARALLELISM = 16;

    Argon2Work {
        requireBetween(1, parallelism, MAX_PARALLELISM, "parallelism");
        requireBetween(1, iterations, MAX_ITERATIONS, "iterations");
        requireBetween(8 * parallelism, memoryKib, MAX_MEMORY_KIB, "memory in KiB");
    }

    /// Whether this is at least as dear as `other` in memory *and* in passes, with the same
    /// lanes.
    boolean covers(Argon2Work other) {
        return memoryKib >= other.memoryKib
                && iterations >= other.iterations
                && parallelism == other.parallelism;
    }

    private static void requireBetween(int low, int value, int high, String name) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(
                    "argon2 " + name + " must be " + low + " to " + high + ", not " + value);
        }
    }
}
