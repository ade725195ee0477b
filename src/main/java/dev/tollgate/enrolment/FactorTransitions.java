package dev.tollgate.enrolment;

import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.factor.Method;
import dev.tollgate.factor.SecondFactor;
import dev.tollgate.factor.SecondFactors;
import dev.tollgate.factor.recovery.RecoveryCode;
import dev.tollgate.factor.recovery.RecoveryCodes;
import dev.tollgate.factor.totp.Authenticators;
import dev.tollgate.factor.totp.TotpSecret;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.notice.Notices;
import dev.tollgate.session.StaleSessionException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// What each change does to the stores, in the open transaction of the caller, who moves the epoch
/// forward in the same one.
@Component
final class FactorTransitions {

    private static final String FIRST_NAME = "Authenticator";

    private final SecondFactors factors;
    private final MethodStores stores;
    private final RecoveryCodes recoveryCodes;
    private final AuditLog audit;
    private final Notices notices;

    FactorTransitions(
            SecondFactors factors,
            MethodStores stores,
            RecoveryCodes recoveryCodes,
            AuditLog audit,
            Notices notices) {
        this.factors = factors;
        this.stores = stores;
        this.recoveryCodes = recoveryCodes;
        this.audit = audit;
        this.notices = notices;
    }

    /// From off to on, with the first authenticator and a first set of recovery codes.
    List<RecoveryCode> turnOn(AuditEvent event, TotpSecret secret, long confirmedStep) {
        AccountId account = owner(event);
        List<RecoveryCode> codes = turnOn(event, Method.AUTHENTICATOR);
        stores.authenticators().add(account, FIRST_NAME, secret, confirmedStep, event.at());
        return codes;
    }

    /// From off to on, with mailed codes as the method and a first set of recovery codes.
    List<RecoveryCode> turnOnByMail(AuditEvent event) {
        return turnOn(event, Method.EMAIL);
    }

    /// From authenticators to mailed codes. Two-factor authentication stays on, and so do the
    /// recovery codes: they are the account's, whatever its method.
    void changeToMail(AuditEvent event) {
        AccountId account = owner(event);
        change(account, Method.AUTHENTICATOR, Method.EMAIL);
        stores.dropAll(account);
        audit.write(event.because("email"));
        notices.tell(account, NoticeKind.METHOD_CHANGED_TO_EMAIL, "", event.at());
    }

    /// From mailed codes to a first authenticator, as [#changeToMail].
    void changeToAuthenticator(AuditEvent event, TotpSecret secret, long confirmedStep) {
        AccountId account = owner(event);
        change(account, Method.EMAIL, Method.AUTHENTICATOR);
        stores.dropAll(account);
        stores.authenticators().add(account, FIRST_NAME, secret, confirmedStep, event.at());
        audit.write(event.because("authenticator"));
        notices.tell(account, NoticeKind.METHOD_CHANGED_TO_AUTHENTICATOR, "", event.at());
    }

    /// One authenticator more.
    void add(AuditEvent event, String name, TotpSecret secret, long confirmedStep) {
        AccountId account = owner(event);
        if (stores.authenticators().of(account).size() >= Authenticators.MOST) {
            throw StaleSessionException.because("there are three authenticators already");
        }
        stores.authenticators().add(account, name, secret, confirmedStep, event.at());
        audit.write(event.because(name));
        notices.tell(account, NoticeKind.AUTHENTICATOR_ADDED, name, event.at());
    }

    /// From on to off: authenticators, mailed codes, recovery codes and whatever was being set up
    /// are gone.
    void turnOff(AuditEvent event, NoticeKind notice) {
        turnOffUntold(event);
        notices.tell(owner(event), notice, "", event.at());
    }

    /// The same where the caller tells the owner of it together with what brought it about.
    void turnOffUntold(AuditEvent event) {
        AccountId account = owner(event);
        if (!factors.turnOff(account)) {
            throw off();
        }
        stores.dropAll(account);
        recoveryCodes.removeAll(account);
        audit.write(event);
    }

    /// A fresh set of recovery codes; the old one is void.
    List<RecoveryCode> newRecoveryCodes(AuditEvent event) {
        AccountId account = owner(event);
        if (factors.of(account).isEmpty()) {
            throw off();
        }
        List<RecoveryCode> codes = recoveryCodes.make(account, event.at());
        audit.write(event);
        notices.tell(account, NoticeKind.RECOVERY_CODES_MADE, "", event.at());
        return codes;
    }

    boolean isOn(AccountId account) {
        return factors.of(account).isPresent();
    }

    /// Empty where two-factor authentication is off.
    Optional<Method> method(AccountId account) {
        return factors.of(account).map(SecondFactor::method);
    }

    /// Only the record: for changes that no store of this class sees, and for refusals.
    void record(AuditEvent event) {
        audit.write(event);
    }

    /// The record of a removed authenticator, with its notice.
    void recordRemoval(AuditEvent event, String name) {
        audit.write(event.because(name));
        notices.tell(owner(event), NoticeKind.AUTHENTICATOR_REMOVED, name, event.at());
    }

    private List<RecoveryCode> turnOn(AuditEvent event, Method method) {
        AccountId account = owner(event);
        if (!factors.turnOn(account, method, event.at())) {
            throw StaleSessionException.because("two-factor authentication is on already");
        }
        List<RecoveryCode> codes = recoveryCodes.make(account, event.at());
        audit.write(event);
        notices.tell(account, NoticeKind.TWO_FACTOR_ON, "", event.at());
        return codes;
    }

    private void change(AccountId account, Method from, Method to) {
        if (!factors.change(account, from, to)) {
            throw StaleSessionException.because("the account has another method");
        }
    }

    private static StaleSessionException off() {
        return StaleSessionException.because("two-factor authentication is off");
    }

    private static AccountId owner(AuditEvent event) {
        AccountId target = event.target();
        if (target == null) {
            throw new IllegalArgumentException("a change of factors concerns an account");
        }
        return target;
    }
}
