package dev.tollgate.kernel;

import java.security.SecureRandom;

/// The operating system's generator. Safe for use by many threads.
final class SystemRandomSource implements RandomSource {

    private final SecureRandom random = new SecureRandom();

    @Override
    public byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
