package dev.tollgate.enrolment;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.factor.SecondFactors;
import dev.tollgate.kernel.Secret;
import dev.tollgate.session.ConsoleAct;
import dev.tollgate.storage.Transactions;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// What the console does for whoever has lost the phone and the recovery codes, or cannot show who
/// they are before a mandatory set-up.
@Component
public final class ConsoleReset {

    private final SecondFactors factors;
    private final FactorChanges changes;
    private final TemporaryCodeIssue temporaryCodes;
    private final Accounts accounts;
    private final Transactions transactions;

    ConsoleReset(
            SecondFactors factors,
            FactorChanges changes,
            TemporaryCodeIssue temporaryCodes,
            Accounts accounts,
            Transactions transactions) {
        this.factors = factors;
        this.changes = changes;
        this.temporaryCodes = temporaryCodes;
        this.accounts = accounts;
        this.transactions = transactions;
    }

    /// Turns two-factor authentication off where it is on, and issues a temporary code where the
    /// next set-up begins with a proof, in one transaction.
    public Outcome reset(ConsoleAct act, Account account) {
        return transactions.write(
                () -> {
                    boolean on = factors.of(account.id()).isPresent();
                    if (on) {
                        changes.reset(act, account);
                    }
                    Account changed = accounts.lock(account.id()).orElseThrow();
                    AuditEvent event =
                            AuditEvent.console(act.at(), Kind.TEMPORARY_CODE_ISSUED, account.id());
                    return new Outcome(on, temporaryCodes.issue(event, changed));
                });
    }

    /// What was done; nothing where neither holds.
    ///
    /// @param turnedOff whether two-factor authentication was on
    /// @param temporaryCode to be shown now or never
    public record Outcome(boolean turnedOff, Optional<Secret> temporaryCode) {}
}
