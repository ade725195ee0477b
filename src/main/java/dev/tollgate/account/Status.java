package dev.tollgate.account;

/// Whether an account may log in at all. The names are stored: add, never rename.
public enum Status {
    ACTIVE,
    DISABLED
}
