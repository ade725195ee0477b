package dev.tollgate.extension;

import dev.tollgate.extension.ExtensionQuery.TwoFactor;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Counts who uses two-factor authentication: extension users, exactly, up to 10,000 of a kind, as
/// in the lists that the numbers lead to. Beyond that all accounts are counted along an index, the
/// few without an extension with them, and the number is kept for some seconds: counting a million
/// takes a tenth of one.
@Component
public final class TwoFactorCounts {

    private static final Duration KEPT = Duration.ofSeconds(10);
    private static final String OPEN =
            "select count(*) from account where status = 'ACTIVE' and portal_access = 1"
                    + " and two_factor ";

    private final ExtensionStore store;
    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final AtomicReference<Kept> kept =
            new AtomicReference<>(new Kept(new TwoFactorCount(0, 0), Instant.MIN));

    TwoFactorCounts(ExtensionStore store, JdbcClient jdbc, Transactions transactions) {
        this.store = store;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    public TwoFactorCount count(Instant now) {
        TwoFactorCount exact =
                transactions.read(
                        () -> new TwoFactorCount(count(TwoFactor.ON), count(TwoFactor.OFF)));
        return Math.max(exact.with(), exact.without()) > ExtensionList.COUNTED ? many(now) : exact;
    }

    private TwoFactorCount many(Instant now) {
        Kept last = kept.get();
        if (last.at().isAfter(now.minus(KEPT)) && !last.at().isAfter(now)) {
            return last.count();
        }
        TwoFactorCount count =
                transactions.read(() -> new TwoFactorCount(accounts("> 0"), accounts("= 0")));
        kept.set(new Kept(count, now));
        return count;
    }

    private long count(TwoFactor state) {
        return store.list().count(ExtensionQuery.of("").in(state));
    }

    private long accounts(String twoFactor) {
        return jdbc.sql(OPEN + twoFactor).query((row, _) -> row.getLong(1)).single();
    }

    private record Kept(TwoFactorCount count, Instant at) {}
}
