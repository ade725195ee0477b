package dev.tollgate.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.notice.Outbox.Standing;
import dev.tollgate.storage.Transactions;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutboxTests {

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void standingWhenNoticesWaitThenCountsThemAndWhatWasGivenUp(
            TestStore store, @TempDir Path dataDir) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            Outbox outbox = portal.get(Outbox.class);
            assertThat(outbox.standing(portal.now())).isEqualTo(new Standing(0, 0, 0, null));
            tell(portal);
            tell(portal);
            assertThat(outbox.standing(portal.now())).isEqualTo(new Standing(2, 0, 0, null));

            portal.get(Transactions.class)
                    .write(
                            () ->
                                    portal.jdbc()
                                            .sql(
                                                    """
                                                    update notice set mail_attempts = 1, mail_error = 'no'
                                                    where id = (select min(id) from notice)""")
                                            .update());
            assertThat(outbox.standing(portal.now())).isEqualTo(new Standing(2, 1, 0, null));

            portal.clock.advance(Duration.ofDays(7));
            assertThat(outbox.standing(portal.now())).isEqualTo(new Standing(0, 0, 1, null));
        }
    }

    private static void tell(TestPortal portal) {
        portal.get(Transactions.class)
                .write(
                        () ->
                                portal.get(Notices.class)
                                        .tell(
                                                portal.admin().id(),
                                                NoticeKind.PASSWORD_CHANGED,
                                                "",
                                                portal.now()));
    }
}
