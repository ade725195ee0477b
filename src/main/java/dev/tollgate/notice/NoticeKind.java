package dev.tollgate.notice;

/// What owners always hear of. The names are stored and key the texts (`notice.<name>`): add, never
/// rename.
public enum NoticeKind {
    TWO_FACTOR_ON,
    TWO_FACTOR_OFF,
    TWO_FACTOR_RESET,
    AUTHENTICATOR_ADDED,
    AUTHENTICATOR_REMOVED,
    RECOVERY_CODES_MADE,
    RECOVERY_CODE_USED,
    PASSWORD_CHANGED,
    PASSWORD_RESET,
    UNLOCKED,
    PASSWORD_KNOWN,
    /// Like it, of wrong codes in a session that is open.
    CODES_WRONG_IN_SESSION,
    /// Told to every super administrator.
    ADMINISTRATOR_ADDED,
    TWO_FACTOR_OFF_BY_ADMINISTRATOR,
    PASSWORD_ISSUED,
    EMAIL_CHANGED,
    ROLE_CHANGED,
    PORTAL_ACCESS_ON,
    PORTAL_ACCESS_OFF,
    ACCOUNT_DISABLED,
    ACCOUNT_ENABLED,
    LOGGED_OUT_BY_ADMINISTRATOR,
    UNLOCKED_BY_ADMINISTRATOR,
    TEMPORARY_CODE_ISSUED,
    TEMPORARY_CODE_USED,
    /// Told to every administrator.
    ADMINISTRATOR_APPOINTED,
    DEVICE_TRUSTED,
    /// The cookie of a trusted device was copied.
    DEVICE_STOLEN,
    LOGIN_FROM_NEW_BROWSER,
    /// In the portal only: from a browser that the account knows, a silence is most likely a phone
    /// being fetched.
    NO_CODE_CAME,
    DEVICES_REMOVED_BY_ADMINISTRATOR,
    METHOD_CHANGED_TO_EMAIL,
    METHOD_CHANGED_TO_AUTHENTICATOR,
    /// By an administrator, of an account that got its codes by mail.
    EMAIL_CHANGED_CODES_ENDED,
    /// Told to every administrator.
    POLICY_WEAKENED,
    /// From a day that is named a second factor is mandatory, and the owner has none.
    SET_UP_AHEAD,
    /// The same, of now.
    SET_UP_ASKED,
    PASSWORD_RESET_BY_LINK,
    INVITED,
    INVITATION_ACCEPTED,
    EMAIL_CHANGE_ASKED,
    EMAIL_CHANGED_BY_OWNER,
    NOTICE_EMAIL_CHANGED,
    ADMINISTRATOR_INVITED,
    ADMINISTRATOR_REMOVED
}
