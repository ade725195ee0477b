package dev.tollgate.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.account.Accounts;
import dev.tollgate.notice.MailKind;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.StaleSessionException;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The proof by mail before a first set-up that is mandatory.
class MailedProofTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void proofWhenItsCodeIsRightThenProvenOnce(TestStore store) {
        TestUser user = TestUser.employee(PORTALS.of(store));
        PortalSession session = user.logIn();
        AtomicInteger proven = new AtomicInteger();
        user.get(MailedCodes.class).forProof(session, user.source, user.now());
        String code = user.mailbox().code();

        assertThat(proof(user, session, code.equals("000 000") ? "000001" : "000000", proven))
                .isInstanceOf(ProofOutcome.Wrong.class);
        assertThat(proof(user, session, "12345", proven))
                .isInstanceOf(ProofOutcome.Malformed.class);
        assertThat(proven).hasValue(0);
        assertThat(proof(user, session, code, proven)).isInstanceOf(ProofOutcome.Proven.class);
        assertThat(proof(user, session, code, proven)).isInstanceOf(ProofOutcome.Wrong.class);
        assertThat(proven).hasValue(1);
        assertThat(user.mailbox().mails().getFirst().kind()).isEqualTo(MailKind.PROOF_CODE);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void proofWhenTheCodeIsOfAnotherSessionThenWrong(TestStore store) {
        TestUser user = TestUser.employee(PORTALS.of(store));
        PortalSession owners = user.logIn();
        PortalSession thiefs = user.logIn();
        user.get(MailedCodes.class).forProof(owners, user.source, user.now());
        AtomicInteger proven = new AtomicInteger();

        assertThat(proof(user, thiefs, user.mailbox().code(), proven))
                .isInstanceOf(ProofOutcome.Wrong.class);
        assertThat(proven).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void proofWhenGuessedWithoutEndThenWaitsStopsAndTheOwnerIsTold(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.employee(portal);
        PortalSession session = user.logIn();
        AtomicInteger proven = new AtomicInteger();
        for (int i = 0; i < 5; i++) {
            assertThat(proof(user, session, "000000", proven))
                    .isInstanceOf(ProofOutcome.Wrong.class);
        }
        assertThat(proof(user, session, "000000", proven)).isInstanceOf(ProofOutcome.Wait.class);
        assertThat(user.told("PASSWORD_KNOWN")).isEqualTo(1);

        portal.jdbc()
                .sql("update budget set in_row = 100 where subject = :id")
                .param("id", user.id.text())
                .update();
        portal.clock.advance(Duration.ofDays(1));
        PortalSession later = user.logIn();
        user.get(MailedCodes.class).forProof(later, user.source, user.now());
        assertThat(proof(user, later, user.mailbox().code(), proven))
                .isInstanceOf(ProofOutcome.Stopped.class);
        assertThat(proven).hasValue(0);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void proofWhenTheAccountChangedMeanwhileThenStale(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.employee(portal);
        PortalSession session = user.logIn();
        user.get(MailedCodes.class).forProof(session, user.source, user.now());
        String code = user.mailbox().code();
        Accounts accounts = portal.get(Accounts.class);
        portal.get(Transactions.class)
                .write(() -> accounts.growEpoch(user.id, session.epoch()).orElseThrow());
        AtomicInteger proven = new AtomicInteger();

        assertThatThrownBy(() -> proof(user, session, code, proven))
                .isInstanceOf(StaleSessionException.class);
        assertThatThrownBy(
                        () ->
                                user.get(MailedCodes.class)
                                        .forProof(session, user.source, user.now()))
                .isInstanceOf(StaleSessionException.class);
        assertThat(proven).hasValue(0);
    }

    private static ProofOutcome proof(
            TestUser user, PortalSession session, String typed, AtomicInteger proven) {
        return user.get(MailedProof.class)
                .check(session, typed, proven::incrementAndGet, user.source, user.now());
    }
}
