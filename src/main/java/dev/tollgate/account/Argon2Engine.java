package dev.tollgate.account;

/// Argon2id version 1.3 without secret and associated data (RFC 9106 section 3). Two engines
/// give the same bytes, so strings stored under one are verified under the other. Safe for use
/// by many threads; neither bounds how many work at once, [PasswordHasher] does.
interface Argon2Engine {

    /// The hash of a password's bytes.
    ///
    /// @param salt at least 8 bytes
    /// @param length bytes wanted, at least 16
    byte[] derive(byte[] password, byte[] salt, Argon2Work work, int length);

    /// The library's name, for the log at start and the health page.
    String name();

    /// libsodium where it loads *and* computes what BouncyCastle does, else BouncyCastle.
    static Argon2Engine fastest() {
        BouncyCastleArgon2 portable = new BouncyCastleArgon2();
        return LibsodiumArgon2.load(portable).<Argon2Engine>map(e -> e).orElse(portable);
    }
}
