package dev.tollgate.notice;

/// What is mailed besides notices. The names are stored and key the texts (`mail.subject.<name>`,
/// `mail.text.<name>`): add, never rename. Each says what its secret is.
public enum MailKind {
    /// A code for a login whose password was right.
    LOGIN_CODE(Carries.CODE),
    /// A code for the pop-up "Password" of an open session.
    STEP_UP_CODE(Carries.CODE),
    /// A code that confirms e-mail codes as the account's method.
    SET_UP_CODE(Carries.CODE),
    /// A code that shows who it is before a first set-up that is mandatory.
    PROOF_CODE(Carries.CODE),
    /// A link to choose another password.
    PASSWORD_RESET_LINK(Carries.LINK),
    /// A link to choose the first password.
    INVITATION(Carries.LINK),
    /// A link that makes an address the account's own.
    EMAIL_CONFIRMATION(Carries.LINK),
    /// A link that makes an address the one to which notices are mailed too.
    NOTICE_EMAIL_CONFIRMATION(Carries.LINK);

    private final Carries carries;

    MailKind(Carries carries) {
        this.carries = carries;
    }

    /// What the secret of a mail is, and so how the mail shows it.
    public enum Carries {
        /// Something to type, such as six digits.
        CODE,
        /// Path and query of a page of this portal. The mail shows it after the Portal Address, in
        /// full and as a button.
        LINK
    }

    public Carries carries() {
        return carries;
    }
}
