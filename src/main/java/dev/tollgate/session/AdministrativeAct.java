package dev.tollgate.session;

import dev.tollgate.account.Permission;
import dev.tollgate.account.Role;

/// What somebody with the permission may do to an account where those of others are managed.
public enum AdministrativeAct {
    RENAME(Permission.MANAGE_EXTENSIONS, false),
    CHANGE_EMAIL(Permission.MANAGE_EXTENSIONS, true),
    CHANGE_ROLE(Permission.CHANGE_ROLES, true),
    CHANGE_PORTAL_ACCESS(Permission.CHANGE_STATUS, true),
    DISABLE(Permission.CHANGE_STATUS, true),
    ENABLE(Permission.CHANGE_STATUS, true),
    DELETE(Permission.CHANGE_STATUS, true),
    TURN_OFF_TWO_FACTOR(Permission.RESET_TWO_FACTOR, true),
    ISSUE_PASSWORD(Permission.ISSUE_CREDENTIALS, true),
    INVITE(Permission.ISSUE_CREDENTIALS, true),
    /// Stands in for the second factor, so it takes the right to turn that off.
    ISSUE_TEMPORARY_CODE(Permission.RESET_TWO_FACTOR, true),
    UNLOCK(Permission.UNLOCK_ACCOUNTS, true),
    LOG_OUT(Permission.UNLOCK_ACCOUNTS, false),
    REMOVE_TRUSTED_DEVICES(Permission.UNLOCK_ACCOUNTS, false);

    private final Permission permission;
    private final boolean needsStepUp;

    AdministrativeAct(Permission permission, boolean needsStepUp) {
        this.permission = permission;
        this.needsStepUp = needsStepUp;
    }

    public Permission permission() {
        return permission;
    }

    /// Whether an open session alone is not enough.
    public boolean needsStepUp() {
        return needsStepUp;
    }

    /// Whether one does it to one's own account where the accounts of others are managed. What
    /// guards an account is changed on its own pages, which ask for more.
    boolean isForOneself(Role role) {
        return switch (this) {
            case RENAME -> true;
            case CHANGE_ROLE -> role == Role.SUPER_ADMINISTRATOR;
            case CHANGE_EMAIL,
                    CHANGE_PORTAL_ACCESS,
                    DISABLE,
                    ENABLE,
                    DELETE,
                    TURN_OFF_TWO_FACTOR,
                    ISSUE_PASSWORD,
                    INVITE,
                    ISSUE_TEMPORARY_CODE,
                    UNLOCK,
                    LOG_OUT,
                    REMOVE_TRUSTED_DEVICES ->
                    false;
        };
    }

    /// Whether it makes no sense for an account that nobody may log in to.
    public boolean needsAccess() {
        return this == ISSUE_PASSWORD || this == INVITE || this == ISSUE_TEMPORARY_CODE;
    }

    /// Whether it can leave the portal without a super administrator.
    boolean mayRemoveSuperAdministrator() {
        return this == CHANGE_ROLE
                || this == CHANGE_PORTAL_ACCESS
                || this == DISABLE
                || this == DELETE;
    }
}
