package dev.tollgate.session;

import dev.tollgate.kernel.AccountId;
import java.time.Instant;

/// Proof that the owner of an open session has shown password, and code where the account has one,
/// for one purpose a moment ago. Only `login` issues it (a test holds this); a change of factors
/// needs it.
public final class StepUp implements Authority {

    private final PortalSession session;
    private final Purpose purpose;
    private final Instant at;

    private StepUp(PortalSession session, Purpose purpose, Instant at) {
        this.session = session;
        this.purpose = purpose;
        this.at = at;
    }

    /// For `login` only.
    public static StepUp issue(PortalSession session, Purpose purpose, Instant at) {
        return new StepUp(session, purpose, at);
    }

    public PortalSession session() {
        return session;
    }

    @Override
    public Actor actor() {
        return session;
    }

    public AccountId account() {
        return session.account();
    }

    public Instant at() {
        return at;
    }

    public boolean isFor(Purpose wanted) {
        return purpose == wanted;
    }

    /// Insists on the purpose.
    ///
    /// @throws IllegalStateException if it was issued for another one
    @Override
    public void require(Purpose wanted) {
        if (purpose != wanted) {
            throw new IllegalStateException("issued for " + purpose + ", not " + wanted);
        }
    }
}
