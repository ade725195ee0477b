package dev.tollgate.login;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.factor.device.TrustTerms;
import dev.tollgate.factor.device.TrustVerdict;
import dev.tollgate.factor.device.TrustedDevice;
import dev.tollgate.factor.device.TrustedDevices;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Keepsake;
import dev.tollgate.kernel.Keepsakes;
import dev.tollgate.kernel.Source;
import dev.tollgate.policy.Policies;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Sessions;
import dev.tollgate.storage.Transactions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Trust in devices as the login gives and uses it, and as the owner takes it away.
///
/// A trusted device waives the code of a login, of one account in one browser, and nothing else:
/// not the password, and no step-up. It does so under the hard stop too. That one guards against
/// codes that are guessed, and a cookie of 256 bits is no guess; the owner at their own desk stays
/// in whatever others type, and what they log in to there leads nobody out of the hard stop.
@Component
public final class DeviceTrust {

    private final TrustedDevices devices;
    private final Policies policies;
    private final Accounts accounts;
    private final Sessions sessions;
    private final AuditLog audit;
    private final Transactions transactions;

    DeviceTrust(
            TrustedDevices devices,
            Policies policies,
            Accounts accounts,
            Sessions sessions,
            AuditLog audit,
            Transactions transactions) {
        this.devices = devices;
        this.policies = policies;
        this.accounts = accounts;
        this.sessions = sessions;
        this.audit = audit;
        this.transactions = transactions;
    }

    /// The devices that an account trusts, the one that asks first.
    public List<TrustedDevice> of(AccountId account, Keepsakes brought, Instant now) {
        return accounts.get(account)
                .map(found -> devices.of(terms(found), brought, now))
                .orElse(List.of());
    }

    /// Trusts a device of the session's own account no longer: its next login asks for a code, and
    /// what was logged in on it without one has ended, but for the session in hand.
    ///
    /// @return false where there is no such device
    public boolean remove(PortalSession session, String device, Source source, Instant now) {
        return transactions.write(
                () -> {
                    sessions.hold(session);
                    boolean removed = devices.remove(session.account(), device);
                    if (removed) {
                        sessions.endOnTrust(session.account(), device, session.digest());
                        audit.write(session.act(Kind.DEVICE_REMOVED, source, now).because("1"));
                    }
                    return removed;
                });
    }

    /// The same for every device.
    public void removeAll(PortalSession session, Source source, Instant now) {
        transactions.write(
                () -> {
                    sessions.hold(session);
                    int removed = devices.removeAll(session.account());
                    sessions.endAllOnTrust(session.account(), session.digest());
                    audit.write(
                            session.act(Kind.DEVICE_REMOVED, source, now)
                                    .because(String.valueOf(removed)));
                });
    }

    /// For how many days the account may trust a device; 0 for not at all.
    int days(Account account) {
        return policies.current().trustDaysFor(account.role());
    }

    /// Trusts the browser whose code was right, in the open transaction of the login; nothing where
    /// policy allows none, whatever its page offered.
    ///
    /// @param account as locked in this transaction
    List<Keepsake> trust(Account account, Source source, Instant now) {
        TrustTerms terms = terms(account);
        return terms.days() == 0 ? List.of() : List.of(devices.trust(terms, source, now));
    }

    /// Whether no code is asked, in the open transaction that settles a right password.
    ///
    /// @param account with the epoch that the session is going to carry, its row locked
    Optional<TrustVerdict.Trusted> waives(
            Account account, Keepsakes brought, Source source, Instant now) {
        return switch (devices.use(terms(account), brought, source, now)) {
            case TrustVerdict.Trusted trusted -> Optional.of(trusted);
            case TrustVerdict.NotTrusted _ -> Optional.empty();
            case TrustVerdict.Stolen(String device) -> {
                sessions.endOnTrust(account.id(), device, "");
                yield Optional.empty();
            }
        };
    }

    private TrustTerms terms(Account account) {
        return new TrustTerms(account.id(), account.epoch(), days(account));
    }
}
