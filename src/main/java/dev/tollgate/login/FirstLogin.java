package dev.tollgate.login;

import dev.tollgate.account.Account;
import dev.tollgate.kernel.Source;
import dev.tollgate.session.ProvenSessions;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.Sessions;
import dev.tollgate.storage.Transactions;
import java.time.Instant;
import org.springframework.stereotype.Component;

/// The session of somebody who has just set their first password and typed it twice, in the wizard
/// or behind an invitation: it counts as confirmed for turning two-factor authentication on, which
/// is offered next, and as proven by the link, where that begins with a proof.
@Component
public final class FirstLogin {

    private final Settlement settlement;
    private final Sessions sessions;
    private final ProvenSessions proven;
    private final Transactions transactions;

    FirstLogin(
            Settlement settlement,
            Sessions sessions,
            ProvenSessions proven,
            Transactions transactions) {
        this.settlement = settlement;
        this.sessions = sessions;
        this.proven = proven;
        this.transactions = transactions;
    }

    /// Opens it.
    ///
    /// @param account as it is after its password was set, without a second factor
    public PasswordOutcome.SignedIn open(Account account, Source source, Instant now) {
        return transactions.write(
                () -> {
                    PasswordOutcome.SignedIn signedIn =
                            settlement.signIn(account, null, source, now);
                    proven.record(signedIn.session(), now);
                    sessions.find(signedIn.session(), now)
                            .ifPresent(
                                    session ->
                                            sessions.confirm(session, Purpose.TURN_ON, null, now));
                    return signedIn;
                });
    }
}
