package dev.tollgate.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Token;
import dev.tollgate.policy.SecurityOptions;
import dev.tollgate.policy.TestPolicy;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.throttle.Decision;
import dev.tollgate.throttle.Throttle;
import java.time.Instant;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every try is booked before it is looked at, and a right one is given back: it must not be the
/// one after which the owner waits.
class GivenBackTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final Secret WANTED = Secret.of("nine blue geese swim home");

    private TestPortal portal;

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void resetWhenItsRecoveryCodeIsRightThenTheNextCodeIsLookedAt(TestStore store) {
        portal = PORTALS.of(store);
        TestUser user = TestUser.mailed(portal);
        Token link = TestResets.link(portal, user);
        assertThat(portal.get(PasswordResets.class).asksForCode(user.account())).isTrue();
        assertThat(portal.get(PasswordResets.class).asksForCode(portal.admin())).isFalse();
        for (int i = 0; i < 4; i++) {
            assertThat(reset(link, user, "0000-0000-0000-0000"))
                    .isInstanceOf(LinkOutcome.Invalid.class);
        }

        assertThat(reset(link, user, user.recoveryCodes.getFirst()))
                .isInstanceOf(LinkOutcome.LogIn.class);

        assertThat(portal.get(Throttle.class).wrongCodesSince(user.id, Instant.EPOCH, portal.now()))
                .isEqualTo(4);
        assertIsLookedAt(user);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void proofWhenItsCodeIsRightThenTheNextCodeIsLookedAt(TestStore store) {
        portal = PORTALS.of(store);
        TestUser user = TestUser.employee(portal);
        PortalSession session = due(user);
        portal.get(MailedCodes.class).forProof(session, user.source, portal.now());
        String code = user.mailbox().code();
        for (int i = 0; i < 4; i++) {
            assertThat(prove(user, session, code.startsWith("0") ? "100000" : "000000"))
                    .isInstanceOf(ProofOutcome.Wrong.class);
        }
        assertThat(user.audited("CODE_REFUSED")).isEqualTo(4);

        assertThat(prove(user, session, code)).isInstanceOf(ProofOutcome.Proven.class);

        assertIsLookedAt(user);
    }

    /// While codes have to wait, right passwords of the pop-up use nothing up.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void popUpWhenItsCodeHasToWaitThenRightPasswordsCountNowhere(TestStore store) {
        portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        PortalSession session = user.logInWithCode();
        for (int i = 0; i < 5; i++) {
            user.code(user.halfSession(), user.wrongCode());
        }

        for (int i = 0; i < 7; i++) {
            assertThat(user.confirm(session, Purpose.TURN_OFF, user.code()))
                    .isInstanceOf(ConfirmOutcome.CodeWait.class);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void proofWhenNoneIsDueThenRefused(TestStore store) {
        portal = PORTALS.of(store);
        TestUser user = TestUser.employee(portal);
        PortalSession session = user.logIn();

        assertThatThrownBy(() -> prove(user, session, "123456"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(user.audited("CODE_REFUSED")).isZero();
    }

    private void assertIsLookedAt(TestUser user) {
        assertThat(portal.get(Codes.class).admit(user.id, portal.now()))
                .isInstanceOf(Decision.Admitted.class);
    }

    /// A session that has to show who is there, and has to go on after the policy is gone again.
    private PortalSession due(TestUser user) {
        TestPolicy.set(portal::get, TestPolicy.mandatoryWithProof());
        try {
            return user.logIn();
        } finally {
            TestPolicy.set(portal::get, _ -> SecurityOptions.DEFAULT);
            TestPolicy.forget(portal::get);
        }
    }

    private ProofOutcome prove(TestUser user, PortalSession session, String code) {
        return portal.get(SetUpProof.class)
                .withMailedCode(session, code, user.source, portal.now());
    }

    private LinkOutcome reset(Token link, TestUser user, String code) {
        return portal.get(PasswordResets.class)
                .reset(
                        link,
                        new PasswordResets.Typed(WANTED, WANTED, code),
                        user.source,
                        portal.now());
    }
}
