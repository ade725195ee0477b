package dev.tollgate.notice;

/// What people can be told of, as the page "Event Notification" lists it. The names are stored and
/// key the texts (`portal-event.<name>`): add, never rename.
public enum PortalEvent {
    TWO_FACTOR_ON(Group.TWO_FACTOR, Level.INFORMATION),
    TWO_FACTOR_OFF(Group.TWO_FACTOR, Level.WARNING),
    METHOD_CHANGED(Group.TWO_FACTOR, Level.WARNING),
    RECOVERY_CODES(Group.TWO_FACTOR, Level.WARNING),
    TEMPORARY_CODE(Group.TWO_FACTOR, Level.WARNING),
    DEVICE_TRUSTED(Group.TWO_FACTOR, Level.INFORMATION),
    SET_UP_ASKED(Group.TWO_FACTOR, Level.INFORMATION),
    PASSWORD_CHANGED(Group.ACCOUNT, Level.WARNING),
    EMAIL_CHANGED(Group.ACCOUNT, Level.WARNING),
    UNLOCKED(Group.ACCOUNT, Level.WARNING),
    ACCESS_CHANGED(Group.ACCOUNT, Level.INFORMATION, false),
    LOGGED_OUT(Group.ACCOUNT, Level.INFORMATION, false),
    INVITED(Group.ACCOUNT, Level.INFORMATION, false),
    NEW_BROWSER(Group.ATTACK, Level.INFORMATION, false),
    PASSWORD_KNOWN(Group.ATTACK, Level.ALARM),
    HARD_STOP(Group.ATTACK, Level.ALARM),
    DEVICE_STOLEN(Group.ATTACK, Level.ALARM),
    MANY_RESETS(Group.PORTAL, Level.ALARM),
    RECORD_ALTERED(Group.PORTAL, Level.ALARM),
    ADMINISTRATORS_CHANGED(Group.PORTAL, Level.WARNING),
    POLICY_WEAKENED(Group.PORTAL, Level.WARNING),
    MAIL_SERVER_CHANGED(Group.PORTAL, Level.WARNING),
    PORTAL_ADDRESS_CHANGED(Group.PORTAL, Level.WARNING),
    CONTACTS_CHANGED(Group.PORTAL, Level.WARNING),
    SOURCES_BLOCKED(Group.COLLECTED, Level.WARNING, false),
    LOGINS_FAILED(Group.COLLECTED, Level.INFORMATION, false),
    LOGINS(Group.COLLECTED, Level.INFORMATION, false);

    private final Group group;
    private final Level level;
    private final boolean alwaysMailed;

    PortalEvent(Group group, Level level) {
        this(group, level, true);
    }

    PortalEvent(Group group, Level level, boolean alwaysMailed) {
        this.group = group;
        this.level = level;
        this.alwaysMailed = alwaysMailed;
    }

    /// What it is about. The names key the texts (`event-group.<name>`).
    public enum Group {
        TWO_FACTOR,
        ACCOUNT,
        ATTACK,
        /// No account's own: administrators are told.
        PORTAL,
        /// What anybody outside can make happen at will: contacts alone are told, of many at once.
        COLLECTED;

        /// Whether an account's owner is told.
        boolean isOfAccounts() {
            return this != PORTAL && this != COLLECTED;
        }
    }

    /// How much it asks for a look. The names key the texts (`event-level.<name>`).
    public enum Level {
        INFORMATION,
        WARNING,
        ALARM
    }

    public Group group() {
        return group;
    }

    public Level level() {
        return level;
    }

    /// Whether the mail to whom it concerns cannot be switched off.
    public boolean isAlwaysMailed() {
        return alwaysMailed;
    }
}
