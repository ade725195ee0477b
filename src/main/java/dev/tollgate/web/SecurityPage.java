package dev.tollgate.web;

import dev.tollgate.factor.Method;
import dev.tollgate.factor.recovery.RecoveryCodes;
import dev.tollgate.factor.totp.Authenticator;
import dev.tollgate.factor.totp.Authenticators;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Browsers;
import dev.tollgate.kernel.Keepsakes;
import dev.tollgate.login.DeviceTrust;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Sessions;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Gathers what the page "Security Settings" shows.
@Component
final class SecurityPage {

    private static final int ACTIVITY = 10;

    private final TwoFactorCard card;
    private final Authenticators authenticators;
    private final RecoveryCodes recoveryCodes;
    private final DeviceTrust trust;
    private final Sessions sessions;
    private final Activities activities;

    SecurityPage(
            TwoFactorCard card,
            Authenticators authenticators,
            RecoveryCodes recoveryCodes,
            DeviceTrust trust,
            Sessions sessions,
            Activities activities) {
        this.card = card;
        this.authenticators = authenticators;
        this.recoveryCodes = recoveryCodes;
        this.trust = trust;
        this.sessions = sessions;
        this.activities = activities;
    }

    boolean isOn(AccountId account) {
        return card.method(account).isPresent();
    }

    Optional<Authenticator> authenticator(AccountId account, String id) {
        return authenticators.of(account).stream()
                .filter(authenticator -> authenticator.id().equals(id))
                .findFirst();
    }

    /// The id where it is one of the account's authenticators, else the empty text.
    String ownId(AccountId account, String id) {
        return authenticator(account, id).map(Authenticator::id).orElse("");
    }

    boolean isLast(AccountId account) {
        return authenticators.of(account).size() == 1;
    }

    /// Empty where two-factor authentication is off.
    Optional<Method> method(AccountId account) {
        return card.method(account);
    }

    /// @param confirmed what comes next, where the pop-up was confirmed for it: choosing a method,
    ///     or saving that two-factor authentication is off
    AccountSecurityView view(
            PortalSession session,
            Keepsakes keepsakes,
            @Nullable ConfirmFor confirmed,
            boolean later,
            @Nullable DialogView dialog,
            Moments moments) {
        AccountId account = session.account();
        return new AccountSecurityView(
                card.view(session, confirmed, later, moments),
                authenticators.of(account).stream()
                        .map(authenticator -> view(authenticator, moments))
                        .toList(),
                recoveryCodes.state(account).map(state -> view(state, moments)).orElse(null),
                devices(account, keepsakes, moments),
                sessions(session, moments),
                activities.newest(account, ACTIVITY, moments),
                dialog);
    }

    private static AuthenticatorView view(Authenticator authenticator, Moments moments) {
        return new AuthenticatorView(
                authenticator.id(),
                authenticator.name(),
                moments.of(authenticator.createdAt()),
                moments.ofNullable(authenticator.lastUsedAt()));
    }

    private static RecoveryView view(RecoveryCodes.State state, Moments moments) {
        return new RecoveryView(
                state.left(),
                RecoveryCodes.COUNT,
                moments.of(state.madeAt()),
                state.savedAt() != null);
    }

    /// The devices that an account trusts.
    ///
    /// @param keepsakes of the browser that is to be known among them
    List<DeviceView> devices(AccountId account, Keepsakes keepsakes, Moments moments) {
        return trust.of(account, keepsakes, moments.now()).stream()
                .map(
                        device ->
                                new DeviceView(
                                        device.id(),
                                        Browsers.name(device.userAgent()),
                                        device.address(),
                                        moments.of(device.addedAt()),
                                        moments.ofNullable(device.lastUsedAt()),
                                        moments.of(device.expiresAt()),
                                        device.current()))
                .toList();
    }

    private List<SessionView> sessions(PortalSession session, Moments moments) {
        return sessions.of(session.account(), moments.now()).stream()
                .map(
                        other ->
                                new SessionView(
                                        other.digest(),
                                        Browsers.name(other.userAgent()),
                                        other.address(),
                                        moments.of(other.lastSeenAt()),
                                        other.digest().equals(session.digest())))
                .sorted((a, b) -> Boolean.compare(b.current(), a.current()))
                .toList();
    }
}
