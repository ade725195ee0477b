package dev.tollgate.enrolment;

import dev.tollgate.account.Account;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.factor.Method;
import dev.tollgate.factor.device.TrustedDevices;
import dev.tollgate.factor.recovery.RecoveryCode;
import dev.tollgate.factor.recovery.RecoveryCodes;
import dev.tollgate.factor.totp.Authenticator;
import dev.tollgate.factor.totp.Authenticators;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Source;
import dev.tollgate.kernel.Token;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.session.ConsoleAct;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.Sessions;
import dev.tollgate.session.StepUp;
import dev.tollgate.storage.Transactions;
import dev.tollgate.throttle.Throttle;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Changes to an account's factors once they are on. Each needs a [StepUp] for its own purpose, or
/// stands on the server's console.
@Component
public final class FactorChanges {

    private final Authenticators authenticators;
    private final RecoveryCodes recoveryCodes;
    private final TrustedDevices devices;
    private final FactorTransitions transitions;
    private final Sessions sessions;
    private final Throttle throttle;
    private final Transactions transactions;

    FactorChanges(
            Authenticators authenticators,
            RecoveryCodes recoveryCodes,
            TrustedDevices devices,
            FactorTransitions transitions,
            Sessions sessions,
            Throttle throttle,
            Transactions transactions) {
        this.authenticators = authenticators;
        this.recoveryCodes = recoveryCodes;
        this.devices = devices;
        this.transitions = transitions;
        this.sessions = sessions;
        this.throttle = throttle;
        this.transactions = transactions;
    }

    /// Turns two-factor authentication off.
    ///
    /// @return the new id of the session in hand, every other session has ended; or empty where
    ///     the security options demand a second factor of the account: nothing was changed
    public Optional<Token> turnOff(StepUp stepUp, Source source, Instant now) {
        stepUp.require(Purpose.TURN_OFF);
        PortalSession session = stepUp.session();
        if (session.demanded()) {
            return Optional.empty();
        }
        return transactions.write(
                () -> {
                    Token renewed = sessions.advance(session);
                    transitions.turnOff(
                            session.act(Kind.TWO_FACTOR_OFF, source, now),
                            NoticeKind.TWO_FACTOR_OFF);
                    return Optional.of(renewed);
                });
    }

    /// Turns it off for another account, whose owner then logs in with the password alone, in the
    /// open transaction of an administrator's act that has moved the account's epoch forward. It
    /// cannot be turned on for anybody.
    ///
    /// @return false where it was off: nothing happened and nobody was told
    public boolean turnOffFor(AuditEvent event, AccountId account, NoticeKind notice) {
        Transactions.requireOpen();
        if (!transitions.isOn(account)) {
            return false;
        }
        transitions.turnOff(event, notice);
        throttle.unlock(account);
        return true;
    }

    /// Ends mailed codes where they are the account's method, in the open transaction of an
    /// administrator's act that has moved its epoch forward and gives it another address: whoever
    /// reads the new mailbox must not have the codes by that alone. The caller tells the owner.
    ///
    /// @return false where the account gets its codes otherwise or has none: nothing happened
    public boolean endMailedCodes(AuditEvent event, AccountId account) {
        Transactions.requireOpen();
        if (transitions.method(account).filter(Method.EMAIL::equals).isEmpty()) {
            return false;
        }
        transitions.turnOffUntold(event);
        return true;
    }

    /// Trusts no device of another account any longer, in the open transaction of an
    /// administrator's act. What was logged in on one without a code has ended.
    public void removeTrustedDevices(AccountId account) {
        devices.removeAll(account);
        sessions.endAllOnTrust(account, "");
    }

    /// Turns it off for somebody who is stuck, and forgets the failures of the factor that is gone.
    /// Their password stays.
    public void reset(ConsoleAct act, Account account) {
        transactions.write(
                () -> {
                    sessions.advanceFromOutside(account);
                    transitions.turnOff(
                            AuditEvent.console(act.at(), Kind.TWO_FACTOR_RESET, account.id()),
                            NoticeKind.TWO_FACTOR_RESET);
                    throttle.unlock(account.id());
                });
    }

    /// Makes a new set of recovery codes; the old one is void from the commit on. The next set
    /// needs a confirmation of its own.
    ///
    /// @throws dev.tollgate.session.StaleSessionException where the account changed meanwhile: no
    /// codes
    ///     are made
    public List<RecoveryCode> newRecoveryCodes(StepUp stepUp, Source source, Instant now) {
        stepUp.require(Purpose.NEW_RECOVERY_CODES);
        PortalSession session = stepUp.session();
        return transactions.write(
                () -> {
                    sessions.hold(session);
                    sessions.forgetConfirmation(session);
                    return transitions.newRecoveryCodes(
                            session.act(Kind.RECOVERY_CODES_MADE, source, now));
                });
    }

    /// Notes that the owner has kept the codes.
    ///
    /// @param madeAt when the codes were made that the owner has before them
    /// @return false where those are void by now
    public boolean recoveryCodesSaved(
            PortalSession session, Instant madeAt, Source source, Instant now) {
        return transactions.write(
                () -> {
                    sessions.hold(session);
                    boolean saved = recoveryCodes.markSaved(session.account(), madeAt, now);
                    if (saved) {
                        transitions.record(session.act(Kind.RECOVERY_CODES_SAVED, source, now));
                    }
                    return saved;
                });
    }

    /// Renames an authenticator of the session's own account.
    ///
    /// @return false where there is no such authenticator
    public boolean rename(
            StepUp stepUp, String id, AuthenticatorName name, Source source, Instant now) {
        stepUp.require(Purpose.RENAME_AUTHENTICATOR);
        PortalSession session = stepUp.session();
        return transactions.write(
                () -> {
                    sessions.hold(session);
                    boolean renamed = authenticators.rename(session.account(), id, name.value());
                    if (renamed) {
                        transitions.record(
                                session.act(Kind.AUTHENTICATOR_RENAMED, source, now)
                                        .because(name.value()));
                    }
                    return renamed;
                });
    }

    /// Removes an authenticator of the session's own account, never the last one.
    ///
    /// @return the new id of the session in hand, or empty where there is no such authenticator or
    /// it is
    ///     the last
    public Optional<Token> remove(StepUp stepUp, String id, Source source, Instant now) {
        stepUp.require(Purpose.REMOVE_AUTHENTICATOR);
        PortalSession session = stepUp.session();
        Optional<Authenticator> removed =
                authenticators.of(session.account()).stream()
                        .filter(authenticator -> authenticator.id().equals(id))
                        .findFirst();
        return removed.flatMap(authenticator -> remove(session, authenticator, source, now));
    }

    private Optional<Token> remove(
            PortalSession session, Authenticator authenticator, Source source, Instant now) {
        return transactions.writeOrNothing(
                () -> {
                    Token token = sessions.advance(session);
                    if (!authenticators.removeButLast(session.account(), authenticator.id())) {
                        return Optional.empty();
                    }
                    transitions.recordRemoval(
                            session.act(Kind.AUTHENTICATOR_REMOVED, source, now),
                            authenticator.name());
                    return Optional.of(token);
                });
    }
}
