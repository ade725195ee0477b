package dev.tollgate.login;

import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.factor.recovery.RecoveryCodes;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Source;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.notice.Notices;
import dev.tollgate.session.PortalSession;
import dev.tollgate.throttle.Throttle;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/// What the owner is told of codes at the second step, in the open transaction of the settlement.
@Component
final class CodeAlarms {

    /// By this wrong code after a right password the owner knows that somebody has it, however many
    /// right ones came between: those may be the owner's own.
    private static final int TOLD_BY = 3;

    private static final Duration NOT_AGAIN_WITHIN = Duration.ofHours(1);

    private final Throttle throttle;
    private final Codes codes;
    private final RecoveryCodes recoveryCodes;
    private final Notices notices;
    private final AuditLog audit;

    CodeAlarms(
            Throttle throttle,
            Codes codes,
            RecoveryCodes recoveryCodes,
            Notices notices,
            AuditLog audit) {
        this.throttle = throttle;
        this.codes = codes;
        this.recoveryCodes = recoveryCodes;
        this.notices = notices;
        this.audit = audit;
    }

    /// @param kind what the owner is told of: a login that is being tried, or a session that is
    /// open
    void codeWasWrong(AccountId account, NoticeKind kind, Source source, Instant now) {
        if (codes.standing(account, now).stopped()) {
            audit.write(
                    AuditEvent.refused(
                            now, Kind.HARD_STOP, account, source, "too many wrong codes"));
            if (mayTellAgain(lastTold(account, NoticeKind.HARD_STOP), now)) {
                notices.tell(account, NoticeKind.HARD_STOP, where(source), now);
            }
        }
        Instant told = lastTold(account, kind);
        if (mayTellAgain(told, now) && throttle.wrongCodesSince(account, told, now) >= TOLD_BY) {
            notices.tell(account, kind, where(source), now);
        }
    }

    /// No right code has followed a right password.
    ///
    /// @param knownBrowser whether the account has logged in from there before: then its owner has
    /// most likely gone for the phone, and reads of it at the next login
    void noCodeCame(AccountId account, boolean knownBrowser, Source source, Instant now) {
        NoticeKind kind = knownBrowser ? NoticeKind.NO_CODE_CAME : NoticeKind.PASSWORD_KNOWN;
        if (!mayTellAgain(lastTold(account, kind), now)) {
            return;
        }
        if (knownBrowser) {
            notices.tellInPortal(account, kind, where(source), now);
        } else {
            notices.tell(account, kind, where(source), now);
        }
    }

    /// Wrong at the proof before a set-up, which a right password leads to.
    void proofWasWrong(PortalSession session, boolean underHardStop, Source source, Instant now) {
        AccountId account = session.account();
        audit.write(
                AuditEvent.refused(now, Kind.CODE_REFUSED, account, source, "at the proof")
                        .by(account)
                        .inSession(session.digest()));
        if (!underHardStop) {
            codeWasWrong(account, NoticeKind.PASSWORD_KNOWN, source, now);
        }
    }

    void recoveryCodeUsed(AccountId account, Source source, Instant now) {
        int left = recoveryCodes.state(account).map(RecoveryCodes.State::left).orElse(0);
        audit.write(
                AuditEvent.own(now, Kind.RECOVERY_CODE_USED, account, source)
                        .because(left + " left"));
        notices.tell(account, NoticeKind.RECOVERY_CODE_USED, String.valueOf(left), now);
    }

    void temporaryCodeUsed(AccountId account, Source source, Instant now) {
        audit.write(AuditEvent.own(now, Kind.TEMPORARY_CODE_USED, account, source));
        notices.tell(account, NoticeKind.TEMPORARY_CODE_USED, "", now);
    }

    private Instant lastTold(AccountId account, NoticeKind kind) {
        return notices.lastTold(account, kind).orElse(Instant.EPOCH);
    }

    private static boolean mayTellAgain(Instant told, Instant now) {
        return !now.isBefore(told.plus(NOT_AGAIN_WITHIN));
    }

    private static String where(Source source) {
        return source.browser() + ", " + source.address();
    }
}
