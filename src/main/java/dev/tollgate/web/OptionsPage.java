package dev.tollgate.web;

import dev.tollgate.account.Permission;
import dev.tollgate.account.Role;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.factor.Method;
import dev.tollgate.factor.totp.Authenticators;
import dev.tollgate.policy.Coverage;
import dev.tollgate.policy.Coverage.Count;
import dev.tollgate.policy.OptionsForm;
import dev.tollgate.policy.SavedOptions;
import dev.tollgate.session.PortalSession;
import dev.tollgate.setting.MailServers;
import dev.tollgate.throttle.Guarantee;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// Gathers what the page "Security Options" shows.
@Component
final class OptionsPage {

    private static final OptionsView.GuessingView GUESSING =
            new OptionsView.GuessingView(
                    Guarantee.PERIOD.toDays(),
                    Guarantee.oneIn(),
                    IntStream.rangeClosed(1, Authenticators.MOST)
                            .mapToObj(Guarantee::failuresBeforeHardStop)
                            .toList());

    private final LastChange lastChange;
    private final Coverage coverage;
    private final MailServers mailServers;
    private final Pages pages;

    OptionsPage(LastChange lastChange, Coverage coverage, MailServers mailServers, Pages pages) {
        this.lastChange = lastChange;
        this.coverage = coverage;
        this.mailServers = mailServers;
        this.pages = pages;
    }

    /// What was typed stays, beside what somebody else has saved.
    ModelAndView changedMeanwhile(
            HttpServletRequest request,
            PortalSession session,
            OptionsForm typed,
            SavedOptions saved) {
        List<ComparedView> changed = compared(OptionsForm.of(saved.options()), typed);
        ErrorsView who = Errors.one("version", lastChange.of(request, Kind.POLICY_CHANGED));
        return show(request, session, typed, saved.version(), changed, null, who);
    }

    ModelAndView show(
            HttpServletRequest request,
            PortalSession session,
            OptionsForm typed,
            int version,
            @Nullable ExtensionAskView stepUp,
            ErrorsView errors) {
        return show(request, session, typed, version, List.of(), stepUp, errors);
    }

    private ModelAndView show(
            HttpServletRequest request,
            PortalSession session,
            OptionsForm typed,
            int version,
            List<ComparedView> changed,
            @Nullable ExtensionAskView stepUp,
            ErrorsView errors) {
        Moments moments = pages.moments(Visit.of(request));
        Map<Role, Count> counts = coverage.byRole();
        OptionsView view =
                new OptionsView(
                        session.role().has(Permission.CHANGE_OPTIONS),
                        view(typed),
                        Arrays.stream(Role.values())
                                .map(role -> role(role, typed, counts))
                                .toList(),
                        missing(counts),
                        moments.ofNullable(mailServers.provenAt().orElse(null)),
                        moments.seconds(moments.now()) + " (" + moments.zone() + ")",
                        Visit.of(request).source().address(),
                        moments.now().atZone(moments.zone()).toLocalDate().toString(),
                        GUESSING,
                        version,
                        changed,
                        stepUp,
                        errors);
        HttpStatus status =
                errors.byField().isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT;
        return pages.page(request, "security-options", view, status);
    }

    private static OptionsView.TypedView view(OptionsForm typed) {
        return new OptionsView.TypedView(
                typed.everybody(),
                typed.from(),
                typed.verifyIdentity(),
                typed.idleMinutes(),
                names(typed.administratorMethods()),
                names(typed.userMethods()),
                typed.administratorTrustDays(),
                typed.userTrustDays(),
                typed.restricted(),
                typed.addresses());
    }

    private static List<ComparedView> compared(OptionsForm now, OptionsForm yours) {
        return Stream.of(roles(now, yours), methods(now, yours), others(now, yours))
                .flatMap(Function.identity())
                .filter(ComparedView::differs)
                .toList();
    }

    private static Stream<ComparedView> roles(OptionsForm now, OptionsForm yours) {
        return Arrays.stream(Role.values())
                .map(
                        role ->
                                ComparedView.ticked(
                                        "options.mandatory-for-" + role,
                                        now.isMandatoryFor(role),
                                        yours.isMandatoryFor(role)));
    }

    private static Stream<ComparedView> methods(OptionsForm now, OptionsForm yours) {
        return Arrays.stream(Method.values())
                .flatMap(
                        method ->
                                Stream.of(
                                        ComparedView.ticked(
                                                "options.administrators-by-" + method,
                                                now.administratorMethods().contains(method),
                                                yours.administratorMethods().contains(method)),
                                        ComparedView.ticked(
                                                "options.others-by-" + method,
                                                now.userMethods().contains(method),
                                                yours.userMethods().contains(method))));
    }

    private static Stream<ComparedView> others(OptionsForm now, OptionsForm yours) {
        return Stream.of(
                ComparedView.typed("options.from", now.from(), yours.from()),
                ComparedView.ticked("options.verify", now.verifyIdentity(), yours.verifyIdentity()),
                ComparedView.typed(
                        "options.trust-administrators-compared",
                        now.administratorTrustDays(),
                        yours.administratorTrustDays()),
                ComparedView.typed(
                        "options.trust-users-compared", now.userTrustDays(), yours.userTrustDays()),
                ComparedView.typed("options.idle", now.idleMinutes(), yours.idleMinutes()),
                ComparedView.ticked("options.restrict", now.restricted(), yours.restricted()),
                ComparedView.typed("options.addresses", now.addresses(), yours.addresses()));
    }

    private static List<String> names(Set<Method> methods) {
        return methods.stream().map(Method::name).sorted().toList();
    }

    private static OptionsView.RoleView role(
            Role role, OptionsForm typed, Map<Role, Count> counts) {
        Count count = counts.getOrDefault(role, Count.NONE);
        return new OptionsView.RoleView(
                role.name(), typed.roles().contains(role), count.accounts(), count.enrolled());
    }

    private static OptionsView.MissingView missing(Map<Role, Count> counts) {
        Count all = Count.sum(counts.values());
        List<Count> administrators =
                counts.entrySet().stream()
                        .filter(entry -> entry.getKey().isAdministrator())
                        .map(Map.Entry::getValue)
                        .toList();
        return new OptionsView.MissingView(
                all.accounts(),
                all.missing(),
                all.neverLoggedIn(),
                all.noEmail(),
                Count.sum(administrators).missing());
    }
}
