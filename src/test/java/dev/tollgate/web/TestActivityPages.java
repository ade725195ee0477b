package dev.tollgate.web;

import dev.tollgate.login.SecuringProgress.Step;
import dev.tollgate.web.AccountSecureView.WalkView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The own activity and "Was not you?" in every state, with made-up content.
final class TestActivityPages {

    private static final MomentView NOW =
            new MomentView(
                    "today 14:03",
                    "Tuesday 24 November 2026, 14:03:20 WET",
                    "2026-11-24T14:03:20Z");
    private static final PasswordRulesView RULES =
            new PasswordRulesView(15, List.of("admin", "acme", "tollgate"));

    private TestActivityPages() {}

    static List<TestPages.Page> all() {
        List<TestPages.Page> pages = new ArrayList<>();
        List<ActivityView> events =
                List.of(event("login", false, "password"), event("password-changed", true));
        pages.add(activity("first", new AccountActivityView(events, true, "1-a")));
        pages.add(activity("middle", new AccountActivityView(events, false, "1-a")));
        pages.add(activity("last", new AccountActivityView(events, false, null)));
        pages.add(activity("beyond", new AccountActivityView(List.of(), false, null)));
        for (boolean twoFactor : List.of(true, false)) {
            pages.add(secure("before", null, null, twoFactor));
            pages.add(secure("end", walk(Step.END, 0), null, twoFactor));
        }
        AccountPasswordView form = password(ErrorsView.none());
        AccountPasswordView wrong =
                password(
                        new ErrorsView(
                                Map.of(
                                        "currentPassword",
                                        TextView.of("account-password.current-wrong"))));
        pages.add(secure("before-wrong", null, wrong, true));
        pages.add(secure("password", walk(Step.PASSWORD, 2), form, true));
        pages.add(secure("password-wrong", walk(Step.PASSWORD, 0), wrong, true));
        pages.add(secure("sessions", walk(Step.SESSIONS, 2), null, true));
        pages.add(secure("codes", walk(Step.RECOVERY_CODES, 0), null, true));
        return pages;
    }

    private static WalkView walk(Step next, int others) {
        return new WalkView(
                next.name(),
                next == Step.PASSWORD ? null : NOW,
                others,
                next == Step.END ? NOW : null);
    }

    private static AccountPasswordView password(ErrorsView errors) {
        return new AccountPasswordView("1001", false, false, true, RULES, errors);
    }

    private static ActivityView event(String name, boolean alarming, String... arguments) {
        TextView sentence = TextView.of("activity." + name, arguments);
        return new ActivityView(NOW, sentence, "192.0.2.7", "Firefox on Windows", alarming);
    }

    private static TestPages.Page activity(String state, AccountActivityView view) {
        return page("account-activity", state, view);
    }

    private static TestPages.Page secure(
            String state,
            @Nullable WalkView walk,
            @Nullable AccountPasswordView password,
            boolean twoFactor) {
        String name = state + (twoFactor ? "" : "-one-factor");
        return page("account-secure", name, new AccountSecureView(walk, password, twoFactor));
    }

    private static TestPages.Page page(String template, String state, Object view) {
        ShellView.AccountView account = new ShellView.AccountView("1001 Ana Silva", 900);
        List<MenuView> menu = List.of(new MenuView("home", "/", false));
        ShellView shell =
                new ShellView(
                        TestPages.PBX_NAME, TestPages.HELP_CONTACT, "auto", account, menu, null);
        return new TestPages.Page(template + "-" + state, template, shell, view);
    }
}
