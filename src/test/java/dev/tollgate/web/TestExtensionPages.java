package dev.tollgate.web;

import dev.tollgate.extension.BulkAct;
import dev.tollgate.session.AdministrativeAct;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// "Extension and Trunk" > "Extension" in every state, with made-up content.
final class TestExtensionPages {

    private static final String FULL = "Tuesday 24 November 2026, 14:03:20 WET";
    private static final MomentView NOW =
            new MomentView("today 14:03", FULL, "2026-11-24T14:03:20Z");
    private static final MomentView NOVEMBER =
            new MomentView("3 Nov", FULL, "2026-11-03T09:12:44Z");
    private static final String TURN_OFF = "extension-step-up.turn-off";
    private static final String LETTER = "extension-step-up.letter";
    private static final List<String> ROLES =
            List.of(
                    "SUPER_ADMINISTRATOR",
                    "ADMINISTRATOR",
                    "OPERATOR",
                    "HUMAN_RESOURCE",
                    "EMPLOYEE");
    private static final Set<String> ALL =
            Arrays.stream(AdministrativeAct.values())
                    .map(AdministrativeAct::name)
                    .collect(Collectors.toSet());

    private static final List<String> BULK =
            Arrays.stream(BulkAct.values()).map(BulkAct::name).toList();

    private TestExtensionPages() {}

    /// @param entries of the group, while it is open
    static List<MenuView> menu(boolean home, List<MenuView> entries) {
        return List.of(
                new MenuView("dashboard", "/", home),
                new MenuView("extension-and-trunk", "/extensions", false, entries));
    }

    static List<TestPages.Page> all() {
        List<TestPages.Page> pages = new ArrayList<>();
        list(pages);
        add(pages);
        user(pages);
        security(pages);
        acts(pages);
        roles(pages);
        letter(pages);
        return pages;
    }

    private static void list(List<TestPages.Page> pages) {
        pages.add(page("extensions", "full", listView("", "", "", rows(), 1300, "1006")));
        List<ExtensionsView.Row> found = rows().subList(0, 1);
        pages.add(page("extensions", "found", listView("ana", "EMPLOYEE", "ON", found, 1, null)));
        pages.add(page("extensions", "none", listView("", "", "", List.of(), 0, null)));
        pages.add(page("extensions", "nothing", listView("zz", "", "OFF", List.of(), 0, null)));
        ExtensionsView byName =
                new ExtensionsView("", "", "", "", "NAME", rows(), 6, null, List.of());
        pages.add(page("extensions", "by-name", byName));
    }

    private static ExtensionsView listView(
            String search,
            String role,
            String state,
            List<ExtensionsView.Row> rows,
            long total,
            @Nullable String after) {
        return new ExtensionsView(search, role, state, "", "NUMBER", rows, total, after, BULK);
    }

    private static List<ExtensionsView.Row> rows() {
        String longName = "Bartholomew Featherstonehaugh-Cholmondeley";
        return List.of(
                row("1001", "Ana Silva", "ana.silva@example.com", "AUTHENTICATOR", NOW),
                row("1002", "Lee Park", "", "NEVER", null),
                row("1003", "", "reception@example.com", "NO_ACCESS", NOVEMBER),
                row(
                        "1004",
                        longName,
                        "bartholomew.featherstonehaugh@example.com",
                        "EMAIL",
                        NOVEMBER),
                row("1005", "Mia Novák", "mia@example.com", "DISABLED", null),
                row("100600700800900", "Omar Haddad", "omar@example.com", "OFF", NOW),
                row("1007", "Eva Blum", "eva@example.com", "MUST_ENROL", NOW));
    }

    private static ExtensionsView.Row row(
            String number,
            String name,
            String email,
            String state,
            @Nullable MomentView lastLogin) {
        return new ExtensionsView.Row(
                number,
                name,
                name.isEmpty() ? number : number + " " + name,
                email,
                state.equals("EMAIL") ? "HUMAN_RESOURCE" : "EMPLOYEE",
                state,
                state.equals("AUTHENTICATOR") || state.equals("EMAIL"),
                state.equals("MUST_ENROL"),
                lastLogin,
                invitation(number),
                ALL);
    }

    private static @Nullable TextView invitation(String number) {
        return switch (number) {
            case "1002" -> TextView.of("invitation.sent", "3");
            case "100600700800900" -> TextView.of("invitation.expired-in-list");
            default -> null;
        };
    }

    private static void add(List<TestPages.Page> pages) {
        ErrorsView none = ErrorsView.none();
        pages.add(page("extension-add", "empty", new ExtensionAddView("", "", "", none)));
        ErrorsView taken = error("number", TextView.of("extension.number-taken", "1001"));
        ExtensionAddView again = new ExtensionAddView("1001", "Ana Silva", "", taken);
        pages.add(page("extension-add", "taken", again));
        Map<String, TextView> all = new LinkedHashMap<>();
        all.put("number", TextView.of("extension.number-wrong"));
        all.put("name", TextView.of("extension.name-wrong"));
        all.put("email", TextView.of("email.not-an-address"));
        ExtensionAddView wrong = new ExtensionAddView("x", "Ana", "ana", new ErrorsView(all));
        pages.add(page("extension-add", "errors", wrong));
    }

    private static void user(List<TestPages.Page> pages) {
        user(pages, "plain", ALL, null, ErrorsView.none());
        ErrorsView changed = error("changed", TextView.of("changed.extension", "lee", "14:02"));
        user(pages, "changed", ALL, null, changed);
        Map<String, TextView> both = new LinkedHashMap<>();
        both.put("name", TextView.of("extension.name-wrong"));
        both.put("email", TextView.of("email.not-an-address"));
        user(pages, "wrong", ALL, null, new ErrorsView(both));
        user(pages, "operator", Set.of("RENAME", "CHANGE_EMAIL"), null, ErrorsView.none());
        user(pages, "own", Set.of("RENAME", "CHANGE_ROLE"), null, ErrorsView.none());
        user(pages, "look-only", Set.of(), null, ErrorsView.none());
        user(pages, "step-up", ALL, ask("", "extension-step-up.save", true), ErrorsView.none());
    }

    private static void user(
            List<TestPages.Page> pages,
            String state,
            Set<String> may,
            @Nullable ExtensionAskView stepUp,
            ErrorsView errors) {
        ExtensionUserView.Typed typed =
                new ExtensionUserView.Typed(
                        "Ana Silva",
                        "+351 910 000 000",
                        "ana.silva@example.com",
                        "EMPLOYEE",
                        true,
                        "ACTIVE");
        pages.add(
                page(
                        "extension-user",
                        state,
                        new ExtensionUserView(
                                "1001",
                                "1001 Ana Silva",
                                new ExtensionUserView.Typed(
                                        "Ana Souza", "", "", "OPERATOR", false, "DISABLED"),
                                typed,
                                ROLES,
                                may,
                                3,
                                state.equals("own"),
                                state.equals("plain"),
                                TestLinkPages.invitation(state, may),
                                stepUp,
                                errors)));
    }

    private static void security(List<TestPages.Page> pages) {
        security(pages, "on", "ON", ALL, null);
        security(pages, "off", "OFF", ALL, null);
        security(pages, "never", "NEVER", ALL, null);
        security(pages, "disabled", "DISABLED", ALL, null);
        security(pages, "look-only", "ON", Set.of(), null);
        security(pages, "turn-off", "ON", ALL, ask("/security", TURN_OFF, true));
        security(pages, "letter", "ON", ALL, ask("/letter", LETTER, false));
    }

    private static void security(
            List<TestPages.Page> pages,
            String name,
            String state,
            Set<String> may,
            @Nullable ExtensionAskView stepUp) {
        boolean on = state.equals("ON");
        pages.add(
                page(
                        "extension-security",
                        name,
                        new ExtensionSecurityView(
                                "1001",
                                "1001 Ana Silva",
                                state,
                                on ? NOVEMBER : null,
                                on ? NOW : null,
                                7,
                                stepUp != null,
                                on ? TestPages.devices() : List.of(),
                                stepUp != null,
                                stepUp == null ? "" : "Lost phone",
                                may,
                                stepUp)));
    }

    private static void acts(List<TestPages.Page> pages) {
        for (String act : List.of("temporary-code", "lost-phone", "disable", "delete")) {
            act(pages, act, "plain", true, null, null);
        }
        act(pages, "temporary-code", "needless", false, null, null);
        act(pages, "temporary-code", "proof", false, null, null);
        act(pages, "lost-phone", "demanded", true, null, null);
        TextView nothing = TextView.of("extension-act.lost-phone.nothing");
        act(pages, "lost-phone", "nothing", true, nothing, null);
        ExtensionAskView ask = ask("/delete", "extension-step-up.delete", true);
        act(pages, "delete", "step-up", true, null, ask);
        TextView rank = TextView.of("extension-refused.RANK");
        pages.add(page("extension-refused", "rank", new ExtensionRefusedView(rank, "/extensions")));
        pages.add(
                page(
                        "temporary-code",
                        "issued",
                        new TemporaryCodeView(
                                "1001", "1001 Ana Silva", "7ZQK3-M0TXW", false, NOW)));
        pages.add(
                page(
                        "temporary-code",
                        "proof",
                        new TemporaryCodeView("1001", "1001 Ana Silva", "7ZQK3-M0TXW", true, NOW)));
        for (String proof : List.of("extension.proof", "extension.proof-no-email")) {
            pages.add(
                    page(
                            "extension-security",
                            proof,
                            owing(TextView.of(proof, "1001 Ana Silva", "ana@example.com"))));
        }
    }

    private static ExtensionSecurityView owing(TextView proof) {
        return new ExtensionSecurityView(
                "1001",
                "1001 Ana Silva",
                "OFF",
                null,
                "",
                NOW,
                0,
                true,
                proof,
                List.of(),
                false,
                "",
                "",
                Set.of("TURN_OFF_TWO_FACTOR", "ISSUE_PASSWORD", "ISSUE_TEMPORARY_CODE", "UNLOCK"),
                null);
    }

    private static void act(
            List<TestPages.Page> pages,
            String act,
            String state,
            boolean twoFactor,
            @Nullable TextView error,
            @Nullable ExtensionAskView stepUp) {
        pages.add(
                page(
                        "extension-act",
                        act + "-" + state,
                        new ExtensionActView(
                                "1001",
                                act,
                                "1001 Ana Silva",
                                twoFactor,
                                state.equals("demanded"),
                                state.equals("proof"),
                                error == null
                                        ? Set.of("turnOff", "logOut", "removeDevices")
                                        : Set.of(),
                                "",
                                "",
                                error,
                                stepUp)));
    }

    static ExtensionAskView ask(String page, String sentence, boolean code) {
        return new ExtensionAskView(
                "/extensions/1001" + page,
                TextView.of(sentence, "1001 Ana Silva"),
                "admin",
                code,
                Map.of("reason", "Lost phone"),
                code ? error("password", TextView.of("step-up.wrong")) : ErrorsView.none());
    }

    private static void roles(List<TestPages.Page> pages) {
        List<RolesView.Column> columns =
                ROLES.stream().map(role -> new RolesView.Column(role, role.length())).toList();
        List<RolesView.Row> rows =
                List.of(
                        new RolesView.Row(
                                "MANAGE_EXTENSIONS", List.of(true, true, true, true, false)),
                        new RolesView.Row("SEE_ROLES", List.of(true, false, false, false, false)));
        pages.add(page("roles", "full", new RolesView(columns, rows)));
    }

    private static void letter(List<TestPages.Page> pages) {
        ExtensionLetterView view =
                new ExtensionLetterView(
                        "1001 Ana Silva",
                        "1001",
                        "https://pbx.example.com",
                        "1001",
                        "K7QX9-M2FW4-TD3HR-A8PCE",
                        new MomentView("1 Dec 14:03", FULL, "2026-12-01T14:03:20Z"));
        TestPages.Page page = page("extension-letter", "again", view);
        pages.add(page);
        ShellView added = page.shell().with(TextView.of("status.edited"));
        pages.add(new TestPages.Page("extension-letter-added", page.template(), added, view));
    }

    private static ErrorsView error(String field, TextView text) {
        return new ErrorsView(Map.of(field, text));
    }

    static TestPages.Page page(String template, String state, Object view) {
        MenuView entry = new MenuView("extension", "/extensions", true);
        List<MenuView> menu = menu(false, List.of(entry));
        ShellView.AccountView account = new ShellView.AccountView("admin", 900);
        ShellView shell =
                new ShellView(
                        TestPages.PBX_NAME, TestPages.HELP_CONTACT, "auto", account, menu, null);
        return new TestPages.Page(template + "-" + state, template, shell, view);
    }
}
