package dev.tollgate.web;

import dev.tollgate.web.TwoFactorView.Choice;
import dev.tollgate.web.TwoFactorView.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the pages show of codes by mail, in every state, with made-up content.
final class TestEmailPages {

    private static final MomentView NOVEMBER =
            new MomentView(
                    "3 Nov", "Tuesday 3 November 2026, 09:12:44 WET", "2026-11-03T09:12:44Z");
    private static final MailedView NONE = new MailedView("a•••@example.com", false, 0, false);
    private static final MailedView SENT = new MailedView("a•••@example.com", true, 48, false);
    private static final MailedView OLD = new MailedView("a•••@example.com", true, 0, false);
    private static final MailedView USED_UP = new MailedView("a•••@example.com", false, 412, false);
    private static final MailedView DELAYED = new MailedView("a•••@example.com", true, 48, true);
    private static final TextView WRONG = TextView.of("code.wrong-mailed");

    private TestEmailPages() {}

    static List<TestPages.Page> all() {
        List<TestPages.Page> pages = new ArrayList<>();
        Map<String, MailedView> states =
                Map.of(
                        "none", NONE,
                        "sent", SENT,
                        "old", OLD,
                        "used-up", USED_UP,
                        "delayed", DELAYED);
        states.forEach((name, mailed) -> add(pages, name, mailed));
        pages.add(in("account-email", "wrong", new EmailSetupView(true, SENT, WRONG)));
        pages.add(in("account-email", "change", new EmailSetupView(false, NONE, null)));
        pages.add(out("account-email", "forced", new EmailSetupView(true, NONE, null)));
        pages.add(out("login-code", "mailed-wrong", loginCode(SENT, WRONG)));
        TextView wait = TextView.of("code.wait-no-contact-mailed", "14:20");
        pages.add(out("login-code", "mailed-wait", loginCode(USED_UP, wait)));
        TextView call = TextView.of("code.wait-mailed", "14:20", "the front desk, extension 9");
        pages.add(out("login-code", "mailed-wait-contact", loginCode(USED_UP, call)));
        for (String obstacle : List.of("FORBIDDEN", "NO_MAIL", "NO_ADDRESS")) {
            pages.add(security("obstacle-" + obstacle, State.CHOOSING, "", obstacle));
        }
        pages.add(security("by-email", State.ON, "EMAIL", null));
        pages.add(security("by-email-only", State.ON, "EMAIL", "FORBIDDEN"));
        pages.add(security("changing-from-email", State.CHANGING, "EMAIL", null));
        pages.add(security("changing-to-email", State.CHANGING, "AUTHENTICATOR", null));
        return pages;
    }

    private static void add(List<TestPages.Page> pages, String name, MailedView mailed) {
        pages.add(in("account-email", name, new EmailSetupView(true, mailed, null)));
        pages.add(out("login-code", "mailed-" + name, loginCode(mailed, null)));
        StepUpView ask =
                new StepUpView(
                        "turn-off",
                        "",
                        "1001",
                        TextView.of("step-up.turn-off"),
                        true,
                        mailed,
                        ErrorsView.none());
        pages.add(
                in(
                        "account-security",
                        "confirm-mailed-" + name,
                        view(State.ON, "EMAIL", null, ask)));
    }

    private static LoginCodeView loginCode(MailedView mailed, @Nullable TextView error) {
        return new LoginCodeView(
                "1001", error, LoginCodeView.NO_HARD_STOP, false, 30, false, mailed);
    }

    private static TestPages.Page security(
            String name, State state, String method, @Nullable String obstacle) {
        return in("account-security", name, view(state, method, obstacle, null));
    }

    /// @param obstacle of the method that the account has not
    private static AccountSecurityView view(
            State state, String method, @Nullable String obstacle, @Nullable DialogView dialog) {
        boolean on = !method.isEmpty();
        List<Choice> choices =
                List.of(
                        new Choice("AUTHENTICATOR", method.equals("EMAIL") ? obstacle : null),
                        new Choice("EMAIL", method.equals("EMAIL") ? null : obstacle));
        TwoFactorView twoFactor =
                new TwoFactorView(state, on ? NOVEMBER : null, false, false, method, choices);
        return new AccountSecurityView(
                twoFactor,
                List.of(),
                on ? new RecoveryView(7, 10, NOVEMBER, true) : null,
                List.of(),
                List.of(new SessionView("s1", "Firefox on Windows", "192.0.2.7", NOVEMBER, true)),
                List.of(),
                dialog);
    }

    private static TestPages.Page in(String template, String state, Object view) {
        ShellView.AccountView account = new ShellView.AccountView("1001 Ana Silva", 900);
        return page(template, state, account, view);
    }

    private static TestPages.Page out(String template, String state, Object view) {
        return page(template, state, null, view);
    }

    private static TestPages.Page page(
            String template, String state, ShellView.@Nullable AccountView account, Object view) {
        List<MenuView> menu =
                account == null ? List.of() : List.of(new MenuView("home", "/", false));
        ShellView shell =
                new ShellView(
                        TestPages.PBX_NAME, TestPages.HELP_CONTACT, "auto", account, menu, null);
        return new TestPages.Page(template + "-" + state, template, shell, view);
    }
}
