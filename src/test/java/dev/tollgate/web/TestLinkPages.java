package dev.tollgate.web;

import dev.tollgate.web.AccountProfileView.AddressView;
import dev.tollgate.web.TestPages.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The pages round mailed links in every state, with made-up content.
final class TestLinkPages {

    private TestLinkPages() {}

    static List<Page> all() {
        List<Page> pages = new ArrayList<>();
        forgotten(pages);
        newPassword(pages, "reset");
        newPassword(pages, "invitation");
        administrators(pages);
        confirming(pages);
        profile(pages);
        sending(pages, "plain", null, null);
        sending(pages, "no-mail", TextView.of("invitation.no-mail"), null);
        ExtensionAskView ask =
                TestExtensionPages.ask("/invitation", "extension-step-up.invitation", true);
        sending(pages, "step-up", null, ask);
        return pages;
    }

    private static void forgotten(List<Page> pages) {
        ErrorsView none = ErrorsView.none();
        forgotten(pages, "plain", new LoginForgotView("", true, false, none));
        forgotten(pages, "sent", new LoginForgotView("", true, true, none));
        forgotten(pages, "no-mail", new LoginForgotView("", false, false, none));
        ErrorsView wait = Errors.one("username", TextView.of("forgot.wait", "14:20"));
        forgotten(pages, "wait", new LoginForgotView("1001", true, false, wait));
    }

    private static void forgotten(List<Page> pages, String state, LoginForgotView view) {
        pages.add(TestPages.out("login-forgot", state, view));
    }

    private static void newPassword(List<Page> pages, String kind) {
        pages.add(TestPages.out("link-gone", kind, new LinkGoneView(kind)));
        pages.add(TestPages.out("new-password", kind, view(kind, ErrorsView.none())));
        Map<String, TextView> both = new LinkedHashMap<>();
        both.put("newPassword", TextView.of("password.too-short", "15"));
        both.put("confirmPassword", TextView.of("password.differs"));
        ErrorsView errors = new ErrorsView(both);
        pages.add(TestPages.out("new-password", kind + "-errors", view(kind, errors)));
    }

    private static void administrators(List<Page> pages) {
        MomentView now = new MomentView("today 14:03", "Tuesday", "2026-11-24T14:03:20Z");
        AdministratorsView.Row own =
                new AdministratorsView.Row(
                        "1", "admin", "admin@example.com", true, now, null, true, true);
        TextView invited = TextView.of("invitation.sent-today");
        AdministratorsView.Row other =
                new AdministratorsView.Row(
                        "2", "lee", "lee@example.com", false, null, invited, true, false);
        AdministratorsView alone = new AdministratorsView(List.of(own), true, true, true);
        pages.add(TestPages.in("administrators", "alone", alone));
        AdministratorsView both = new AdministratorsView(List.of(own, other), true, false, false);
        pages.add(TestPages.in("administrators", "two", both));
        ErrorsView none = ErrorsView.none();
        pages.add(TestPages.in("administrator-add", "mail", act("", true, none)));
        pages.add(TestPages.in("administrator-add", "letter", act("", false, none)));
        ErrorsView taken = Errors.one("username", TextView.of("username.taken"));
        pages.add(TestPages.in("administrator-add", "taken", act("", true, taken)));
        pages.add(TestPages.in("administrator-remove", "plain", act("2", true, none)));
    }

    private static AdministratorActView act(String id, boolean invites, ErrorsView errors) {
        return new AdministratorActView(id, "lee", "lee@example.com", invites, null, errors);
    }

    private static void confirming(List<Page> pages) {
        for (String state : List.of("ask", "confirmed", "taken")) {
            pages.add(TestPages.out("confirm-email", state, confirming(state, "EMAIL")));
        }
        pages.add(TestPages.out("confirm-email", "notices", confirming("ask", "NOTICE_EMAIL")));
        pages.add(TestPages.out("link-gone", "email", new LinkGoneView("email")));
    }

    private static ConfirmEmailView confirming(String state, String kind) {
        return new ConfirmEmailView(state, "4f2c", kind, "1001", "ana@home.example");
    }

    private static void profile(List<Page> pages) {
        ErrorsView none = ErrorsView.none();
        AddressView own = address("ana.silva@example.com", null);
        AddressView second = address("", null);
        profile(pages, "plain", "Ana Silva", own, second, true, null, none);
        AddressView pending = address("ana.silva@example.com", "ana@home.example");
        profile(pages, "pending", null, pending, address("", "a@b.example"), true, null, none);
        profile(pages, "no-mail", null, own, second, false, null, none);
        ErrorsView taken = Errors.one("email", TextView.of("email.not-an-address"));
        profile(pages, "wrong", "Ana", own, second, true, null, taken);
        ExtensionAskView ask =
                new ExtensionAskView(
                        "/account/profile/email",
                        TextView.of("profile.step-up"),
                        "1001",
                        true,
                        Map.of("email", "ana@home.example"),
                        none);
        profile(pages, "step-up", "Ana", own, second, true, ask, none);
    }

    private static AddressView address(String now, @Nullable String pending) {
        return new AddressView(now, now, pending);
    }

    private static void profile(
            List<Page> pages,
            String state,
            @Nullable String name,
            AddressView email,
            AddressView second,
            boolean mails,
            @Nullable ExtensionAskView stepUp,
            ErrorsView errors) {
        AccountProfileView view =
                new AccountProfileView("1001", name, email, second, mails, stepUp, errors);
        pages.add(TestPages.in("account-profile", state, view));
    }

    private static void sending(
            List<Page> pages,
            String state,
            @Nullable TextView hindrance,
            @Nullable ExtensionAskView stepUp) {
        InvitationView invitation = new InvitationView(null, false, hindrance);
        ExtensionInvitationView view =
                new ExtensionInvitationView(
                        "1001", "1001 Ana Silva", "ana.silva@example.com", invitation, stepUp);
        pages.add(TestExtensionPages.page("extension-invitation", state, view));
    }

    /// What a page of an extension says of it, in as many ways as the page has states.
    static @Nullable InvitationView invitation(String state, Set<String> may) {
        if (!may.contains("INVITE")) {
            return null;
        }
        return switch (state) {
            case "plain" -> new InvitationView(TextView.of("invitation.sent", "3"), true, null);
            case "changed" -> new InvitationView(TextView.of("invitation.expired"), false, null);
            default -> new InvitationView(null, false, TextView.of("invitation.no-address"));
        };
    }

    private static NewPasswordView view(String kind, ErrorsView errors) {
        PasswordRulesView rules = new PasswordRulesView(15, List.of("tollgate", "1001"));
        boolean code = kind.equals("reset");
        return new NewPasswordView(kind, "/login/reset", "4f2c", "1001", code, rules, errors);
    }
}
