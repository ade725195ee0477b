package dev.tollgate.account;

/// The PHC string of a password, not yet sealed. It may be guessed against: never log or show it.
public record HashedPassword(String phc) {

    @Override
    public String toString() {
        return "[REDACTED]";
    }
}
