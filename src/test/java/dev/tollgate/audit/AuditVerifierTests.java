package dev.tollgate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.audit.Finding.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What somebody who can write to the database, and has not the key, can do to the record without
/// being found out: nothing.
class AuditVerifierTests {

    private static final String COPY =
            """
            insert into audit (id, at, kind, outcome, actor, target, address, user_agent,
                               session, reason, mark, position, seal)
            select '%s', at, kind, outcome, actor, target, address, user_agent,
                   session, %s, mark, %s, %s
            from audit where position = 3""";

    @TempDir private Path directory;
    private TestPortal portal;
    private TestRecord record;

    @AfterEach
    void close() {
        portal.close();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void verifyWhenUntouchedThenNothingIsFound(TestStore store) {
        open(store);
        assertThat(record.findings()).isEmpty();
        assertThat(record.end().position()).isEqualTo(record.count("1 = 1"));
        record.chained(1_234);
        portal.enrol(portal.logIn());
        record.seal();
        assertThat(record.findings()).isEmpty();
        assertThat(record.count("position is null")).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void verifyWhenAnyColumnIsAlteredThenTheRowIsNamed(TestStore store) {
        open(store);
        List<String> alterations =
                List.of(
                        "id = '0'",
                        "at = at - 1",
                        "kind = 'LOGOUT'",
                        "outcome = 'REFUSED'",
                        "actor = null",
                        "actor = ''",
                        "target = null",
                        "address = '198.51.100.1'",
                        "user_agent = ''",
                        "session = 'f'",
                        "reason = 'nothing'",
                        "mark = ''");
        record.chained(alterations.size());
        long position = record.end().position();
        for (String alteration : alterations) {
            record.tamper("update audit set " + alteration + " where position = " + position);
            assertThat(record.findings())
                    .as(alteration)
                    .containsExactly(new Finding(Kind.ALTERED, position, record.id(position)));
            position--; // the first that is wrong is named, so the next one comes before it
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void verifyWhenRowsAreTakenAwayThenTheFirstIsNamed(TestStore store) {
        open(store);
        long last = record.end().position();

        record.tamper("delete from audit where position > " + (last - 2));
        assertThat(record.findings()).containsExactly(new Finding(Kind.REMOVED, last - 1, ""));

        record.tamper("delete from audit where position = 2");
        assertThat(record.findings()).containsExactly(new Finding(Kind.REMOVED, 2, ""));

        record.tamper("delete from audit where position = 1");
        assertThat(record.findings()).containsExactly(new Finding(Kind.REMOVED, 1, ""));
    }

    /// The gap is closed by counting down what follows.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void verifyWhenRowsAreRenumberedThenTheFirstIsNamed(TestStore store) {
        open(store);
        String third = record.id(3);
        record.tamper("delete from audit where position = 2");
        record.tamper("update audit set position = 2 where position = 3");

        assertThat(record.findings()).containsExactly(new Finding(Kind.MOVED, 2, third));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void verifyWhenRowsChangePlacesThenTheFirstIsNamed(TestStore store) {
        open(store);
        String fourth = record.id(4);
        record.tamper("update audit set position = -1 where position = 3");
        record.tamper("update audit set position = 3 where position = 4");
        record.tamper("update audit set position = 4 where position = -1");

        assertThat(record.findings()).containsExactly(new Finding(Kind.MOVED, 3, fourth));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void verifyWhenARowIsPutInThenItIsNamed(TestStore store) {
        open(store);
        long last = record.end().position();

        record.tamper(COPY.formatted("behind", "'x'", last + 1, "seal"));
        assertThat(record.findings()).containsExactly(new Finding(Kind.ADDED, last + 1, "behind"));
        record.tamper("update audit set position = 0 where id = 'behind'");
        assertThat(record.findings()).containsExactly(new Finding(Kind.ADDED, 0, "behind"));
        record.tamper("delete from audit where id = 'behind'");
        assertThat(record.findings()).isEmpty();
    }

    /// It waits to be chained like any other and is chained, and yet this program did not write it.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void verifyWhenAForgedRowWasChainedThenItIsNamed(TestStore store) {
        open(store);
        long next = record.end().position() + 1;
        record.tamper(COPY.formatted("forged", "reason", "null", "null"));
        record.seal();
        assertThat(record.findings()).containsExactly(new Finding(Kind.ADDED, next, "forged"));

        record.tamper("update audit set mark = '' where id = 'forged'");
        assertThat(record.findings()).containsExactly(new Finding(Kind.ALTERED, next, "forged"));
    }

    /// Between its writing and its sealing, a row is held by its mark.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void verifyWhenARowWasAlteredBeforeItWasChainedThenItIsNamed(TestStore store) {
        open(store);
        long next = record.end().position() + 1;
        record.write("true", portal.now());
        record.tamper("update audit set reason = 'false' where reason = 'true'");
        record.seal();

        assertThat(record.findings())
                .containsExactly(new Finding(Kind.ADDED, next, record.id(next)));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void verifyWhenTheHeadIsPutBackThenItIsFoundAndNothingIsChainedToIt(TestStore store) {
        open(store);
        long last = record.end().position();
        record.tamper("delete from audit where position = " + last);
        record.tamper("update audit_head set position = position - 1");
        assertThat(record.findings()).containsExactly(new Finding(Kind.HEAD_ALTERED, last - 1, ""));
        record.write("later", portal.now());
        assertThatThrownBy(record::seal).isInstanceOf(BrokenChainException.class);

        record.tamper("delete from audit_head");
        assertThat(record.findings()).containsExactly(new Finding(Kind.HEAD_REMOVED, 0, ""));
    }

    /// An old head is genuine. That it is old, only what stands elsewhere can tell.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void verifyWhenAnOldHeadIsPutBackThenAnAnchorTells(TestStore store) {
        open(store);
        String signature = head("signature");
        AuditAnchor before = record.end();
        record.chained(3);
        AuditAnchor known = record.end();
        record.tamper("delete from audit where position > " + before.position());
        putBack(before, signature);

        assertThat(record.findings()).as("what the chain cannot show").isEmpty();
        assertThat(record.findings(known))
                .containsExactly(new Finding(Kind.ANCHOR_MISSED, known.position(), ""));

        record.chained(3);
        assertThat(record.findings(known))
                .containsExactly(
                        new Finding(
                                Kind.ANCHOR_MISSED, known.position(), record.id(known.position())));
    }

    /// While the head was put back this program chained another row at the same place. Both rows
    /// are genuine; only one of them is where the chain goes on, or ends.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void verifyWhenARowIsChangedForAnotherOfItsPlaceThenFound(TestStore store) {
        open(store);
        AuditAnchor before = record.end();
        String signature = head("signature");
        record.chained(1);
        long place = record.end().position();
        record.tamper("update audit set position = -1 where position = " + place);
        putBack(before, signature);
        record.chained(1);
        assertThat(record.end().position()).isEqualTo(place);

        change(place);
        assertThat(record.findings()).containsExactly(new Finding(Kind.HEAD_ALTERED, place, ""));
        change(place);

        record.chained(1);
        change(place);
        assertThat(record.findings())
                .containsExactly(new Finding(Kind.MOVED, place + 1, record.id(place + 1)));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void verifyWhenTheDatabasesOwnAnchorIsAheadThenFound(TestStore store) {
        open(store);
        String signature = head("signature");
        AuditAnchor before = record.end();
        portal.clock.advance(AuditSealer.ANCHORS.plusSeconds(1));
        record.chained(2);
        long ahead = record.end().position();
        record.tamper("delete from audit where position > " + before.position());
        putBack(before, signature);

        assertThat(record.findings()).containsExactly(new Finding(Kind.ANCHOR_MISSED, ahead, ""));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void verifyWhenAnyNumberOfTheHeadIsAlteredThenFound(TestStore store) {
        open(store);
        for (String column : List.of("position", "cut_position", "unmarked", "sealed_at")) {
            record.tamper("update audit_head set %s = %s + 1".formatted(column, column));
            assertThat(record.findings())
                    .as(column)
                    .extracting(Finding::kind)
                    .contains(Kind.HEAD_ALTERED);
            record.tamper("update audit_head set %s = %s - 1".formatted(column, column));
            assertThat(record.findings()).isEmpty();
        }
    }

    /// Whoever has no key cannot claim that rows are missing.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void verifyWhenAnAnchorIsForgedThenItSaysNothing(TestStore store) {
        open(store);
        record.tamper(
                "insert into audit_anchor (position, seal, at, signature)"
                        + " values (999, 'seal', 0, 'forged')");

        assertThat(record.findings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void verifyWhenARowWaitsForMoreThanTenSecondsThenItIsNamed(TestStore store) {
        open(store);
        record.write("waits", portal.now());
        portal.clock.advance(Duration.ofSeconds(10));
        assertThat(record.findings()).isEmpty();

        portal.clock.advance(Duration.ofMillis(1));
        assertThat(record.findings()).extracting(Finding::kind).containsExactly(Kind.UNSEALED);
        record.seal();
        assertThat(record.findings()).isEmpty();
    }

    /// Rows of a database that is older than the chain count as found there, at its beginning only.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void verifyWhenRowsAreOlderThanMarksThenTheyCountAtTheBeginningOnly(TestStore store) {
        portal = TestPortal.open(store, directory);
        record = new TestRecord(portal);
        record.write("old", portal.now());
        record.tamper("update audit set mark = ''");
        record.seal();
        assertThat(record.findings()).isEmpty();

        record.write("unsigned", portal.now());
        record.tamper("update audit set mark = '' where reason = 'unsigned'");
        record.seal();
        assertThat(record.findings()).extracting(Finding::kind).containsExactly(Kind.ADDED);
    }

    private void open(TestStore store) {
        portal = TestPortal.open(store, directory);
        record = new TestRecord(portal).chained(6);
    }

    private void putBack(AuditAnchor end, String signature) {
        record.tamper(
                "update audit_head set position = %d, seal = '%s', sealed_at = %d, signature = '%s'"
                        .formatted(end.position(), end.seal(), end.at().toEpochMilli(), signature));
    }

    /// Puts the row that was laid aside in the place of the one that is there.
    private void change(long place) {
        record.tamper("update audit set position = -2 where position = " + place);
        record.tamper("update audit set position = " + place + " where position = -1");
        record.tamper("update audit set position = -1 where position = -2");
    }

    private String head(String column) {
        return portal.jdbc()
                .sql("select " + column + " from audit_head")
                .query(String.class)
                .single();
    }
}
