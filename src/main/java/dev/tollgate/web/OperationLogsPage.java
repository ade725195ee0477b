package dev.tollgate.web;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.LoginName;
import dev.tollgate.account.Permission;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditEvent.Outcome;
import dev.tollgate.audit.AuditQuery;
import dev.tollgate.audit.AuditRetention;
import dev.tollgate.audit.AuditRow;
import dev.tollgate.audit.AuditRow.Place;
import dev.tollgate.audit.AuditSearch;
import dev.tollgate.extension.Extensions;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.session.PortalSession;
import dev.tollgate.setting.FormVersions;
import dev.tollgate.web.OperationLogsView.AlertView;
import dev.tollgate.web.OperationLogsView.FilterView;
import dev.tollgate.web.OperationLogsView.RowView;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/// Gathers what "Operation Logs" shows.
@Component
final class OperationLogsPage {

    /// What can be chosen, the groups first.
    static final List<String> EVENTS =
            Stream.of(EventGroup.values(), Kind.values())
                    .flatMap(values -> Arrays.stream(values).map(Enum::name).sorted())
                    .filter(name -> !name.equals(Kind.UNKNOWN.name()))
                    .toList();

    private static final int PAGE = 50;

    /// What a recorded address can look like.
    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F.:%]{0,64}|console");

    private final AuditSearch search;
    private final AuditRetention retention;
    private final FormVersions versions;
    private final LastChange lastChange;
    private final RecordHealth health;
    private final Accounts accounts;
    private final Extensions extensions;
    private final Pages pages;

    OperationLogsPage(
            AuditSearch search,
            AuditRetention retention,
            FormVersions versions,
            LastChange lastChange,
            RecordHealth health,
            Accounts accounts,
            Extensions extensions,
            Pages pages) {
        this.search = search;
        this.retention = retention;
        this.versions = versions;
        this.lastChange = lastChange;
        this.health = health;
        this.accounts = accounts;
        this.extensions = extensions;
        this.pages = pages;
    }

    ModelAndView list(HttpServletRequest request, PortalSession session) {
        boolean mayKeep = session.role().has(Permission.CHANGE_RETENTION);
        int version = versions.of(FormVersions.Form.RETENTION); // before what it is to vouch for
        Kept kept = new Kept(mayKeep ? days() : "", version, List.of());
        return list(request, kept, null, errors(filter(new Form(request))));
    }

    /// What was typed stays, beside what somebody else has saved.
    ModelAndView changedMeanwhile(HttpServletRequest request, String typed) {
        int version = versions.of(FormVersions.Form.RETENTION);
        List<ComparedView> changed =
                ComparedView.of(List.of("logs.days"), List.of(days()), List.of(typed));
        ErrorsView errors =
                Errors.one("version", lastChange.of(request, AuditEvent.Kind.RETENTION_CHANGED));
        return list(request, new Kept(typed, version, changed), null, errors);
    }

    private String days() {
        return Integer.toString(retention.days());
    }

    ModelAndView list(
            HttpServletRequest request,
            Kept kept,
            @Nullable ExtensionAskView stepUp,
            ErrorsView errors) {
        Form form = new Form(request);
        FilterView filter = filter(form);
        Moments moments = pages.moments(Visit.of(request));
        Optional<Place> from = Place.parse(form.text("before"));
        List<AuditRow> found =
                query(filter, moments)
                        .map(
                                query ->
                                        search.page(
                                                query,
                                                from.orElse(Place.after(moments.now())),
                                                PAGE + 1))
                        .orElse(List.of());
        boolean more = found.size() > PAGE;
        List<AuditRow> shown = more ? found.subList(0, PAGE) : found;
        Map<AccountId, String> names = names(shown);
        OperationLogsView view =
                new OperationLogsView(
                        filter,
                        EVENTS,
                        shown.stream().map(row -> row(row, names, moments)).toList(),
                        from.isEmpty(),
                        more ? shown.getLast().place().text() : null,
                        moments.now().atZone(moments.zone()).toLocalDate().toString(),
                        health.chain(moments),
                        alerts(moments),
                        kept.days(),
                        kept.version(),
                        kept.changed(),
                        stepUp,
                        errors);
        HttpStatus status =
                errors.byField().isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT;
        return pages.page(request, "operation-logs", view, status);
    }

    ModelAndView one(HttpServletRequest request, String id) {
        AuditRow row =
                search.find(id)
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        AuditEvent event = row.event();
        Map<AccountId, String> names = names(List.of(row));
        Moments moments = pages.moments(Visit.of(request));
        return pages.page(
                request,
                "operation-log",
                new OperationLogView(
                        row.id(),
                        moments.of(event.at()),
                        Activities.sentence(event),
                        event.kind().name(),
                        who(event, names),
                        event.target() == null ? null : name(event.target(), names),
                        event.source().isConsole() ? "" : event.source().address(),
                        event.source().userAgent(),
                        event.session(),
                        Activities.reason(event),
                        event.outcome() == Outcome.REFUSED,
                        row.number() == 0 ? "" : Long.toString(row.number())));
    }

    static FilterView filter(Form form) {
        return new FilterView(
                form.text("from"),
                form.text("until"),
                form.text("who").strip(),
                form.text("whom").strip(),
                form.text("event"),
                form.text("outcome"),
                form.text("address").strip());
    }

    Moments moments(HttpServletRequest request) {
        return pages.moments(Visit.of(request));
    }

    /// Empty where nothing can match: a name that nobody has, what is no address, or no day.
    Optional<AuditQuery> query(FilterView filter, Moments moments) {
        Optional<AccountId> actor = account(filter.who());
        Optional<AccountId> target = account(filter.whom());
        boolean unknown =
                (!filter.who().isEmpty() && actor.isEmpty())
                        || (!filter.whom().isEmpty() && target.isEmpty());
        boolean noAddress = !ADDRESS.matcher(filter.address()).matches();
        if (unknown || noAddress || !errors(filter).byField().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new AuditQuery(
                        day(filter.from()).map(day -> start(day, moments)).orElse(null),
                        day(filter.until())
                                .map(day -> start(day.plusDays(1), moments))
                                .orElse(null),
                        actor.orElse(null),
                        target.orElse(null),
                        kinds(filter.event()),
                        ExtensionsController.chosen(Outcome.values(), filter.outcome())
                                .orElse(null),
                        filter.address()));
    }

    private static ErrorsView errors(FilterView filter) {
        Map<String, TextView> errors = new LinkedHashMap<>();
        if (!filter.from().isEmpty() && day(filter.from()).isEmpty()) {
            errors.put("from", TextView.of("logs.no-day"));
        }
        if (!filter.until().isEmpty() && day(filter.until()).isEmpty()) {
            errors.put("until", TextView.of("logs.no-day"));
        }
        return new ErrorsView(errors);
    }

    private Optional<AccountId> account(String name) {
        return name.isEmpty()
                ? Optional.empty()
                : accounts.find(LoginName.of(name)).map(Account::id);
    }

    private static Optional<LocalDate> day(String typed) {
        try {
            return typed.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}")
                    ? Optional.of(LocalDate.parse(typed))
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Instant start(LocalDate day, Moments moments) {
        return day.atStartOfDay(moments.zone()).toInstant();
    }

    private static Set<Kind> kinds(String event) {
        return ExtensionsController.chosen(EventGroup.values(), event)
                .map(EventGroup::kinds)
                .or(() -> ExtensionsController.chosen(Kind.values(), event).map(Set::of))
                .orElse(Set.of());
    }

    private Map<AccountId, String> names(List<AuditRow> rows) {
        return extensions.titles(AuditRow.accounts(rows));
    }

    private static RowView row(AuditRow row, Map<AccountId, String> names, Moments moments) {
        AuditEvent event = row.event();
        AccountId target = event.target();
        boolean other = target != null && !target.equals(event.actor());
        boolean console = event.source().isConsole();
        return new RowView(
                row.id(),
                moments.of(event.at()),
                who(event, names),
                other ? name(target, names) : null,
                Activities.sentence(event),
                Activities.reason(event),
                console ? "" : event.source().address(),
                console ? "" : event.source().browser(),
                event.outcome() == Outcome.REFUSED);
    }

    private static TextView who(AuditEvent event, Map<AccountId, String> names) {
        if (event.actor() != null) {
            return name(event.actor(), names);
        }
        return TextView.of(event.source().isConsole() ? "logs.console" : "logs.nobody");
    }

    private static TextView name(@Nullable AccountId id, Map<AccountId, String> names) {
        String name = id == null ? null : names.get(id);
        return name == null ? TextView.of("logs.gone") : TextView.of("logs.name", name);
    }

    private List<AlertView> alerts(Moments moments) {
        return health.parts(moments).stream()
                .filter(part -> part.due() || !part.sound())
                .map(part -> new AlertView(part.sound() ? "warn" : "bad", part.text()))
                .toList();
    }

    /// The form of the retention.
    ///
    /// @param days what its field holds
    /// @param changed what somebody else saved first
    record Kept(String days, int version, List<ComparedView> changed) {}
}
