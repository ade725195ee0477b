package dev.tollgate.extension;

import dev.tollgate.account.Role;
import dev.tollgate.account.Status;
import dev.tollgate.factor.Method;
import dev.tollgate.kernel.AccountId;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One extension with the account of its user.
///
/// @param number digits, the user's login name
/// @param role what its user may do
/// @param portalAccess whether anybody logs in with it at all
/// @param mobile where the user is rung back; may be empty
/// @param email where the user's mail goes; may be empty
/// @param twoFactorSince when the user turned two-factor authentication on, or `null` while it is
/// off
/// @param method how the user gets codes, or `null` while it is off
/// @param lastLoginAt when the user last logged in, or `null` if never
/// @param version grows with each saved change, so that of two editors the second is told
public record Extension(
        String number,
        String name,
        AccountId account,
        String mobile,
        String email,
        Role role,
        Status status,
        boolean portalAccess,
        @Nullable Instant twoFactorSince,
        @Nullable Method method,
        @Nullable Instant lastLoginAt,
        int version) {

    private static final int STAMPS = 1_000_000_000;

    /// Number and name, as they stand in headers and sentences.
    public String title() {
        return name.isEmpty() ? number : number + " " + name;
    }

    public boolean hasTwoFactor() {
        return twoFactorSince != null;
    }

    /// Whether its user may log in.
    public boolean hasAccess() {
        return portalAccess && status == Status.ACTIVE;
    }

    /// The one thing to know of its login, what closes it first.
    public LoginState loginState() {
        if (status == Status.DISABLED) {
            return LoginState.DISABLED;
        }
        if (!portalAccess) {
            return LoginState.NO_ACCESS;
        }
        if (hasTwoFactor()) {
            return LoginState.ON;
        }
        return lastLoginAt == null ? LoginState.NEVER : LoginState.OFF;
    }

    /// What a form was made from: another number, but for a chance of one in a thousand million,
    /// where anything that the form shows has changed, or the extension has gone to somebody else.
    /// The same at every node.
    public int stamp() {
        int shown =
                Objects.hash(
                        account.value(),
                        version,
                        name,
                        mobile,
                        email,
                        role.name(),
                        status.name(),
                        portalAccess);
        return Math.floorMod(shown, STAMPS);
    }

    /// How it stands with the login of an extension.
    public enum LoginState {
        ON,
        OFF,
        /// Nobody has ever logged in, so nobody can have turned it on.
        NEVER,
        NO_ACCESS,
        DISABLED
    }
}
