package dev.tollgate.audit;

import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Source;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One thing that happened.
///
/// @param at when
/// @param kind what
/// @param outcome how it ended
/// @param actor who did it; `null` for somebody not logged in, or the console
/// @param target whom it concerns; `null` where no account does (an unknown name)
/// @param source from where
/// @param session first 12 digits of the session's digest, to tell sessions apart; empty for none
/// @param reason a word or sentence for the reader; never a secret
public record AuditEvent(
        Instant at,
        Kind kind,
        Outcome outcome,
        @Nullable AccountId actor,
        @Nullable AccountId target,
        Source source,
        String session,
        String reason) {

    private static final int SESSION_DIGITS = 12;
    private static final int REASON_LIMIT = 200;

    /// What no database gives back as it was written: control characters and halves of pairs.
    private static final Pattern UNSTORABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

    public AuditEvent {
        session = shortened(session);
        String cut = reason.length() > REASON_LIMIT ? reason.substring(0, REASON_LIMIT) : reason;
        reason = UNSTORABLE.matcher(cut).replaceAll(" ");
    }

    /// Something that an account did to itself.
    public static AuditEvent own(Instant at, Kind kind, AccountId account, Source source) {
        return new AuditEvent(at, kind, Outcome.DONE, account, account, source, "", "");
    }

    /// Something that nobody logged in did or tried, about an account where the name is known.
    public static AuditEvent refused(
            Instant at, Kind kind, @Nullable AccountId target, Source source, String reason) {
        return new AuditEvent(at, kind, Outcome.REFUSED, null, target, source, "", reason);
    }

    /// Something that nobody logged in did, to an account.
    public static AuditEvent fromOutside(Instant at, Kind kind, AccountId target, Source source) {
        return new AuditEvent(at, kind, Outcome.DONE, null, target, source, "", "");
    }

    /// Something done on the server's own console.
    public static AuditEvent console(Instant at, Kind kind, @Nullable AccountId target) {
        return new AuditEvent(at, kind, Outcome.DONE, null, target, Source.console(), "", "");
    }

    /// The same, with somebody who did it or tried.
    public AuditEvent by(AccountId who) {
        return new AuditEvent(at, kind, outcome, who, target, source, session, reason);
    }

    /// The same act, done to somebody else's account.
    public AuditEvent on(AccountId other) {
        return new AuditEvent(at, kind, outcome, actor, other, source, session, reason);
    }

    public AuditEvent inSession(String digest) {
        return new AuditEvent(at, kind, outcome, actor, target, source, digest, reason);
    }

    public AuditEvent because(String why) {
        return new AuditEvent(at, kind, outcome, actor, target, source, session, why);
    }

    /// What of a session's digest is on record.
    static String shortened(String digest) {
        return digest.length() > SESSION_DIGITS ? digest.substring(0, SESSION_DIGITS) : digest;
    }

    /// How it ended.
    public enum Outcome {
        DONE,
        REFUSED
    }

    /// What can happen. The names are stored: add, never rename.
    public enum Kind {
        /// What no version up to this one has written: of a newer one, or of somebody else.
        UNKNOWN,
        SET_UP,
        SET_UP_LINK_MADE,
        ACCOUNT_CREATED,
        PASSWORD_ACCEPTED,
        LOGIN,
        LOGIN_REFUSED,
        CODE_REFUSED,
        CODE_ACCEPTED_UNDER_HARD_STOP,
        LOGOUT,
        SESSION_ENDED,
        OTHER_SESSIONS_ENDED,
        SECURING_BEGUN,
        SECURING_ENDED,
        SOURCE_BLOCKED,
        SOURCE_RELEASED,
        SOURCE_ALLOWED,
        SOURCE_ALLOWED_NO_MORE,
        HARD_STOP,
        CONFIRMED,
        CONFIRMATION_REFUSED,
        TWO_FACTOR_ON,
        TWO_FACTOR_OFF,
        TWO_FACTOR_RESET,
        SET_UP_PROVEN,
        ENROLMENT_BEGUN,
        ENROLMENT_REFUSED,
        AUTHENTICATOR_ADDED,
        AUTHENTICATOR_RENAMED,
        AUTHENTICATOR_REMOVED,
        RECOVERY_CODES_MADE,
        RECOVERY_CODES_SAVED,
        RECOVERY_CODE_USED,
        PASSWORD_CHANGED,
        PASSWORD_RESET,
        UNLOCKED,
        EXTENSION_ADDED,
        EXTENSION_CHANGED,
        PASSWORD_ISSUED,
        ADMINISTRATION_REFUSED,
        EMAIL_CHANGED,
        ROLE_CHANGED,
        PORTAL_ACCESS_ON,
        PORTAL_ACCESS_OFF,
        ACCOUNT_DISABLED,
        ACCOUNT_ENABLED,
        ACCOUNT_DELETED,
        LOGGED_OUT_BY_ADMINISTRATOR,
        TEMPORARY_CODE_ISSUED,
        TEMPORARY_CODE_USED,
        DEVICE_TRUSTED,
        DEVICE_REMOVED,
        DEVICE_STOLEN,
        CODE_MAILED,
        METHOD_CHANGED,
        POLICY_CHANGED,
        SET_UP_REMINDED,
        PASSWORD_RESET_ASKED,
        PASSWORD_RESET_BY_LINK,
        PREFERENCES_CHANGED,
        MAIL_SERVER_CHANGED,
        MAIL_TESTED,
        MAIL_TRIED_AGAIN,
        INVITATION_SENT,
        INVITATION_ACCEPTED,
        EMAIL_CHANGE_ASKED,
        EMAIL_CHANGE_CANCELLED,
        EMAIL_CHANGED_BY_OWNER,
        NOTICE_EMAIL_CHANGED,
        KEY_COPY_KEPT,
        KEY_TURNED,
        KEY_DROPPED,
        KEYS_ABANDONED,
        EVENTS_CHANGED,
        EVENT_SAMPLE_SENT,
        LOGS_EXPORTED,
        RETENTION_CHANGED,
        LOGS_CUT,
        BACKUP_BEGUN,
        BACKUP_MADE,
        BACKUP_RESTORED;

        /// How a kind of this name is called in lines for other programs.
        public static String action(String name) {
            return name.toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Kind of(String name) {
            return Arrays.stream(values())
                    .filter(kind -> kind.name().equals(name))
                    .findFirst()
                    .orElse(UNKNOWN);
        }
    }
}
