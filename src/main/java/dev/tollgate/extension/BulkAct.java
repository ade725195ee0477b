package dev.tollgate.extension;

import dev.tollgate.session.AdministrativeAct;

/// What can be done to many extensions at once. The names are stored: add, never rename.
public enum BulkAct {
    /// Gives a role.
    ROLE(AdministrativeAct.CHANGE_ROLE),
    /// Mails links with which the users set their own passwords.
    INVITATIONS(AdministrativeAct.INVITE),
    /// Issues one-time passwords, for print.
    LETTERS(AdministrativeAct.ISSUE_PASSWORD),
    TURN_OFF_TWO_FACTOR(AdministrativeAct.TURN_OFF_TWO_FACTOR),
    LOG_OUT(AdministrativeAct.LOG_OUT),
    DISABLE(AdministrativeAct.DISABLE),
    DELETE(AdministrativeAct.DELETE);

    static final String KIND_PREFIX = "BULK_";

    private final AdministrativeAct act;

    BulkAct(AdministrativeAct act) {
        this.act = act;
    }

    public AdministrativeAct act() {
        return act;
    }

    /// Whether somebody has to say why.
    public boolean needsReason() {
        return this == TURN_OFF_TWO_FACTOR;
    }

    /// Of the job that does it.
    String kind() {
        return KIND_PREFIX + name();
    }
}
