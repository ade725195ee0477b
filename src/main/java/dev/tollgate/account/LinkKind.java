package dev.tollgate.account;

import dev.tollgate.notice.MailKind;
import java.time.Duration;

/// What a mailed link is for. The names are stored: add, never rename.
public enum LinkKind {
    /// Sets another password in the place of a forgotten one.
    PASSWORD_RESET(Duration.ofMinutes(30), "/login/reset", MailKind.PASSWORD_RESET_LINK),
    /// Sets the first password of somebody who is new here.
    INVITATION(Duration.ofDays(7), "/invitation", MailKind.INVITATION),
    /// Makes an address the account's own.
    EMAIL(Duration.ofHours(24), "/confirm-email", MailKind.EMAIL_CONFIRMATION),
    /// Makes an address the one to which notices are mailed too.
    NOTICE_EMAIL(Duration.ofHours(24), "/confirm-email", MailKind.NOTICE_EMAIL_CONFIRMATION);

    private final Duration life;
    private final String page;
    private final MailKind mail;

    LinkKind(Duration life, String page, MailKind mail) {
        this.life = life;
        this.page = page;
        this.mail = mail;
    }

    public Duration life() {
        return life;
    }

    /// The page that it opens, a path of this portal.
    String page() {
        return page;
    }

    /// The mail that carries it.
    MailKind mail() {
        return mail;
    }
}
