package dev.tollgate.web;

import dev.tollgate.web.TestPages.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The pages of "Security Rules", with made-up content.
final class TestRulePages {

    private static final MomentView SINCE = TestPages.moment("today 13:50", "2026-11-24T13:50:02Z");
    private static final MomentView UNTIL = TestPages.moment("today 14:20", "2026-11-24T14:20:02Z");

    private TestRulePages() {}

    static List<Page> all() {
        List<Page> pages = new ArrayList<>();
        blocked(pages);
        pages.add(TestPages.in("rules-release", "plain", new ReleaseView("192.0.2.7", UNTIL)));
        List<AllowedView.Row> rules =
                List.of(
                        new AllowedView.Row("1", "192.0.2.0/24", "Office Lisbon", SINCE, true),
                        new AllowedView.Row("2", "2001:db8:0:0:0:0:0:0/32", "", SINCE, false));
        pages.add(allowed("empty", true, List.of()));
        pages.add(allowed("rows", true, rules));
        pages.add(allowed("look-only", false, rules));
        pages.add(allowed("look-only-empty", false, List.of()));
        pages.add(TestPages.in("rules-allowed", "full", new AllowedView(true, true, rules)));
        Map<String, TextView> wrong = new LinkedHashMap<>();
        wrong.put("address", TextView.of("rules.address-wrong", "0.0.0.0/0"));
        wrong.put("note", TextView.of("rules.note-wrong"));
        pages.add(allow("plain", "", null, ErrorsView.none()));
        pages.add(allow("errors", "0.0.0.0/0", null, new ErrorsView(wrong)));
        pages.add(
                allow(
                        "step-up",
                        "192.0.2.0/24",
                        ask("add", "rules.step-up-allow", Map.of("address", "192.0.2.0/24")),
                        ErrorsView.none()));
        pages.add(remove("own", true, null));
        pages.add(remove("step-up", false, ask("1/remove", "rules.step-up-remove", Map.of())));
        return pages;
    }

    private static void blocked(List<Page> pages) {
        List<BlockedView.Row> rows =
                List.of(
                        new BlockedView.Row(
                                "198.51.100.23",
                                TextView.of("rules.why-again", "31", "4"),
                                List.of("1001", "1002", "admin"),
                                SINCE,
                                UNTIL,
                                false),
                        new BlockedView.Row(
                                "2001:db8:0:0:0:0:0:0/64",
                                TextView.of("rules.why", "30"),
                                List.of(),
                                SINCE,
                                UNTIL,
                                true));
        pages.add(blocked("empty", new BlockedView(true, true, "", List.of(), 0, null)));
        pages.add(blocked("nothing-found", new BlockedView(true, true, "10.", List.of(), 0, null)));
        pages.add(blocked("rows", new BlockedView(true, true, "", rows, 2, null)));
        pages.add(blocked("page", new BlockedView(true, false, "1", rows, 120, "1~198.51.100.23")));
    }

    private static Page blocked(String state, BlockedView view) {
        return TestPages.in("rules-blocked", state, view);
    }

    private static Page allowed(String state, boolean mayChange, List<AllowedView.Row> rows) {
        return TestPages.in("rules-allowed", state, new AllowedView(mayChange, false, rows));
    }

    private static Page allow(
            String state, String address, @Nullable ExtensionAskView stepUp, ErrorsView errors) {
        AllowView view =
                new AllowView("", address, "Office Lisbon", "192.0.2.7", false, stepUp, errors);
        return TestPages.in("rules-allow", state, view);
    }

    private static Page remove(String state, boolean own, @Nullable ExtensionAskView stepUp) {
        AllowView view =
                new AllowView("1", "192.0.2.0/24", "", "192.0.2.7", own, stepUp, ErrorsView.none());
        return TestPages.in("rules-allow-no-more", state, view);
    }

    private static ExtensionAskView ask(String act, String sentence, Map<String, String> fields) {
        return new ExtensionAskView(
                "/security/rules/allowed/" + act,
                TextView.of(sentence, "192.0.2.0/24"),
                "admin",
                true,
                fields,
                ErrorsView.none());
    }
}
