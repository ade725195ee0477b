package dev.tollgate.account;

/// Who waits for a hash. The lanes have places of their own, so that neither fills the other.
public enum HashingLane {
    /// Whoever has shown something that is looked up first: a session, a link, a cookie of a known
    /// browser. Served first.
    KNOWN(1),

    /// Anybody with a name and a password, true or made up. One is served after each three known
    /// ones at the latest.
    UNKNOWN(3);

    /// Of all places, how many quarters.
    private final int quarters;

    HashingLane(int quarters) {
        this.quarters = quarters;
    }

    long places(long ofAll) {
        return ofAll * quarters / 4;
    }
}
