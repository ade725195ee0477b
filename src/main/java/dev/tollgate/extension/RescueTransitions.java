package dev.tollgate.extension;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.HashedPassword;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.enrolment.FactorChanges;
import dev.tollgate.enrolment.TemporaryCodeIssue;
import dev.tollgate.kernel.Secret;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.session.Administration.Order;
import dev.tollgate.session.AdministrativeAct;
import dev.tollgate.session.Sessions;
import dev.tollgate.throttle.Throttle;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/// What each act for somebody who is stuck does to the stores, in the open transaction of the act.
@Component
final class RescueTransitions {

    private final Accounts accounts;
    private final Sessions sessions;
    private final FactorChanges factorChanges;
    private final TemporaryCodeIssue temporaryCodes;
    private final Throttle throttle;
    private final Told told;

    RescueTransitions(
            Accounts accounts,
            Sessions sessions,
            FactorChanges factorChanges,
            TemporaryCodeIssue temporaryCodes,
            Throttle throttle,
            Told told) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.factorChanges = factorChanges;
        this.temporaryCodes = temporaryCodes;
        this.throttle = throttle;
        this.told = told;
    }

    /// Trusted devices go with everything else: what ends sessions moves the epoch, and trust dies
    /// with it. One notice, whatever is ticked: that two-factor authentication is off says the
    /// worse of it.
    void lostPhone(Order order, Account target, String reason) {
        if (order.acts().equals(Set.of(AdministrativeAct.REMOVE_TRUSTED_DEVICES))) {
            removeTrustedDevices(order, reason);
            return;
        }
        sessions.advanceFromOutside(target);
        boolean off =
                order.acts().contains(AdministrativeAct.TURN_OFF_TWO_FACTOR)
                        && factorChanges.turnOffFor(
                                order.event(Kind.TWO_FACTOR_RESET).because(reason),
                                target.id(),
                                NoticeKind.TWO_FACTOR_OFF_BY_ADMINISTRATOR);
        if (!off) {
            told.of(
                    order,
                    Kind.LOGGED_OUT_BY_ADMINISTRATOR,
                    reason,
                    NoticeKind.LOGGED_OUT_BY_ADMINISTRATOR);
        }
    }

    void password(Order order, Account target, HashedPassword hashed) {
        sessions.advanceFromOutside(target);
        accounts.changePassword(target.id(), hashed, true, order.now());
        accounts.markLetter(target.id());
        told.of(order, Kind.PASSWORD_ISSUED, "", NoticeKind.PASSWORD_ISSUED);
        throttle.endWaits(target.id());
    }

    Optional<Secret> temporaryCode(Order order, Account target) {
        return temporaryCodes.issue(order.event(Kind.TEMPORARY_CODE_ISSUED), target);
    }

    void unlock(Order order) {
        told.of(order, Kind.UNLOCKED, "", NoticeKind.UNLOCKED_BY_ADMINISTRATOR);
        throttle.unlock(order.target());
    }

    void removeTrustedDevices(Order order, String reason) {
        factorChanges.removeTrustedDevices(order.target());
        told.of(order, Kind.DEVICE_REMOVED, reason, NoticeKind.DEVICES_REMOVED_BY_ADMINISTRATOR);
    }

    void logOut(Order order, Account target) {
        sessions.advanceFromOutside(target);
        told.of(
                order,
                Kind.LOGGED_OUT_BY_ADMINISTRATOR,
                "",
                NoticeKind.LOGGED_OUT_BY_ADMINISTRATOR);
    }
}
