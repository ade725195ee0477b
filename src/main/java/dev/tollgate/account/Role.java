package dev.tollgate.account;

import static dev.tollgate.account.Permission.CHANGE_EVENTS;
import static dev.tollgate.account.Permission.CHANGE_MAIL;
import static dev.tollgate.account.Permission.CHANGE_OPTIONS;
import static dev.tollgate.account.Permission.CHANGE_PREFERENCES;
import static dev.tollgate.account.Permission.CHANGE_RETENTION;
import static dev.tollgate.account.Permission.CHANGE_ROLES;
import static dev.tollgate.account.Permission.CHANGE_RULES;
import static dev.tollgate.account.Permission.CHANGE_STATUS;
import static dev.tollgate.account.Permission.ISSUE_CREDENTIALS;
import static dev.tollgate.account.Permission.MANAGE_EXTENSIONS;
import static dev.tollgate.account.Permission.RESET_TWO_FACTOR;
import static dev.tollgate.account.Permission.SEE_DASHBOARD;
import static dev.tollgate.account.Permission.SEE_LOGS;
import static dev.tollgate.account.Permission.SEE_OPTIONS;
import static dev.tollgate.account.Permission.SEE_RULES;
import static dev.tollgate.account.Permission.UNLOCK_ACCOUNTS;

import java.util.EnumSet;
import java.util.Set;

/// What an account may do, and over whom. The names are stored: add, never rename.
///
/// The permissions of a role are fixed. Over whom they reach, its rank decides: nobody but a super
/// administrator has a say over an account of their own or a higher rank, or gives such a role.
public enum Role {
    SUPER_ADMINISTRATOR(3, EnumSet.allOf(Permission.class)),
    ADMINISTRATOR(
            2,
            EnumSet.of(
                    SEE_DASHBOARD,
                    MANAGE_EXTENSIONS,
                    CHANGE_STATUS,
                    RESET_TWO_FACTOR,
                    ISSUE_CREDENTIALS,
                    UNLOCK_ACCOUNTS,
                    CHANGE_ROLES,
                    SEE_OPTIONS,
                    CHANGE_OPTIONS,
                    SEE_RULES,
                    CHANGE_RULES,
                    CHANGE_PREFERENCES,
                    CHANGE_MAIL,
                    CHANGE_EVENTS,
                    SEE_LOGS,
                    CHANGE_RETENTION)),
    /// Helps whoever is stuck.
    OPERATOR(
            1,
            EnumSet.of(
                    MANAGE_EXTENSIONS,
                    RESET_TWO_FACTOR,
                    ISSUE_CREDENTIALS,
                    UNLOCK_ACCOUNTS,
                    SEE_OPTIONS,
                    SEE_RULES,
                    SEE_LOGS)),
    /// Sees people come and go.
    HUMAN_RESOURCE(1, EnumSet.of(MANAGE_EXTENSIONS, CHANGE_STATUS, ISSUE_CREDENTIALS)),
    EMPLOYEE(0, EnumSet.noneOf(Permission.class));

    private final int rank;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.copyOf
    private final Set<Permission> permissions;

    Role(int rank, Set<Permission> permissions) {
        this.rank = rank;
        this.permissions = Set.copyOf(permissions);
    }

    public boolean has(Permission permission) {
        return permissions.contains(permission);
    }

    /// Whether accounts of the other role are this one's to manage, and the role to give.
    public boolean ranksOver(Role other) {
        return this == SUPER_ADMINISTRATOR || rank > other.rank;
    }

    /// Whether the role may change how the portal itself is run.
    public boolean isAdministrator() {
        return rank >= ADMINISTRATOR.rank;
    }
}
