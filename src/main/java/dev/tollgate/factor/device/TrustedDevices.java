package dev.tollgate.factor.device;

import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.factor.device.TrustedDeviceStore.Presented;
import dev.tollgate.factor.device.TrustedDeviceStore.TokenState;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Keepsake;
import dev.tollgate.kernel.Keepsakes;
import dev.tollgate.kernel.RandomSource;
import dev.tollgate.kernel.Source;
import dev.tollgate.kernel.Token;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.notice.Notices;
import dev.tollgate.sealing.Sealer;
import dev.tollgate.storage.Perishable;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// The browsers on which an account is not asked for a code.
///
/// Each holds a cookie of 256 random bits under a name of the account's own; the name is a keyed
/// hash, so whoever sees it learns nobody's name. Only digests of the tokens are stored. Each use
/// replaces the token. The one that came stays good until its successor has come, so that a lost
/// answer or a second tab locks nobody out; one that was replaced before that and comes again has
/// been copied, and the whole device is given up.
///
/// The end is fixed when a device is added and enforced here, whatever the browser does; lowering
/// the days that policy allows ends at once what is older. Whatever moves the account's epoch ends
/// all of them.
@Component
public final class TrustedDevices implements Perishable {

    /// One more takes the place of the one that was used longest ago.
    public static final int MOST = 20;

    private static final int NAME_DIGITS = 16;

    private final TrustedDeviceStore store;
    private final RandomSource random;
    private final Sealer sealer;
    private final AuditLog audit;
    private final Notices notices;
    private final Transactions transactions;

    TrustedDevices(
            TrustedDeviceStore store,
            RandomSource random,
            Sealer sealer,
            AuditLog audit,
            Notices notices,
            Transactions transactions) {
        this.store = store;
        this.random = random;
        this.sealer = sealer;
        this.audit = audit;
        this.notices = notices;
        this.transactions = transactions;
    }

    /// Trusts a browser whose password and code were right, in the open transaction of the login.
    /// The owner is told.
    ///
    /// @param terms of an account that is locked, with at least one day
    public Keepsake trust(TrustTerms terms, Source source, Instant now) {
        Transactions.requireOpen();
        if (terms.days() == 0) {
            throw new IllegalStateException("policy lets this account trust no device");
        }
        List<TrustedDevice> others = store.list(terms, Optional.empty(), now);
        others.stream()
                .skip(MOST - 1L)
                .forEach(oldest -> store.remove(terms.account(), oldest.id()));
        String device = store.add(terms, source, now);
        String where = source.browser() + ", " + source.address();
        audit.write(
                AuditEvent.own(now, Kind.DEVICE_TRUSTED, terms.account(), source)
                        .because(terms.days() + " days"));
        notices.tell(terms.account(), NoticeKind.DEVICE_TRUSTED, where, now);
        return give(terms.account(), device, terms.life());
    }

    /// Looks whether a browser is trusted, in the open transaction that settles a right password,
    /// and replaces its token.
    ///
    /// @param terms of an account that is locked, so that of two logins with one token one comes
    /// after the other
    public TrustVerdict use(TrustTerms terms, Keepsakes brought, Source source, Instant now) {
        Transactions.requireOpen();
        Optional<Token> token = brought.under(name(terms.account()));
        if (token.isEmpty()) {
            return new TrustVerdict.NotTrusted();
        }
        return store.find(terms, token.get(), now)
                .map(found -> use(terms.account(), found, token.get(), source, now))
                .orElseGet(TrustVerdict.NotTrusted::new);
    }

    /// The devices that an account trusts, the one that asks first, then the last used.
    public List<TrustedDevice> of(TrustTerms terms, Keepsakes brought, Instant now) {
        return transactions.read(
                () -> store.list(terms, brought.under(name(terms.account())), now));
    }

    /// Trusts a device no longer, in the open transaction; false where it is not the account's.
    public boolean remove(AccountId account, String device) {
        Transactions.requireOpen();
        return store.remove(account, device);
    }

    /// Trusts no device of an account any longer, in the open transaction.
    ///
    /// @return how many there were
    public int removeAll(AccountId account) {
        Transactions.requireOpen();
        return store.removeAll(account);
    }

    /// Forgets what is trusted no longer.
    @Override
    public void purge(Instant now) {
        transactions.write(() -> store.purge(now));
    }

    private TrustVerdict use(
            AccountId account, Presented found, Token token, Source source, Instant now) {
        if (found.state() == TokenState.SPENT) {
            return stolen(account, found.device(), source, now);
        }
        if (found.state() == TokenState.SUCCESSOR) {
            store.makePresent(found.device(), token);
        }
        store.noteUse(found.device(), source, now);
        Duration left = Duration.between(now, found.expiresAt());
        return new TrustVerdict.Trusted(found.device(), give(account, found.device(), left));
    }

    private TrustVerdict stolen(AccountId account, String device, Source source, Instant now) {
        store.remove(account, device);
        audit.write(
                AuditEvent.refused(
                        now, Kind.DEVICE_STOLEN, account, source, "a replaced cookie came back"));
        notices.tell(
                account, NoticeKind.DEVICE_STOLEN, source.browser() + ", " + source.address(), now);
        return new TrustVerdict.Stolen(device);
    }

    private Keepsake give(AccountId account, String device, Duration life) {
        Token token = Token.random(random);
        store.addToken(device, token);
        return new Keepsake(name(account), token, life);
    }

    private String name(AccountId account) {
        return "device-"
                + sealer.keyedHash("trusted device", account.text()).substring(0, NAME_DIGITS);
    }
}
