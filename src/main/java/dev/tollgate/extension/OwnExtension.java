package dev.tollgate.extension;

import dev.tollgate.account.Problem;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.kernel.Source;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Sessions;
import dev.tollgate.storage.Transactions;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// What users change of their own extension.
@Component
public final class OwnExtension {

    private final ExtensionStore store;
    private final Sessions sessions;
    private final AuditLog audit;
    private final Transactions transactions;

    OwnExtension(
            ExtensionStore store, Sessions sessions, AuditLog audit, Transactions transactions) {
        this.store = store;
        this.sessions = sessions;
        this.audit = audit;
        this.transactions = transactions;
    }

    /// Gives it another name; does nothing where the account has no extension.
    ///
    /// @return what is wrong with the name; empty where nothing is
    /// @throws dev.tollgate.session.StaleSessionException where account or session changed
    /// meanwhile
    public Optional<Problem> rename(PortalSession owner, String typed, Source source, Instant now) {
        String name = ExtensionRules.stripped(typed);
        Optional<Problem> problem = ExtensionRules.problemWithName(name);
        if (problem.isEmpty()) {
            transactions.write(
                    () -> {
                        sessions.hold(owner);
                        if (store.rename(owner.account(), name)) {
                            audit.write(owner.act(Kind.EXTENSION_CHANGED, source, now));
                        }
                    });
        }
        return problem;
    }
}
