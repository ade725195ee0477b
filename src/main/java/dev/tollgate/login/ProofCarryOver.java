package dev.tollgate.login;

import dev.tollgate.account.Accounts;
import dev.tollgate.factor.recovery.TemporaryCodes;
import dev.tollgate.kernel.Token;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.ProvenSessions;
import java.time.Instant;
import org.springframework.stereotype.Component;

/// What of the proofs before a set-up outlives the change of a password that somebody else had
/// issued.
@Component
final class ProofCarryOver {

    private final Accounts accounts;
    private final TemporaryCodes temporaryCodes;
    private final ProvenSessions proven;

    ProofCarryOver(Accounts accounts, TemporaryCodes temporaryCodes, ProvenSessions proven) {
        this.accounts = accounts;
        this.temporaryCodes = temporaryCodes;
        this.proven = proven;
    }

    /// Runs in the open transaction of the change, between the new epoch and the new password: one
    /// that came in a letter was just used, and is a proof. Whoever was given another one may have
    /// been given a temporary code with it, which is still to serve.
    ///
    /// @param session as it was before
    /// @param renewed its new id
    void afterIssued(PortalSession session, Token renewed, Instant now) {
        if (!session.mustChangePassword()) {
            return;
        }
        temporaryCodes.carryOver(session.account(), session.epoch());
        if (accounts.isByLetter(session.account())) {
            proven.record(renewed, now);
        }
    }
}
