package dev.tollgate.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.CodeOutcome;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.login.SecondStep;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// How long sessions and half-sessions live.
class SessionLifeTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sessionWhenIdleForFifteenMinutesThenOver(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Token token = signIn(user);

        portal.clock.advance(Duration.ofMinutes(15).minusMillis(1));
        assertThat(user.isLive(token)).isTrue();
        portal.clock.advance(Duration.ofMillis(1));
        assertThat(user.isLive(token)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sessionWhenUsedAllTheTimeThenOverAfterTwelveHours(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Token token = signIn(user);
        Instant end = portal.now().plus(Duration.ofHours(12));

        while (portal.now().plus(Duration.ofMinutes(14)).isBefore(end)) {
            portal.clock.advance(Duration.ofMinutes(14));
            portal.get(Sessions.class).touch(user.session(token), portal.now());
        }
        portal.clock.pin(end.minusMillis(1));
        assertThat(user.isLive(token)).isTrue();
        portal.clock.pin(end);
        assertThat(user.isLive(token)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sessionWhenRenewedThenItsTwelveHoursAreNotStretched(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Token token = signIn(user);
        Instant end = portal.now().plus(Duration.ofHours(12));
        portal.clock.advance(Duration.ofMinutes(10));

        Token renewed = user.enrol(user.session(token));

        while (portal.now().plus(Duration.ofMinutes(14)).isBefore(end)) {
            portal.get(Sessions.class).touch(user.session(renewed), portal.now());
            portal.clock.advance(Duration.ofMinutes(14));
        }
        portal.clock.pin(end);
        assertThat(user.isLive(renewed)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sessionWhenTouchedThenWrittenAtMostOnceAMinute(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Sessions sessions = portal.get(Sessions.class);
        Token token = signIn(user);
        Instant opened = portal.now();

        portal.clock.advance(Duration.ofSeconds(60).minusMillis(1));
        sessions.touch(user.session(token), portal.now());
        assertThat(user.session(token).lastSeenAt()).isEqualTo(opened);

        portal.clock.advance(Duration.ofMillis(1));
        sessions.touch(user.session(token), portal.now());
        assertThat(user.session(token).lastSeenAt()).isEqualTo(portal.now());
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sessionWhenTouchedByAnOlderRequestThenLastSeenDoesNotGoBack(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Sessions sessions = portal.get(Sessions.class);
        Token token = signIn(user);
        PortalSession read = user.session(token);
        Instant earlier = portal.clock.advance(Duration.ofMinutes(2));
        Instant later = portal.clock.advance(Duration.ofMinutes(1));

        sessions.touch(read, later);
        sessions.touch(read, earlier);

        assertThat(user.session(token).lastSeenAt()).isEqualTo(later);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sessionWhenLoggedOutThenDeadAtEveryNode(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Token token = signIn(user);

        user.logOut(user.session(token));

        assertThat(user.isLive(token)).isFalse();
        assertThat(user.on(PORTALS.node(store, 1)).isLive(token)).isFalse();
        assertThat(user.audited("LOGOUT")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sessionsWhenManyThenEachIsEndedByItsOwnerOnly(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        TestUser other = TestUser.create(portal);
        PortalSession mine = user.logIn();

        portal.get(Transactions.class)
                .write(
                        () ->
                                assertThat(portal.get(Sessions.class).end(other.id, mine.digest()))
                                        .isFalse());

        assertThat(portal.get(Sessions.class).of(user.id, portal.now()))
                .extracting(PortalSession::digest)
                .containsExactly(mine.digest());
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sessionsWhenPurgedThenOnlyTheDeadAreGone(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        signIn(user);
        portal.clock.advance(Duration.ofMinutes(16));
        Token live = signIn(user);

        portal.get(Sessions.class).purge(portal.now());

        assertThat(user.rows("session")).isEqualTo(1);
        assertThat(user.isLive(live)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void halfSessionWhenFiveMinutesOldThenOver(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        Token half = ((PasswordOutcome.NeedsFactor) user.rightPassword()).halfSession();
        HalfSessions halfSessions = portal.get(HalfSessions.class);

        portal.clock.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(halfSessions.find(half, portal.now())).isPresent();
        portal.clock.advance(Duration.ofMillis(1));
        assertThat(halfSessions.find(half, portal.now())).isEmpty();
        assertThat(user.code(half, user.code())).isInstanceOf(CodeOutcome.Gone.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void halfSessionWhenWrongCodesThenNotProlonged(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        Token half = user.halfSession();
        portal.clock.advance(Duration.ofMinutes(4));
        assertThat(user.code(half, user.wrongCode())).isInstanceOf(CodeOutcome.Wrong.class);

        portal.clock.advance(Duration.ofMinutes(1));

        assertThat(user.code(half, user.code())).isInstanceOf(CodeOutcome.Gone.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void halfSessionWhenUsedThenConsumed(TestStore store) {
        TestUser user = TestUser.enrolled(PORTALS.of(store));
        user.nextStep();
        Token half = user.halfSession();
        assertThat(user.code(half, user.code())).isInstanceOf(CodeOutcome.SignedIn.class);

        user.nextStep();

        assertThat(user.code(half, user.code())).isInstanceOf(CodeOutcome.Gone.class);
        assertThat(user.recoveryCode(half, user.recoveryCodes.getFirst()))
                .isInstanceOf(CodeOutcome.Gone.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void halfSessionWhenAbandonedThenOver(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        user.nextStep();
        Token half = user.halfSession();

        portal.get(SecondStep.class).abandon(half);

        assertThat(user.code(half, user.code())).isInstanceOf(CodeOutcome.Gone.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void tokenWhenOfTheOtherKindThenOpensNothing(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        Token half = user.halfSession();
        user.nextStep();
        Token session =
                ((CodeOutcome.SignedIn) user.code(user.halfSession(), user.code())).session();

        assertThat(user.isLive(half)).as("a half-session is no session").isFalse();
        assertThat(portal.get(HalfSessions.class).find(session, portal.now())).isEmpty();
        assertThat(
                        user.isLive(
                                Token.parse(user.session(session).digest().substring(0, 43))
                                        .orElseThrow()))
                .as("the stored digest is no cookie")
                .isFalse();
    }

    private static Token signIn(TestUser user) {
        return ((PasswordOutcome.SignedIn) user.rightPassword()).session();
    }
}
