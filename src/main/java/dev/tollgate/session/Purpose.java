package dev.tollgate.session;

/// What a step-up is for. One for one purpose serves no other. The names are stored.
public enum Purpose {
    /// Beginning to turn two-factor authentication on.
    TURN_ON(false),
    TURN_OFF(true),
    ADD_AUTHENTICATOR(false),
    RENAME_AUTHENTICATOR(false),
    REMOVE_AUTHENTICATOR(true),
    NEW_RECOVERY_CODES(true),
    /// Acts on the accounts of extension users.
    MANAGE_EXTENSION(false),
    /// Leaving one method for another.
    CHANGE_METHOD(true),
    /// Acts on how the portal itself is run.
    CHANGE_PORTAL(false),
    /// Another e-mail address for one's own account.
    CHANGE_EMAIL(true);

    private final boolean asksAnew;

    Purpose(boolean asksAnew) {
        this.asksAnew = asksAnew;
    }

    /// Whether a login or step-up of a moment ago does not serve: what weakens the account asks
    /// anew.
    public boolean asksAnew() {
        return asksAnew;
    }
}
