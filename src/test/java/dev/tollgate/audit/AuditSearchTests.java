package dev.tollgate.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditEvent.Outcome;
import dev.tollgate.audit.AuditRow.Place;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Source;
import dev.tollgate.storage.Transactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every filter finds what it should, page by page, and by an index.
class AuditSearchTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final List<Kind> SOME =
            List.of(Kind.LOGIN, Kind.LOGIN_REFUSED, Kind.CODE_REFUSED, Kind.LOGOUT);
    private static final Set<Kind> TWO = EnumSet.of(Kind.LOGIN, Kind.LOGOUT);

    /// Against a list that is filtered here.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void pageWhenFilteredThenHoldsWhatMatchesNewestFirst(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Random random = new Random(7);
        AccountId ana = TestUser.create(portal).id;
        AccountId ben = TestUser.create(portal).id;
        Instant start = portal.now();
        List<AuditEvent> all = events(random, ana, ben, start);
        portal.get(Transactions.class).write(() -> portal.get(AuditLog.class).writeAll(all));

        for (AuditQuery query : queries(ana, ben, start)) {
            List<AuditEvent> expected =
                    all.stream()
                            .filter(event -> matches(query, event))
                            .sorted(Comparator.comparing(AuditEvent::at).reversed())
                            .toList();
            List<AuditEvent> found = walk(portal, query, start);
            assertThat(found).as("%s", query).hasSameSizeAs(expected);
            assertThat(found).as("%s", query).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(found)
                    .extracting(AuditEvent::at)
                    .isSortedAccordingTo(Comparator.reverseOrder());
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void pageWhenReadThenAnIndexLeadsToItAndNothingIsSorted(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        AccountId ana = TestUser.create(portal).id;
        for (AuditQuery query : queries(ana, ana, portal.now())) {
            Map<String, Object> values = new HashMap<>();
            String sql =
                    AuditSearch.sql(query, new Place(portal.now().toEpochMilli(), "f"), 51, values);
            String plan = explain(portal, store, sql, values);
            boolean merged = query.kinds().size() > 1 && sql.contains("union");
            if (store == TestStore.SQLITE) {
                assertThat(plan).as(sql).contains("USING INDEX").doesNotContain("SCAN audit");
                if (!merged) {
                    assertThat(plan).as(sql).doesNotContain("TEMP B-TREE");
                }
            } else {
                assertThat(plan).as(sql).doesNotContain("Seq Scan").contains("Index");
            }
        }
    }

    private static List<AuditEvent> events(
            Random random, AccountId ana, AccountId ben, Instant start) {
        List<AuditEvent> events = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            Kind kind = SOME.get(random.nextInt(SOME.size()));
            events.add(
                    new AuditEvent(
                            start.plusMillis(random.nextInt(200)),
                            kind,
                            random.nextBoolean() ? Outcome.DONE : Outcome.REFUSED,
                            random.nextInt(3) == 0 ? null : random.nextBoolean() ? ana : ben,
                            random.nextInt(3) == 0 ? null : random.nextBoolean() ? ana : ben,
                            new Source("198.51.100." + random.nextInt(3), "x"),
                            "",
                            "search " + i));
        }
        return events;
    }

    private static List<AuditQuery> queries(AccountId ana, AccountId ben, Instant start) {
        List<AuditQuery> queries = new ArrayList<>();
        for (@Nullable AccountId actor : new @Nullable AccountId[] {null, ana}) {
            for (@Nullable AccountId target : new @Nullable AccountId[] {null, ben}) {
                for (Set<Kind> kinds : List.of(Set.<Kind>of(), Set.of(Kind.LOGIN), TWO)) {
                    for (@Nullable Outcome outcome :
                            new @Nullable Outcome[] {null, Outcome.REFUSED}) {
                        for (String address : List.of("", "198.51.100.1")) {
                            queries.add(
                                    new AuditQuery(
                                            start.plusMillis(20),
                                            start.plusMillis(180),
                                            actor,
                                            target,
                                            kinds,
                                            outcome,
                                            address));
                        }
                    }
                }
            }
        }
        return queries;
    }

    private static boolean matches(AuditQuery query, AuditEvent event) {
        return !event.at().isBefore(Objects.requireNonNull(query.from()))
                && event.at().isBefore(Objects.requireNonNull(query.until()))
                && (query.actor() == null || query.actor().equals(event.actor()))
                && (query.target() == null || query.target().equals(event.target()))
                && (query.kinds().isEmpty() || query.kinds().contains(event.kind()))
                && (query.outcome() == null || query.outcome() == event.outcome())
                && (query.address().isEmpty() || query.address().equals(event.source().address()));
    }

    /// Page by page; what another test writes meanwhile is left out.
    private static List<AuditEvent> walk(TestPortal portal, AuditQuery query, Instant start) {
        AuditSearch search = portal.get(AuditSearch.class);
        List<AuditEvent> found = new ArrayList<>();
        Place place = Place.after(start.plusSeconds(10));
        List<AuditRow> page = search.page(query, place, 7);
        while (!page.isEmpty()) {
            page.stream()
                    .map(AuditRow::event)
                    .filter(event -> event.reason().startsWith("search "))
                    .forEach(found::add);
            page = search.page(query, page.getLast().place(), 7);
        }
        return found;
    }

    private static String explain(
            TestPortal portal, TestStore store, String sql, Map<String, Object> values) {
        boolean sqlite = store == TestStore.SQLITE;
        return portal.get(Transactions.class)
                .write(
                        () -> {
                            List<String> steps = new ArrayList<>();
                            if (!sqlite) {
                                portal.jdbc().sql("set local enable_seqscan = off").update();
                            }
                            portal.jdbc()
                                    .sql((sqlite ? "explain query plan " : "explain ") + sql)
                                    .params(values)
                                    .query(
                                            row -> {
                                                steps.add(row.getString(sqlite ? 4 : 1));
                                            });
                            return String.join("\n", steps);
                        });
    }
}
