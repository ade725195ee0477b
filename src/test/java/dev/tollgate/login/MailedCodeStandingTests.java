package dev.tollgate.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.factor.emailcode.EmailCodes;
import dev.tollgate.factor.emailcode.Sending;
import dev.tollgate.kernel.Token;
import dev.tollgate.session.PortalSession;
import dev.tollgate.throttle.Throttle;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a page says of mailed codes: where they go, whether one lives, when the next may be sent.
class MailedCodeStandingTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private TestPortal portal;
    private TestUser user;

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void ofLoginWhenOneWasMailedThenLiveUntilItRunsOut(TestStore store) {
        Token half = half(store);
        Instant sent = portal.now();

        MailedCodes.Standing standing = codes().ofLogin(half, portal.now()).orElseThrow();
        assertThat(standing.address()).isEqualTo(user.name + "@example.com");
        assertThat(standing.live()).isTrue();
        assertThat(standing.nextAt()).isEqualTo(sent.plus(EmailCodes.PAUSE));

        user.code(half, user.mailbox().code());
        assertThat(codes().ofLogin(half, portal.now())).as("the login is done").isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void ofLoginWhenTheAccountHasAnAuthenticatorThenEmptyAndNothingIsMailed(TestStore store) {
        portal = PORTALS.of(store);
        user = TestUser.enrolled(portal);
        Token half = user.halfSession();
        PortalSession session = user.logInWithCode();

        assertThat(codes().ofLogin(half, portal.now())).isEmpty();
        assertThat(codes().forLogin(half, user.source, portal.now())).isEmpty();
        assertThat(codes().ofStepUp(session, portal.now())).isEmpty();
        assertThat(codes().forStepUp(session, user.source, portal.now())).isEmpty();
        assertThat(user.mailbox().size()).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void ofStepUpWhenNoneWasMailedThenNotLiveAndAfterwardsLive(TestStore store) {
        Token half = half(store);
        Token token = ((CodeOutcome.SignedIn) user.code(half, user.mailbox().code())).session();
        PortalSession session = user.session(token);

        MailedCodes.Standing before = codes().ofStepUp(session, portal.now()).orElseThrow();
        assertThat(before.live()).isFalse();
        assertThat(before.nextAt()).isBeforeOrEqualTo(portal.now());
        assertThat(codes().forStepUp(session, user.source, portal.now()))
                .containsInstanceOf(Sending.Sent.class);
        assertThat(codes().ofStepUp(session, portal.now()).orElseThrow().live()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void ofProofWhenThereIsNoAddressThenEmpty(TestStore store) {
        portal = PORTALS.of(store);
        user = TestUser.employee(portal);
        PortalSession session = user.logIn();

        assertThat(codes().ofProof(session, portal.now()))
                .hasValueSatisfying(
                        standing -> assertThat(standing.address()).startsWith(user.name + "@"));
        user.set("email = ''");
        assertThat(codes().ofProof(session, portal.now())).isEmpty();
    }

    /// A code that could not be tried within its life is of no use, so the wait for both is said.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void ofLoginWhenCodesHaveToWaitThenTheLongerWaitIsSaidAndNothingIsSent(TestStore store) {
        Token half = half(store);
        fail(half, 5);
        Instant free = standing().notBefore();
        assertThat(free).isAfter(portal.now());
        Token again = user.halfSession();

        assertThat(codes().ofLogin(again, portal.now()).orElseThrow().nextAt()).isEqualTo(free);
        assertThat(codes().forLogin(again, user.source, portal.now()))
                .contains(new Sending.Wait(free));

        portal.clock.advance(Duration.between(portal.now(), free));
        Token later = user.halfSession();
        assertThat(codes().forLogin(later, user.source, portal.now()))
                .containsInstanceOf(Sending.Sent.class);
        assertThat(codes().ofLogin(later, portal.now()).orElseThrow().nextAt())
                .isEqualTo(portal.now().plus(EmailCodes.PAUSE));
    }

    private Token half(TestStore store) {
        portal = PORTALS.of(store);
        user = TestUser.mailed(portal);
        return ((PasswordOutcome.NeedsFactor) user.rightPassword()).halfSession();
    }

    /// With codes of the right shape that were never mailed.
    private void fail(Token half, int times) {
        for (int i = 0; i < times; i++) {
            String mailed = user.mailbox().code();
            String wrong = mailed.startsWith("0") ? "100000" : "000000";
            user.code(half, wrong);
        }
    }

    private Throttle.CodeStanding standing() {
        return portal.get(Codes.class).standing(user.id, portal.now());
    }

    private MailedCodes codes() {
        return portal.get(MailedCodes.class);
    }
}
