package dev.tollgate.login;

import dev.tollgate.account.Accounts;
import dev.tollgate.factor.recovery.TemporaryCodes;
import dev.tollgate.kernel.Keepsake;
import dev.tollgate.kernel.Token;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.ProvenSessions;
import dev.tollgate.throttle.KnownBrowsers;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/// What of the proofs before a set-up outlives the change of a password that somebody else had
/// issued.
@Component
final class ProofCarryOver {

    private final Accounts accounts;
    private final TemporaryCodes temporaryCodes;
    private final ProvenSessions proven;
    private final KnownBrowsers browsers;

    ProofCarryOver(
            Accounts accounts,
            TemporaryCodes temporaryCodes,
            ProvenSessions proven,
            KnownBrowsers browsers) {
        this.accounts = accounts;
        this.temporaryCodes = temporaryCodes;
        this.proven = proven;
        this.browsers = browsers;
    }

    /// Runs in the open transaction of the change, between the new epoch and the new password: one
    /// that came in a letter was just used, and is a proof. Whoever was given another one may have
    /// been given a temporary code with it, which is still to serve.
    ///
    /// @param session as it was before
    /// @param renewed its new id
    /// @return what the browser is given to bring along the next time
    List<Keepsake> afterIssued(PortalSession session, Token renewed, Instant now) {
        if (!session.mustChangePassword()) {
            return List.of();
        }
        temporaryCodes.carryOver(session.account(), session.epoch());
        if (!accounts.isByLetter(session.account())) {
            return List.of();
        }
        proven.record(renewed, now);
        return session.unproven() && !session.enrolled()
                ? List.of(browsers.meet(session.account(), now))
                : List.of();
    }
}
