package dev.tollgate.account;

/// One thing that a role may do. Which role has which, [Role] says, once and for all.
public enum Permission {
    /// Sees the Dashboard in place of "Home".
    SEE_DASHBOARD,
    /// Sees the list of extensions, adds one, changes its name and address.
    MANAGE_EXTENSIONS,
    /// Portal access; disables, enables and deletes.
    CHANGE_STATUS,
    /// Turns two-factor authentication off for somebody who is stuck, or lets them past it once.
    RESET_TWO_FACTOR,
    /// Makes one-time passwords for letters.
    ISSUE_CREDENTIALS,
    /// Ends waits, hard stops and blocks of addresses, and logs out everywhere.
    UNLOCK_ACCOUNTS,
    /// Gives a role that is lower than one's own.
    CHANGE_ROLES,
    /// Sees who may do what.
    SEE_ROLES,
    /// Sees the security options, and who has not yet what they demand.
    SEE_OPTIONS,
    /// Sets them.
    CHANGE_OPTIONS,
    /// Sees which addresses are blocked, and which are never.
    SEE_RULES,
    /// Says which addresses are never blocked.
    CHANGE_RULES,
    /// Says what the portal is called, where it is found and what time it keeps.
    CHANGE_PREFERENCES,
    /// Sets the mail server and sees what waits to be mailed.
    CHANGE_MAIL,
    /// Says which events are mailed, and to whom beyond the owner.
    CHANGE_EVENTS,
    /// Sees the record of who did what, and exports it.
    SEE_LOGS,
    /// Says how long it is kept.
    CHANGE_RETENTION;

    /// What a session of a role that has it is granted.
    public String authority() {
        return "PERMISSION_" + name();
    }
}
