package dev.tollgate.web;

import dev.tollgate.web.TestPages.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The pages of the security options, with made-up content.
final class TestOptionPages {

    private TestOptionPages() {}

    static List<Page> all() {
        List<Page> pages = new ArrayList<>();
        pages.add(page("plain", options(true, false, null, ErrorsView.none())));
        pages.add(page("everybody", options(true, true, null, ErrorsView.none())));
        pages.add(page("look-only", options(false, false, null, ErrorsView.none())));
        Map<String, TextView> wrong = new LinkedHashMap<>();
        wrong.put("version", TextView.of("changed.settings", "lee", "14:02"));
        wrong.put("mandatoryFrom", TextView.of("options.from-wrong"));
        wrong.put("idleMinutes", TextView.of("options.idle-wrong"));
        wrong.put("administratorMethods", TextView.of("options.methods-none"));
        wrong.put("addresses", TextView.of("options.address-wrong", "192.0.2.1/24"));
        pages.add(page("errors", options(true, false, null, new ErrorsView(wrong))));
        ExtensionAskView ask =
                new ExtensionAskView(
                        "/security/settings",
                        TextView.of("options.step-up"),
                        "admin",
                        true,
                        Map.of("idleMinutes", "30"),
                        ErrorsView.none());
        pages.add(page("step-up", options(true, false, ask, ErrorsView.none())));
        rollOut(pages);
        return pages;
    }

    private static void rollOut(List<Page> pages) {
        MomentView reminded = TestPages.moment("3 Nov", "2026-11-03T09:12:44Z");
        List<RollOutView.Row> rows =
                List.of(
                        row("admin", "", "SUPER_ADMINISTRATOR", List.of("NOT_SET_UP"), null),
                        row("1001", "Ana Silva", "EMPLOYEE", List.of("NEVER_LOGGED_IN"), reminded),
                        row(
                                "1002",
                                "Bo Li",
                                "EMPLOYEE",
                                List.of("NEVER_LOGGED_IN", "NO_EMAIL"),
                                null));
        pages.add(
                rollOut(
                        "rows",
                        new RollOutView(
                                300, 271, false, true, true, true, true, null, "", "", rows, 29,
                                "1050")));
        pages.add(
                rollOut(
                        "everybody",
                        new RollOutView(
                                300,
                                271,
                                true,
                                false,
                                true,
                                true,
                                false,
                                "27",
                                "EMPLOYEE",
                                "NO_EMAIL",
                                rows,
                                29,
                                null)));
        pages.add(
                rollOut(
                        "look-only",
                        new RollOutView(
                                300,
                                271,
                                false,
                                true,
                                false,
                                false,
                                true,
                                null,
                                "OPERATOR",
                                "",
                                List.of(),
                                0,
                                null)));
        pages.add(
                rollOut(
                        "done",
                        new RollOutView(
                                300, 300, false, true, true, false, true, null, "", "", List.of(),
                                0, null)));
        String qrCode = dev.tollgate.factor.totp.QrCode.svg("https://pbx.example.com", "QR code");
        pages.add(
                TestPages.in(
                        "handout",
                        "plain",
                        new HandoutView("https://pbx.example.com", true, qrCode)));
    }

    private static Page rollOut(String state, RollOutView view) {
        return TestPages.in("roll-out", state, view);
    }

    private static RollOutView.Row row(
            String username,
            String name,
            String role,
            List<String> reasons,
            @Nullable MomentView reminded) {
        boolean extension = !username.equals("admin");
        String email = reasons.contains("NO_EMAIL") ? "" : username + "@example.com";
        return new RollOutView.Row(username, name, extension, role, email, reasons, reminded);
    }

    private static Page page(String state, OptionsView view) {
        return TestPages.in("security-options", state, view);
    }

    private static OptionsView options(
            boolean mayChange,
            boolean everybody,
            @Nullable ExtensionAskView stepUp,
            ErrorsView errors) {
        List<OptionsView.RoleView> roles =
                List.of(
                        new OptionsView.RoleView("SUPER_ADMINISTRATOR", !everybody, 2, 2),
                        new OptionsView.RoleView("ADMINISTRATOR", false, 1, 1),
                        new OptionsView.RoleView("OPERATOR", false, 0, 0),
                        new OptionsView.RoleView("EMPLOYEE", false, 297, 268));
        return new OptionsView(
                mayChange,
                new OptionsView.TypedView(
                        everybody,
                        "2026-12-01",
                        everybody,
                        "15",
                        List.of("AUTHENTICATOR"),
                        List.of("AUTHENTICATOR", "EMAIL"),
                        "0",
                        "30",
                        everybody,
                        "192.0.2.0/24\n2001:db8::/32"),
                roles,
                everybody
                        ? new OptionsView.MissingView(300, 0, 0, 0, 0)
                        : new OptionsView.MissingView(300, 29, 17, 12, 0),
                everybody ? TestPages.moment("3 Nov", "2026-11-03T09:12:44Z") : null,
                "14:03:20 (Europe/Lisbon)",
                "192.0.2.7",
                "2026-11-24",
                new OptionsView.GuessingView(30, 3_333, List.of(100, 50, 33)),
                3,
                errors.of("version") == null
                        ? List.of()
                        : List.of(
                                ComparedView.ticked("options.verify", true, false),
                                ComparedView.typed("options.idle", "15", "30")),
                stepUp,
                errors);
    }
}
