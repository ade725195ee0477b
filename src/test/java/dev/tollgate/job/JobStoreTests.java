package dev.tollgate.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.storage.Transactions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What the statement that spends the right to see results refuses by itself.
class JobStoreTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final long UNTIL = 1_000_000;

    /// Nobody is to work on them.
    @AfterEach
    void forget() {
        for (TestStore store : TestStore.values()) {
            PORTALS.of(store)
                    .jdbc()
                    .sql("delete from job where owner in ('owner', 'reader')")
                    .update();
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void takeResultsWhenTakenUnfinishedLateOrAnothersThenNot(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        insert(portal, "finished", "1");
        insert(portal, "running", "null");

        assertThat(take(portal, "running", "owner", UNTIL - 1)).isFalse();
        assertThat(take(portal, "finished", "somebody", UNTIL - 1)).isFalse();
        assertThat(take(portal, "finished", "owner", UNTIL)).isFalse();
        assertThat(take(portal, "finished", "owner", UNTIL - 1)).isTrue();
        assertThat(take(portal, "finished", "owner", UNTIL - 1)).isFalse();
    }

    /// Work under way is what a page is to tell of, however much has ended since it began.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void unreadWhenManyHaveEndedThenShowsAllThatIsUnderWayFirst(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        for (int i = 0; i < 4; i++) {
            insert(portal, "strip-begun-" + i, "null");
        }
        for (int i = 0; i < 5; i++) {
            insert(portal, "strip-ended-" + i, String.valueOf(10 + i));
        }
        portal.jdbc()
                .sql(
                        """
                        update job set owner = 'reader', read_at = null,
                                       created_at = coalesce(finished_at, 1)
                        where id like 'strip-%'""")
                .update();

        assertThat(portal.get(Jobs.class).unread("reader"))
                .extracting(job -> job.id().replaceFirst("begun-[0-9]", "begun"))
                .containsExactly(
                        "strip-begun",
                        "strip-begun",
                        "strip-begun",
                        "strip-begun",
                        "strip-ended-4",
                        "strip-ended-3",
                        "strip-ended-2");
    }

    /// A server that was killed has let go of nothing. Where another may be at it, the lease has to
    /// run out.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void serverWhenItBeginsThenTakesUpAtOnceWhatNoOtherCanBeAt(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        insert(portal, "left", "null");
        long until = portal.now().plusSeconds(100).toEpochMilli();
        portal.jdbc()
                .sql("update job set lease_until = :until where id = 'left'")
                .param("until", until)
                .update();
        JobTicker ticker =
                new JobTicker(portal.get(JobRunner.class), portal.get(Jobs.class), portal.clock);

        ticker.begin();

        List<String> due =
                portal.get(Transactions.class)
                        .read(() -> portal.get(JobStore.class).due(portal.now()));
        assertThat(due.contains("left")).isEqualTo(store == TestStore.SQLITE);
    }

    private static boolean take(TestPortal portal, String job, String owner, long now) {
        JobStore jobs = portal.get(JobStore.class);
        return portal.get(Transactions.class)
                .write(() -> jobs.takeResults(job, owner, Instant.ofEpochMilli(now)));
    }

    /// @param finishedAt in SQL
    private static void insert(TestPortal portal, String id, String finishedAt) {
        portal.jdbc()
                .sql(
                        """
                        insert into job
                        values (:id, 'owner', '', '', 'STOPPED', '', 1, 1, 0, 1, %s, 1, :until, '',
                                :never, 0, null, null)"""
                                .formatted(finishedAt))
                .param("id", id)
                .param("until", UNTIL)
                .param("never", Long.MAX_VALUE)
                .update();
    }
}
