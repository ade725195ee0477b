package dev.tollgate.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.kernel.Source;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Requests for a new password wait until a worker comes round.
class ResetRequestWorkerTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    /// Others wait for the worker too, so it goes away in between.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void answerWhenMoreWaitThanItTakesAtOnceThenTheRestNextTime(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        ForgottenPasswords forgotten = portal.get(ForgottenPasswords.class);
        TestResets.answerAll(forgotten, portal.now());
        for (int i = 1; i <= 51; i++) {
            Source source = new Source("203.0.114." + i, "Test Browser");
            assertThat(forgotten.ask("nobody" + i, source, portal.now())).isEmpty();
        }
        ResetRequestWorker worker = new ResetRequestWorker(forgotten, portal.clock);

        worker.answerWaiting();
        assertThat(waiting(portal)).isOne();
        worker.answerWaiting();
        assertThat(waiting(portal)).isZero();
        worker.answerWaiting();
        assertThat(waiting(portal)).isZero();
    }

    private static long waiting(TestPortal portal) {
        return portal.jdbc()
                .sql("select count(*) from reset_request")
                .query((row, _) -> row.getLong(1))
                .single();
    }
}
