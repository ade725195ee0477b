package dev.tollgate.kernel;

/// Where all chance comes from. Outside this package nobody makes a `SecureRandom` or a random
/// UUID, so that a test can script what an attacker would have to guess.
public interface RandomSource {

    /// `count` bytes from a cryptographically strong generator.
    byte[] bytes(int count);
}
