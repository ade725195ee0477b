package dev.tollgate.account;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Argon2id in plain Java: runs everywhere, takes any lanes and any salt, at about twice the
/// time of [LibsodiumArgon2].
final class BouncyCastleArgon2 implements Argon2Engine {

    @Override
    public byte[] derive(byte[] password, byte[] salt, Argon2Work work, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withMemoryAsKB(work.memoryKib())
                        .withIterations(work.iterations())
                        .withParallelism(work.parallelism())
                        .withSalt(salt)
                        .build());
        byte[] hash = new byte[length];
        generator.generateBytes(password, hash);
        return hash;
    }

    @Override
    public String name() {
        return "BouncyCastle";
    }
}
