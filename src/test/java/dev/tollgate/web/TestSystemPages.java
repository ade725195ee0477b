package dev.tollgate.web;

import dev.tollgate.web.MailView.ItemView;
import dev.tollgate.web.MailView.OutboxView;
import dev.tollgate.web.MailView.TrialView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// "Preferences" and "Email" in their states, with made-up content.
final class TestSystemPages {

    private static final MomentView NOW = TestPages.moment("today 14:03", "2026-11-24T14:03:20Z");
    private static final MomentView NOVEMBER = TestPages.moment("3 Nov", "2026-11-03T09:12:44Z");
    private static final MailView.Typed TYPED =
            new MailView.Typed("smtp.example.com", "587", "STARTTLS", "pbx", "pbx@example.com");

    private TestSystemPages() {}

    static List<TestPages.Page> all() {
        List<TestPages.Page> pages = new ArrayList<>();
        pages.add(preferences("fine", ErrorsView.none()));
        pages.add(
                preferences(
                        "wrong", TestPages.errors("pbxName", TextView.of("setup.pbx-name-wrong"))));
        TextView first = TextView.of("changed.settings", "lee", "14:02");
        pages.add(preferences("changed", TestPages.errors("version", first)));
        String place = "/var/lib/tollgate/tollgate.key";
        pages.add(page("key", "not-kept", new KeyView("0123456789abcdef", place, false)));
        pages.add(page("key", "kept", new KeyView("0123456789abcdef", place, true)));
        OutboxView empty = new OutboxView(0, 0, 0, null, List.of());
        pages.add(email("not-set", "NOT_SET", null, null, empty));
        TrialView open =
                new TrialView("info", TextView.of("email.testing", "me@example.com"), "", NOW);
        pages.add(email("testing", "STORED", null, open, empty));
        TrialView taken =
                new TrialView(
                        "ok",
                        TextView.of("email.test-taken", "me@example.com"),
                        "250 2.0.0 Ok: queued as 4F1C2",
                        NOW);
        pages.add(email("proven", "STORED", NOW, taken, outbox()));
        TrialView failed =
                new TrialView(
                        "bad",
                        TextView.of("mail-fault.CERTIFICATE_NAME", "mail.example.com"),
                        "",
                        NOW);
        pages.add(email("failed", "CONFIGURED", null, failed, outbox()));
        return pages;
    }

    private static OutboxView outbox() {
        TextView why = TextView.of("mail-fault.RECIPIENT", "550 5.1.1 nobody here");
        return new OutboxView(
                2,
                1,
                1,
                NOVEMBER,
                List.of(
                        new ItemView(
                                "mail.subject.PASSWORD_CHANGED", "ana@example.com", NOW, NOW, null),
                        new ItemView(
                                "mail.subject.TWO_FACTOR_ON", "ben@example.com", NOW, NOW, why),
                        new ItemView("mail.subject.TWO_FACTOR_OFF", "", NOVEMBER, null, why)));
    }

    private static TestPages.Page preferences(String state, ErrorsView errors) {
        PreferencesView view =
                new PreferencesView(
                        new PreferencesView.Typed(
                                TestPages.PBX_NAME,
                                "https://pbx.example.com",
                                "Europe/Lisbon",
                                TestPages.HELP_CONTACT,
                                "PETROL"),
                        List.of("Europe/Lisbon", "UTC"),
                        List.of("PETROL", "BLUE", "GREEN", "PURPLE", "RED", "GREY"),
                        3,
                        errors.of("version") == null ? List.of() : changed(),
                        null,
                        errors);
        return page("preferences", state, view);
    }

    private static List<ComparedView> changed() {
        return ComparedView.of(
                List.of("setup.pbx-name", "setup.time-zone"),
                List.of("Acme", "UTC"),
                List.of(TestPages.PBX_NAME, "Europe/Lisbon"));
    }

    private static TestPages.Page email(
            String state,
            String kind,
            @Nullable MomentView proven,
            @Nullable TrialView trial,
            OutboxView outbox) {
        MailView view =
                new MailView(
                        TYPED,
                        kind,
                        kind.equals("STORED") ? NOVEMBER : null,
                        proven,
                        trial,
                        outbox,
                        3,
                        List.of(),
                        null,
                        new ErrorsView(Map.of()));
        return page("email", state, view);
    }

    static TestPages.Page page(String template, String state, Object view) {
        List<MenuView> menu =
                List.of(
                        new MenuView("dashboard", "/", false),
                        new MenuView("pbx-settings", "/settings/preferences", false),
                        new MenuView(
                                "system",
                                "/system/email",
                                false,
                                List.of(
                                        new MenuView(
                                                "email",
                                                "/system/email",
                                                !template.equals("events")),
                                        new MenuView(
                                                "events",
                                                "/system/events",
                                                template.equals("events")))));
        ShellView shell =
                new ShellView(
                        TestPages.PBX_NAME,
                        TestPages.HELP_CONTACT,
                        "auto",
                        new ShellView.AccountView("admin", 900),
                        menu,
                        null);
        return new TestPages.Page(template + "-" + state, template, shell, view);
    }
}
