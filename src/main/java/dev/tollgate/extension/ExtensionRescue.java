package dev.tollgate.extension;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.HashedPassword;
import dev.tollgate.account.OneTimePassword;
import dev.tollgate.kernel.RandomSource;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Source;
import dev.tollgate.session.Actor;
import dev.tollgate.session.Administered;
import dev.tollgate.session.Administration;
import dev.tollgate.session.Administration.Order;
import dev.tollgate.session.AdministrativeAct;
import dev.tollgate.session.Authority;
import dev.tollgate.session.Purpose;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/// What somebody with the permission does for an extension user who is stuck. Each act is on
/// record, and its owner is told.
@Component
public final class ExtensionRescue {

    private final Accounts accounts;
    private final Administration administration;
    private final RescueTransitions transitions;
    private final RandomSource random;

    ExtensionRescue(
            Accounts accounts,
            Administration administration,
            RescueTransitions transitions,
            RandomSource random) {
        this.accounts = accounts;
        this.administration = administration;
        this.transitions = transitions;
        this.random = random;
    }

    /// Turns two-factor authentication off: the user then logs in with number and password alone.
    /// Authenticators, recovery codes and sessions end; the password stays.
    ///
    /// @param reason for the record; may be empty
    public Administered<Account> turnOffTwoFactor(
            Authority by, Extension extension, String reason, Source source, Instant now) {
        return lostPhone(
                by,
                extension,
                EnumSet.of(AdministrativeAct.TURN_OFF_TWO_FACTOR),
                reason,
                source,
                now);
    }

    /// Does what is ticked in "Lost Phone", all in one act.
    ///
    /// @param acts one or more of [AdministrativeAct#TURN_OFF_TWO_FACTOR],
    /// [AdministrativeAct#LOG_OUT] and [AdministrativeAct#REMOVE_TRUSTED_DEVICES]
    public Administered<Account> lostPhone(
            Authority by,
            Extension extension,
            Set<AdministrativeAct> acts,
            String reason,
            Source source,
            Instant now) {
        by.require(Purpose.MANAGE_EXTENSION);
        Order order = new Order(by.actor(), acts, extension.account(), null, source, now);
        return administration.administer(
                order,
                target -> {
                    transitions.lostPhone(order, target, reason);
                    return target;
                });
    }

    /// Issues another one-time password, for a letter. Sessions and password waits end; the second
    /// factor stays.
    ///
    /// @return to be shown now or never
    public Administered<Secret> issuePassword(
            Authority by, Extension extension, Source source, Instant now) {
        return issuePassword(by, extension, newPassword(), source, now);
    }

    /// One to be issued: hashed before any transaction opens.
    NewPassword newPassword() {
        Secret password = OneTimePassword.random(random);
        return new NewPassword(password, accounts.hash(password));
    }

    /// The same with a password that is hashed already.
    Administered<Secret> issuePassword(
            Authority by, Extension extension, NewPassword password, Source source, Instant now) {
        Order order = order(by, AdministrativeAct.ISSUE_PASSWORD, extension, source, now);
        return administration.administer(
                order,
                target -> {
                    transitions.password(order, target, password.hashed());
                    return password.text();
                });
    }

    /// Issues a temporary code, good for one login within eight hours in the place of the phone
    /// that is at home. Sessions, password and second factor stay.
    ///
    /// @return to be shown now or never; empty where no code is asked at the login
    public Administered<Optional<Secret>> issueTemporaryCode(
            Authority by, Extension extension, Source source, Instant now) {
        Order order = order(by, AdministrativeAct.ISSUE_TEMPORARY_CODE, extension, source, now);
        return administration.administer(order, target -> transitions.temporaryCode(order, target));
    }

    /// Ends waits and hard stop. Password and factors stay.
    public Administered<Account> unlock(
            Authority by, Extension extension, Source source, Instant now) {
        Order order = order(by, AdministrativeAct.UNLOCK, extension, source, now);
        return administration.administer(
                order,
                target -> {
                    transitions.unlock(order);
                    return target;
                });
    }

    /// Ends every session and every login under way. It takes nothing from anybody that they cannot
    /// get back, so it asks for no step-up.
    public Administered<Account> logOut(Actor by, Extension extension, Source source, Instant now) {
        Order order = Order.of(by, AdministrativeAct.LOG_OUT, extension.account(), source, now);
        return administration.administer(
                order,
                target -> {
                    transitions.logOut(order, target);
                    return target;
                });
    }

    /// Trusts no device of the user's any longer: each asks for a code again. Like [#logOut] it
    /// takes nothing that they cannot get back.
    public Administered<Account> removeTrustedDevices(
            Actor by, Extension extension, Source source, Instant now) {
        Order order =
                Order.of(
                        by,
                        AdministrativeAct.REMOVE_TRUSTED_DEVICES,
                        extension.account(),
                        source,
                        now);
        return administration.administer(
                order,
                target -> {
                    transitions.removeTrustedDevices(order, "");
                    return target;
                });
    }

    private static Order order(
            Authority by, AdministrativeAct act, Extension extension, Source source, Instant now) {
        by.require(Purpose.MANAGE_EXTENSION);
        return Order.of(by.actor(), act, extension.account(), source, now);
    }

    /// A one-time password and its hash.
    record NewPassword(Secret text, HashedPassword hashed) {}
}
