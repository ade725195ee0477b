package dev.tollgate.session;

import java.time.Instant;

/// Proof that an act comes from the server's own console, where whoever stands holds the database
/// and the key already. Only `cli` makes one (a test holds this); it stands in for a [StepUp].
public final class ConsoleAct {

    private final Instant at;

    private ConsoleAct(Instant at) {
        this.at = at;
    }

    /// For `cli` only.
    public static ConsoleAct issue(Instant at) {
        return new ConsoleAct(at);
    }

    public Instant at() {
        return at;
    }
}
