package dev.tollgate.factor;

/// How an account gets its codes; it has one method at a time. The names are stored: add, never
/// rename.
public enum Method {
    AUTHENTICATOR,
    EMAIL
}
