package dev.tollgate.web;

import dev.tollgate.account.Accounts;
import dev.tollgate.account.Role;
import dev.tollgate.extension.Extension;
import dev.tollgate.extension.ExtensionChange;
import dev.tollgate.extension.ExtensionQuery;
import dev.tollgate.extension.ExtensionQuery.AccountStatus;
import dev.tollgate.extension.ExtensionQuery.TwoFactor;
import dev.tollgate.extension.ExtensionSort;
import dev.tollgate.extension.Extensions;
import dev.tollgate.factor.Method;
import dev.tollgate.factor.recovery.RecoveryCodes;
import dev.tollgate.kernel.Keepsakes;
import dev.tollgate.kernel.Secret;
import dev.tollgate.policy.Policies;
import dev.tollgate.session.Administered;
import dev.tollgate.session.Administration;
import dev.tollgate.session.AdministrativeAct;
import dev.tollgate.session.PortalSession;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/// What the pages of one extension have in common.
@Component
final class ExtensionPages {

    private static final int REASON_LIMIT = 200;

    private final Extensions extensions;
    private final RecoveryCodes recoveryCodes;
    private final InvitationStates invitations;
    private final Policies policies;
    private final SecurityPage security;
    private final Pages pages;

    ExtensionPages(
            Extensions extensions,
            RecoveryCodes recoveryCodes,
            InvitationStates invitations,
            Policies policies,
            SecurityPage security,
            Pages pages) {
        this.extensions = extensions;
        this.recoveryCodes = recoveryCodes;
        this.invitations = invitations;
        this.policies = policies;
        this.security = security;
        this.pages = pages;
    }

    Extension find(String number) {
        return extensions
                .find(number)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    ModelAndView page(HttpServletRequest request, String template, Object view) {
        return pages.page(request, template, view);
    }

    ModelAndView user(
            HttpServletRequest request,
            PortalSession session,
            Extension extension,
            ExtensionUserView.Typed typed,
            @Nullable ExtensionAskView stepUp,
            ErrorsView errors) {
        HttpStatus status =
                errors.byField().isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT;
        ExtensionUserView view =
                new ExtensionUserView(
                        extension.number(),
                        extension.title(),
                        ExtensionUserView.Typed.of(ExtensionChange.none(extension)),
                        typed,
                        roles(session, extension),
                        may(session, extension),
                        extension.stamp(),
                        session.account().equals(extension.account()),
                        isMailed(extension),
                        invitation(request, session, extension),
                        stepUp,
                        errors);
        return pages.page(request, "extension-user", view, status);
    }

    /// @param unticked whether somebody has unticked the box
    ModelAndView security(
            HttpServletRequest request,
            PortalSession session,
            Extension extension,
            boolean unticked,
            @Nullable ExtensionAskView stepUp) {
        Moments moments = pages.moments(Visit.of(request));
        boolean demanded = demands(request, extension);
        int left =
                recoveryCodes.state(extension.account()).map(RecoveryCodes.State::left).orElse(0);
        return pages.page(
                request,
                "extension-security",
                new ExtensionSecurityView(
                        extension.number(),
                        extension.title(),
                        state(extension, demanded),
                        moments.ofNullable(extension.twoFactorSince()),
                        extension.method() == null ? "" : extension.method().name(),
                        moments.ofNullable(extension.lastLoginAt()),
                        left,
                        demanded,
                        proof(request, extension),
                        security.devices(extension.account(), Keepsakes.NONE, moments),
                        unticked,
                        reason(request),
                        checked(request),
                        may(session, extension),
                        stepUp));
    }

    /// Whether the user must have two-factor authentication now.
    boolean demands(HttpServletRequest request, Extension extension) {
        return policies.demandsSecondFactor(extension.role(), Visit.of(request).now());
    }

    /// Whether the extension's user sets two-factor authentication up next, and begins it with a
    /// proof.
    boolean owesProof(HttpServletRequest request, Extension extension) {
        return owesProof(extension, policies.proving(Visit.of(request).now()));
    }

    /// The same of many.
    static boolean owesProof(Extension extension, Set<Role> proving) {
        return extension.hasAccess()
                && !extension.hasTwoFactor()
                && proving.contains(extension.role());
    }

    /// What a list or an export is narrowed to.
    ExtensionQuery query(HttpServletRequest request) {
        Form form = new Form(request);
        return new ExtensionQuery(
                form.text("search"),
                ExtensionsController.chosen(Role.values(), form.text("role")).orElse(null),
                ExtensionsController.chosen(TwoFactor.values(), form.text("twoFactor"))
                        .orElse(null),
                ExtensionsController.chosen(AccountStatus.values(), form.text("status"))
                        .orElse(null),
                policies.demanded(Visit.of(request).now()),
                ExtensionsController.chosen(ExtensionSort.values(), form.text("sort"))
                        .orElse(ExtensionSort.NUMBER),
                form.text("after"));
    }

    /// How it stands with a login: a name of `Extension.LoginState`, or `MUST_ENROL` where
    /// two-factor authentication is off and demanded.
    static String state(Extension extension, boolean demanded) {
        boolean open = extension.hasAccess() && !extension.hasTwoFactor();
        return open && demanded ? "MUST_ENROL" : extension.loginState().name();
    }

    private @Nullable TextView proof(HttpServletRequest request, Extension extension) {
        if (!owesProof(request, extension)) {
            return null;
        }
        return extension.email().isEmpty()
                ? TextView.of("extension.proof-no-email", extension.title())
                : TextView.of("extension.proof", extension.title(), extension.email());
    }

    /// What an extension's user needs for the first login.
    ModelAndView letter(
            HttpServletRequest request, Extension extension, Secret password, boolean edited) {
        Visit visit = Visit.of(request);
        ExtensionLetterView view =
                new ExtensionLetterView(
                        extension.title(),
                        extension.number(),
                        pages.settings().portalAddress().toString(),
                        extension.number(),
                        password.reveal(),
                        pages.moments(visit).of(visit.now().plus(Accounts.ISSUED_LIFE)));
        return edited
                ? pages.edited(request, "extension-letter", view)
                : pages.page(request, "extension-letter", view);
    }

    /// The same for an administrator who has no extension.
    ModelAndView administratorLetter(HttpServletRequest request, String username, Secret password) {
        Visit visit = Visit.of(request);
        ExtensionLetterView view =
                new ExtensionLetterView(
                        username,
                        "",
                        pages.settings().portalAddress().toString(),
                        username,
                        password.reveal(),
                        pages.moments(visit).of(visit.now().plus(Accounts.ISSUED_LIFE)));
        return pages.edited(request, "extension-letter", view);
    }

    /// Goes on with what an act gave, or says in words why it was refused.
    <T> ModelAndView after(
            HttpServletRequest request,
            String back,
            Administered<T> outcome,
            Function<T, ModelAndView> then) {
        return switch (outcome) {
            case Administered.Done<T>(T value) -> then.apply(value);
            case Administered.Refused<T>(Administered.Why why) -> refused(request, back, why);
        };
    }

    ModelAndView refused(HttpServletRequest request, String back, Administered.Why why) {
        TextView sentence = TextView.of("extension-refused." + why.name());
        return pages.page(
                request,
                "extension-refused",
                new ExtensionRefusedView(sentence, back),
                HttpStatus.FORBIDDEN);
    }

    MomentView moment(HttpServletRequest request, Duration later) {
        Visit visit = Visit.of(request);
        return pages.moments(visit).of(visit.now().plus(later));
    }

    static String address(Extension extension, String page) {
        return "/extensions/" + extension.number() + page;
    }

    static Set<String> may(PortalSession session, Extension extension) {
        return Administration.offered(session, extension.account(), extension.role()).stream()
                .map(AdministrativeAct::name)
                .collect(Collectors.toSet());
    }

    static String reason(HttpServletRequest request) {
        return line(request, "reason", REASON_LIMIT);
    }

    /// How whoever acts says to have checked who asked.
    static String checked(HttpServletRequest request) {
        return line(request, "checked", REASON_LIMIT);
    }

    /// Both in the room that the record has for a reason.
    static String because(HttpServletRequest request) {
        String checked = line(request, "checked", REASON_LIMIT / 2 - 10).strip();
        return checked.isEmpty()
                ? reason(request)
                : (line(request, "reason", REASON_LIMIT / 2).strip()
                                + " (checked: "
                                + checked
                                + ")")
                        .strip();
    }

    private static String line(HttpServletRequest request, String field, int limit) {
        String typed = new Form(request).text(field).replaceAll("\\p{Cntrl}|\\p{Cf}", " ");
        return typed.length() > limit ? typed.substring(0, limit) : typed;
    }

    private static boolean isMailed(Extension extension) {
        return extension.method() == Method.EMAIL;
    }

    private @Nullable InvitationView invitation(
            HttpServletRequest request, PortalSession session, Extension extension) {
        boolean offered =
                extension.hasAccess()
                        && may(session, extension).contains(AdministrativeAct.INVITE.name());
        return offered
                ? invitations.of(
                        extension.account(),
                        extension.email(),
                        extension.lastLoginAt(),
                        Visit.of(request).now())
                : null;
    }

    private static List<String> roles(PortalSession session, Extension extension) {
        return Stream.concat(
                        Stream.of(extension.role()),
                        Arrays.stream(Role.values()).filter(session.role()::ranksOver))
                .distinct()
                .sorted()
                .map(Role::name)
                .toList();
    }
}
