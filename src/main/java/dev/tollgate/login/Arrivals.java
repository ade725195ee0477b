package dev.tollgate.login;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.kernel.Keepsake;
import dev.tollgate.kernel.Source;
import dev.tollgate.kernel.Token;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.notice.Notices;
import dev.tollgate.throttle.KnownBrowsers;
import dev.tollgate.throttle.Throttle;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What every login brings with it, whatever it took: its row in the record, a word to the owner
/// where the browser was not known before, and a browser that is known from now on, unless a proof
/// is still due: then whoever has the password is nobody yet.
@Component
final class Arrivals {

    private final Accounts accounts;
    private final KnownBrowsers browsers;
    private final Throttle throttle;
    private final Notices notices;
    private final AuditLog audit;

    Arrivals(
            Accounts accounts,
            KnownBrowsers browsers,
            Throttle throttle,
            Notices notices,
            AuditLog audit) {
        this.accounts = accounts;
        this.browsers = browsers;
        this.throttle = throttle;
        this.notices = notices;
        this.audit = audit;
    }

    /// @param account as it was before this login, locked in the open transaction
    /// @param token of the session that was opened
    /// @param factor what was shown
    /// @param browser the id of the known browser that it came from, or `null`
    /// @return what the browser is given to bring along the next time
    List<Keepsake> record(
            Account account,
            Token token,
            String factor,
            @Nullable String browser,
            Source source,
            Instant now) {
        Optional<Keepsake> keepsake = browsers.meet(account.id(), browser, now);
        note(account, token, factor, keepsake.isPresent(), source, now);
        return keepsake.stream().toList();
    }

    /// The same of a login that showed the password alone and is held up until something else is
    /// shown: its browser stays unknown.
    void recordUnproven(
            Account account, Token token, @Nullable String browser, Source source, Instant now) {
        note(account, token, Settlement.PASSWORD_ALONE, browser == null, source, now);
    }

    private void note(
            Account account,
            Token token,
            String factor,
            boolean browserIsNew,
            Source source,
            Instant now) {
        accounts.recordLogin(account.id(), now);
        audit.write(
                AuditEvent.own(now, Kind.LOGIN, account.id(), source)
                        .inSession(token.digest())
                        .because(factor));
        throttle.loggedIn(account.id(), source, now);
        boolean firstOfAll = account.lastLoginAt() == null;
        if (browserIsNew && !firstOfAll) {
            String where = source.browser() + ", " + source.address();
            notices.tell(account.id(), NoticeKind.LOGIN_FROM_NEW_BROWSER, where, now);
        }
    }
}
