package dev.tollgate.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.account.Accounts;
import dev.tollgate.enrolment.FactorChanges;
import dev.tollgate.factor.totp.Authenticators;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.CodeOutcome;
import dev.tollgate.login.PasswordChange;
import dev.tollgate.login.PasswordChanges;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.login.Rescue;
import dev.tollgate.storage.Transactions;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Changes of password and factors end everything that was opened before them.
class EpochTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final Secret NEW_PASSWORD = Secret.of("an entirely different sentence");

    static Stream<Arguments> changes() {
        return Stream.of(TestStore.values())
                .flatMap(
                        store ->
                                Stream.of(Change.values())
                                        .map(change -> Arguments.of(store, change)));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void sessionsWhenAccountChangesThenAllButTheOneInHandAreDead(TestStore store, Change change) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = change.prepared(portal);
        PortalSession other = user.logInAgain();
        PortalSession inHand = user.logInAgain();
        Token half = user.halfSession();
        long epoch = user.account().epoch();

        Token renewed = change.make(portal, user, inHand);

        assertThat(user.account().epoch()).isGreaterThan(epoch);
        assertThat(live(portal, user))
                .containsExactly(renewed.digest())
                .doesNotContain(other.digest(), inHand.digest());
        assertThat(portal.get(HalfSessions.class).find(half, portal.now())).isEmpty();
        assertThat(user.session(renewed).createdAt()).isEqualTo(inHand.createdAt());
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sessionsWhenFactorIsResetOnConsoleThenAllAreDeadAndPasswordStays(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = withTwoAuthenticators(portal);
        user.logInWithCode();
        Token half = user.halfSession();

        portal.get(FactorChanges.class).reset(ConsoleAct.issue(portal.now()), user.account());

        assertThat(live(portal, user)).isEmpty();
        assertThat(portal.get(HalfSessions.class).find(half, portal.now())).isEmpty();
        assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.SignedIn.class);
        assertThat(user.told("TWO_FACTOR_RESET")).isEqualTo(1);
        assertThat(user.audited("TWO_FACTOR_RESET")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void turningOffWhenItsSessionHasBeenOvertakenThenNothingHappens(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = withTwoAuthenticators(portal);
        StepUp proof = user.stepUp(user.logInWithCode(), Purpose.TURN_OFF);

        assertStale(portal, user, () -> turnOff(portal, user, proof));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void removalWhenItsSessionHasBeenOvertakenThenNothingHappens(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = withTwoAuthenticators(portal);
        StepUp proof = user.stepUp(user.logInWithCode(), Purpose.REMOVE_AUTHENTICATOR);

        assertStale(portal, user, () -> remove(portal, user, proof));
    }

    /// Belt and braces: even where every epoch matches, a session that has shown no second factor
    /// is dead for an account that has one.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sessionWhenWithoutSecondFactorThenDeadForAnAccountThatHasOne(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Token passwordOnly = ((PasswordOutcome.SignedIn) user.rightPassword()).session();
        TestUser enrolled = TestUser.enrolled(portal);
        portal.jdbc()
                .sql(
                        "update session set account_id = :other, epoch = :epoch where digest = :digest")
                .param("other", enrolled.id.text())
                .param("epoch", enrolled.account().epoch())
                .param("digest", passwordOnly.digest())
                .update();

        assertThat(enrolled.isLive(passwordOnly)).isFalse();
        assertThat(live(portal, enrolled)).isEmpty();
        portal.jdbc()
                .sql("update session set second_factor_at = 1 where digest = :digest")
                .param("digest", passwordOnly.digest())
                .update();
        assertThat(enrolled.isLive(passwordOnly)).as("nothing else was wrong with it").isTrue();
    }

    /// AP-23: a disabled account could still set up a second factor.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void everythingWhenAccountIsDisabledThenDead(TestStore store) {
        assertClosedBy(store, "status = 'DISABLED'", "status = 'ACTIVE'");
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void everythingWhenPortalAccessIsClosedThenDead(TestStore store) {
        assertClosedBy(store, "portal_access = 0", "portal_access = 1");
    }

    /// The look-up itself says so, whether or not the act that closes an account moves the epoch.
    private static void assertClosedBy(TestStore store, String closing, String opening) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        PortalSession session = user.logInWithCode();
        Token half = user.halfSession();
        user.nextStep();

        user.set(closing);

        assertThat(live(portal, user)).doesNotContain(session.digest()).isEmpty();
        assertThat(portal.get(HalfSessions.class).find(half, portal.now())).isEmpty();
        assertThat(user.code(half, user.code())).isInstanceOf(CodeOutcome.Gone.class);
        assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.Refused.class);
        user.set(opening);
    }

    /// What a request read at its beginning is no longer true when it comes to act.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void holdWhenAccountOrSessionChangedSinceTheRequestBeganThenRefused(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        PortalSession ended = user.logIn();
        PortalSession overtaken = user.logIn();
        hold(portal, ended);
        hold(portal, overtaken);

        user.logOut(ended);
        assertThatThrownBy(() -> hold(portal, ended)).isInstanceOf(StaleSessionException.class);
        hold(portal, overtaken);
        user.set("epoch = epoch + 1");
        assertThatThrownBy(() -> hold(portal, overtaken)).isInstanceOf(StaleSessionException.class);
    }

    private static void hold(TestPortal portal, PortalSession session) {
        portal.get(Transactions.class).write(() -> portal.get(Sessions.class).hold(session));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordWhenResetOnConsoleThenSessionsDeadAndOwnerHasToChangeIt(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        user.logIn();
        portal.get(Rescue.class)
                .resetPassword(
                        ConsoleAct.issue(portal.now()),
                        user.account(),
                        portal.get(Accounts.class).hash(NEW_PASSWORD));

        assertThat(live(portal, user)).isEmpty();
        assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.Refused.class);
        PasswordOutcome outcome = user.password(NEW_PASSWORD.reveal());
        assertThat(user.session(((PasswordOutcome.SignedIn) outcome).session()))
                .matches(PortalSession::mustChangePassword);
    }

    private static TestUser withTwoAuthenticators(TestPortal portal) {
        TestUser user = TestUser.create(portal);
        PortalSession session = user.session(user.enrol(user.logIn()));
        user.logOut(user.session(user.enrolAnother(session)));
        return user;
    }

    private static void assertStale(
            TestPortal portal, TestUser user, ThrowableAssert.ThrowingCallable change) {
        long audited = auditRows(portal, user);
        user.set("epoch = epoch + 1");

        assertThatThrownBy(change).isInstanceOf(StaleSessionException.class);

        assertThat(auditRows(portal, user)).isEqualTo(audited);
        assertThat(user.rows("totp")).isEqualTo(2);
        assertThat(user.rows("second_factor")).isEqualTo(1);
    }

    private static Token turnOff(TestPortal portal, TestUser user, StepUp proof) {
        return portal.get(FactorChanges.class)
                .turnOff(proof, user.source, portal.now())
                .orElseThrow();
    }

    private static Token remove(TestPortal portal, TestUser user, StepUp proof) {
        String id = portal.get(Authenticators.class).of(user.id).getLast().id();
        return portal.get(FactorChanges.class)
                .remove(proof, id, user.source, portal.now())
                .orElseThrow();
    }

    private static Token changePassword(TestPortal portal, TestUser user, PortalSession session) {
        PasswordChange change =
                portal.get(PasswordChanges.class)
                        .change(
                                session,
                                new PasswordChanges.Typed(
                                        TestPortal.PASSWORD, NEW_PASSWORD, NEW_PASSWORD),
                                user.source,
                                portal.now());
        return ((PasswordChange.Changed) change).session();
    }

    private static List<String> live(TestPortal portal, TestUser user) {
        return portal.get(Sessions.class).of(user.id, portal.now()).stream()
                .map(PortalSession::digest)
                .toList();
    }

    private static long auditRows(TestPortal portal, TestUser user) {
        return portal.jdbc()
                .sql("select count(*) from audit where target = :id")
                .param("id", user.id.text())
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /// What moves the epoch.
    enum Change {
        TURN_ON {
            @Override
            TestUser prepared(TestPortal portal) {
                return TestUser.create(portal);
            }

            @Override
            Token make(TestPortal portal, TestUser user, PortalSession session) {
                return user.enrol(session);
            }
        },
        TURN_OFF {
            @Override
            Token make(TestPortal portal, TestUser user, PortalSession session) {
                return turnOff(portal, user, user.stepUp(session, Purpose.TURN_OFF));
            }
        },
        ADD {
            @Override
            Token make(TestPortal portal, TestUser user, PortalSession session) {
                return user.enrolAnother(session);
            }
        },
        REMOVE {
            @Override
            Token make(TestPortal portal, TestUser user, PortalSession session) {
                return remove(portal, user, user.stepUp(session, Purpose.REMOVE_AUTHENTICATOR));
            }
        },
        PASSWORD {
            @Override
            Token make(TestPortal portal, TestUser user, PortalSession session) {
                return changePassword(portal, user, session);
            }
        };

        TestUser prepared(TestPortal portal) {
            return withTwoAuthenticators(portal);
        }

        /// Makes it and gives the new id of the session in hand.
        abstract Token make(TestPortal portal, TestUser user, PortalSession session);
    }
}
