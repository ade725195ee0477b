package dev.tollgate.web;

import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditEvent.Outcome;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.audit.AuditRow;
import dev.tollgate.audit.AuditRow.Place;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.session.PortalSession;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// An account's own security events, as sentences.
@Component
final class Activities {

    private static final Set<Kind> ALARMING =
            EnumSet.of(
                    Kind.TWO_FACTOR_OFF,
                    Kind.TWO_FACTOR_RESET,
                    Kind.RECOVERY_CODE_USED,
                    Kind.PASSWORD_RESET,
                    Kind.PASSWORD_RESET_BY_LINK,
                    Kind.SECURING_BEGUN);

    private static final int PAGE = 50;
    private static final Duration SHOWN = Duration.ofDays(90);

    private final AuditLog audit;
    private final Transactions transactions;

    Activities(AuditLog audit, Transactions transactions) {
        this.audit = audit;
        this.transactions = transactions;
    }

    List<ActivityView> newest(AccountId account, int limit, Moments moments) {
        return transactions.read(() -> audit.newestAbout(account, limit)).stream()
                .map(event -> view(event, moments))
                .toList();
    }

    /// One page of the last 90 days.
    ///
    /// @param before where it begins, as the page before it says; anything else begins at the
    /// newest
    AccountActivityView page(AccountId account, String before, Moments moments) {
        Optional<Place> from = Place.parse(before);
        Instant since = moments.now().minus(SHOWN);
        Place newest = Place.after(moments.now());
        List<AuditRow> found =
                transactions.read(() -> audit.about(account, since, from.orElse(newest), PAGE + 1));
        boolean more = found.size() > PAGE;
        List<AuditRow> shown = more ? found.subList(0, PAGE) : found;
        return new AccountActivityView(
                shown.stream().map(row -> view(row.event(), moments)).toList(),
                from.isEmpty(),
                more ? shown.getLast().place().text() : null);
    }

    @Nullable ActivityView loginBefore(PortalSession session, Moments moments) {
        return transactions
                .read(() -> audit.loginBefore(session.account(), session.digest()))
                .map(event -> view(event, moments))
                .orElse(null);
    }

    /// What happened, in words.
    static TextView sentence(AuditEvent event) {
        String key = "activity." + word(event.kind().name());
        return event.kind() == Kind.CONFIRMED
                ? TextView.of(key + "-" + word(event.reason()))
                : TextView.of(key, event.reason());
    }

    /// What the sentence leaves out; may be empty.
    static String reason(AuditEvent event) {
        return event.kind() == Kind.CONFIRMED ? "" : event.reason();
    }

    private static String word(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static ActivityView view(AuditEvent event, Moments moments) {
        boolean console = event.source().isConsole();
        return new ActivityView(
                moments.of(event.at()),
                sentence(event),
                console ? "" : event.source().address(),
                console ? "Server console" : event.source().browser(),
                event.outcome() == Outcome.REFUSED || ALARMING.contains(event.kind()));
    }
}
