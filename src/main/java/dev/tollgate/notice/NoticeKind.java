package dev.tollgate.notice;

import java.util.Arrays;

/// What people hear of, each kind of an [event][PortalEvent]. The names are stored and key the
/// texts (`notice.<name>`): add, never
/// rename.
public enum NoticeKind {
    TWO_FACTOR_ON(PortalEvent.TWO_FACTOR_ON),
    TWO_FACTOR_OFF(PortalEvent.TWO_FACTOR_OFF),
    TWO_FACTOR_RESET(PortalEvent.TWO_FACTOR_OFF),
    AUTHENTICATOR_ADDED(PortalEvent.METHOD_CHANGED),
    AUTHENTICATOR_REMOVED(PortalEvent.METHOD_CHANGED),
    RECOVERY_CODES_MADE(PortalEvent.RECOVERY_CODES),
    RECOVERY_CODE_USED(PortalEvent.RECOVERY_CODES),
    PASSWORD_CHANGED(PortalEvent.PASSWORD_CHANGED),
    PASSWORD_RESET(PortalEvent.PASSWORD_CHANGED),
    UNLOCKED(PortalEvent.UNLOCKED),
    PASSWORD_KNOWN(PortalEvent.PASSWORD_KNOWN),
    /// Like it, of wrong codes in a session that is open.
    CODES_WRONG_IN_SESSION(PortalEvent.PASSWORD_KNOWN),
    HARD_STOP(PortalEvent.HARD_STOP),
    /// Told to every administrator.
    ADMINISTRATOR_ADDED(PortalEvent.ADMINISTRATORS_CHANGED),
    TWO_FACTOR_OFF_BY_ADMINISTRATOR(PortalEvent.TWO_FACTOR_OFF),
    PASSWORD_ISSUED(PortalEvent.PASSWORD_CHANGED),
    EMAIL_CHANGED(PortalEvent.EMAIL_CHANGED),
    ROLE_CHANGED(PortalEvent.ACCESS_CHANGED),
    PORTAL_ACCESS_ON(PortalEvent.ACCESS_CHANGED),
    PORTAL_ACCESS_OFF(PortalEvent.TWO_FACTOR_OFF),
    ACCOUNT_DISABLED(PortalEvent.ACCESS_CHANGED),
    ACCOUNT_ENABLED(PortalEvent.ACCESS_CHANGED),
    LOGGED_OUT_BY_ADMINISTRATOR(PortalEvent.LOGGED_OUT),
    UNLOCKED_BY_ADMINISTRATOR(PortalEvent.UNLOCKED),
    TEMPORARY_CODE_ISSUED(PortalEvent.TEMPORARY_CODE),
    TEMPORARY_CODE_USED(PortalEvent.TEMPORARY_CODE),
    /// Told to every administrator.
    ADMINISTRATOR_APPOINTED(PortalEvent.ADMINISTRATORS_CHANGED),
    DEVICE_TRUSTED(PortalEvent.DEVICE_TRUSTED),
    /// The cookie of a trusted device was copied.
    DEVICE_STOLEN(PortalEvent.DEVICE_STOLEN),
    LOGIN_FROM_NEW_BROWSER(PortalEvent.NEW_BROWSER),
    /// In the portal only: from a browser that the account knows, a silence is most likely a phone
    /// being fetched.
    NO_CODE_CAME(PortalEvent.PASSWORD_KNOWN),
    DEVICES_REMOVED_BY_ADMINISTRATOR(PortalEvent.LOGGED_OUT),
    METHOD_CHANGED_TO_EMAIL(PortalEvent.METHOD_CHANGED),
    METHOD_CHANGED_TO_AUTHENTICATOR(PortalEvent.METHOD_CHANGED),
    /// By an administrator, of an account that got its codes by mail.
    EMAIL_CHANGED_CODES_ENDED(PortalEvent.EMAIL_CHANGED),
    /// Told to every administrator.
    POLICY_WEAKENED(PortalEvent.POLICY_WEAKENED),
    /// From a day that is named a second factor is mandatory, and the owner has none.
    SET_UP_AHEAD(PortalEvent.SET_UP_ASKED),
    /// The same, of now.
    SET_UP_ASKED(PortalEvent.SET_UP_ASKED),
    PASSWORD_RESET_BY_LINK(PortalEvent.PASSWORD_CHANGED),
    INVITED(PortalEvent.INVITED),
    INVITATION_ACCEPTED(PortalEvent.PASSWORD_CHANGED),
    EMAIL_CHANGE_ASKED(PortalEvent.EMAIL_CHANGED),
    EMAIL_CHANGED_BY_OWNER(PortalEvent.EMAIL_CHANGED),
    NOTICE_EMAIL_CHANGED(PortalEvent.EMAIL_CHANGED),
    ADMINISTRATOR_INVITED(PortalEvent.ADMINISTRATORS_CHANGED),
    ADMINISTRATOR_REMOVED(PortalEvent.ADMINISTRATORS_CHANGED),
    /// Told to every administrator, like what follows.
    MAIL_SERVER_CHANGED(PortalEvent.MAIL_SERVER_CHANGED),
    MAIL_SERVER_REMOVED(PortalEvent.MAIL_SERVER_CHANGED),
    PORTAL_ADDRESS_CHANGED(PortalEvent.PORTAL_ADDRESS_CHANGED),
    MANY_RESETS(PortalEvent.MANY_RESETS),
    RECORD_ALTERED(PortalEvent.RECORD_ALTERED),
    /// Of who is told of what. Told to the contacts that were taken away, too.
    CONTACTS_CHANGED(PortalEvent.CONTACTS_CHANGED),
    /// Told to contacts alone, like all that follow.
    SOURCES_BLOCKED(PortalEvent.SOURCES_BLOCKED),
    LOGINS_FAILED(PortalEvent.LOGINS_FAILED),
    LOGINS(PortalEvent.LOGINS);

    private final PortalEvent event;

    NoticeKind(PortalEvent event) {
        this.event = event;
    }

    public PortalEvent event() {
        return event;
    }

    /// Whether its mail may lead to the portal. What tells of another Portal Address leads nowhere:
    /// the new one may be somebody else's, who waits there for passwords and codes.
    boolean leadsToPortal() {
        return this != PORTAL_ADDRESS_CHANGED;
    }

    /// Whether it asks its reader for something, rather than tells what was done.
    boolean isReminder() {
        return this == SET_UP_AHEAD || this == SET_UP_ASKED;
    }

    /// The kind by which a sample shows what an event's mail looks like.
    static NoticeKind sampleOf(PortalEvent event) {
        return Arrays.stream(values())
                .filter(kind -> kind.event == event)
                .findFirst()
                .orElseThrow(() -> new AssertionError("every event has a kind"));
    }
}
