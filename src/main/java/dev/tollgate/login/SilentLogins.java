package dev.tollgate.login;

import dev.tollgate.account.Accounts;
import dev.tollgate.session.HalfSession;
import dev.tollgate.session.HalfSessions;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/// Looks for logins whose password was right and whose code has not come, and tells their owners:
/// somebody knows the password. Each is told once, whichever node looks first, and after a restart
/// too; "Not you?" ends a login and does not hide it.
@Component
public final class SilentLogins {

    /// So long a silence is nothing yet.
    public static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final int BATCH = 200;

    private final Accounts accounts;
    private final HalfSessions halfSessions;
    private final CodeAlarms alarms;
    private final Transactions transactions;

    SilentLogins(
            Accounts accounts,
            HalfSessions halfSessions,
            CodeAlarms alarms,
            Transactions transactions) {
        this.accounts = accounts;
        this.halfSessions = halfSessions;
        this.alarms = alarms;
        this.transactions = transactions;
    }

    public void look(Instant now) {
        List<HalfSession> batch;
        do {
            batch = halfSessions.silentSince(now.minus(PATIENCE), BATCH);
            batch.forEach(silent -> transactions.write(() -> tell(silent, now)));
        } while (batch.size() == BATCH);
    }

    private void tell(HalfSession silent, Instant now) {
        accounts.lock(silent.account());
        if (halfSessions.markTold(silent)) {
            boolean knownBrowser = silent.browser() != null;
            alarms.noCodeCame(silent.account(), knownBrowser, silent.source(), now);
        }
    }
}
