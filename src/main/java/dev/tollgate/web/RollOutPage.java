package dev.tollgate.web;

import dev.tollgate.account.Permission;
import dev.tollgate.account.Role;
import dev.tollgate.policy.Coverage;
import dev.tollgate.policy.Coverage.Count;
import dev.tollgate.policy.Missing;
import dev.tollgate.policy.MissingQuery;
import dev.tollgate.policy.Policies;
import dev.tollgate.policy.RollOut;
import dev.tollgate.policy.SecurityOptions;
import dev.tollgate.session.PortalSession;
import dev.tollgate.setting.MailServers;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// Gathers what the roll-out page shows.
@Component
final class RollOutPage {

    private final RollOut rollOut;
    private final Coverage coverage;
    private final Policies policies;
    private final MailServers mailServers;
    private final Pages pages;

    RollOutPage(
            RollOut rollOut,
            Coverage coverage,
            Policies policies,
            MailServers mailServers,
            Pages pages) {
        this.rollOut = rollOut;
        this.coverage = coverage;
        this.policies = policies;
        this.mailServers = mailServers;
        this.pages = pages;
    }

    ModelAndView show(HttpServletRequest request, PortalSession session, MissingQuery query) {
        Moments moments = pages.moments(Visit.of(request));
        SecurityOptions options = policies.current();
        Count count = count();
        List<Missing> found = rollOut.missing(query);
        boolean more = found.size() > RollOut.PAGE;
        List<Missing> shown = more ? found.subList(0, RollOut.PAGE) : found;
        RollOutView view =
                new RollOutView(
                        count.accounts(),
                        count.enrolled(),
                        options.mandatoryFor().isEmpty(),
                        !options.verifyIdentity(),
                        session.role().has(Permission.CHANGE_OPTIONS),
                        session.role().has(Permission.ISSUE_CREDENTIALS)
                                && !rollOut.forLetters(query, 1).isEmpty(),
                        mailServers.isSet(),
                        reminded(new Form(request).text("reminded")),
                        query.role() == null ? "" : query.role().name(),
                        query.reason() == null ? "" : query.reason().name(),
                        shown.stream().map(missing -> row(missing, moments)).toList(),
                        rollOut.count(query),
                        more ? shown.getLast().username() : null);
        return pages.page(request, "roll-out", view);
    }

    private Count count() {
        Map<Role, Count> counts = coverage.byRole();
        return Count.sum(
                rollOut.concerned().stream()
                        .map(role -> counts.getOrDefault(role, Count.NONE))
                        .toList());
    }

    private static @Nullable String reminded(String typed) {
        return typed.matches("[0-9]{1,9}") ? typed : null;
    }

    private static RollOutView.Row row(Missing missing, Moments moments) {
        return new RollOutView.Row(
                missing.username(),
                missing.name(),
                missing.isExtension(),
                missing.role().name(),
                missing.email(),
                missing.reasons().stream().map(Missing.Reason::name).toList(),
                moments.ofNullable(missing.remindedAt()));
    }
}
