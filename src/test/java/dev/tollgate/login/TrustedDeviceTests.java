package dev.tollgate.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.AtOnce;
import dev.tollgate.SharedPortals;
import dev.tollgate.TestJar;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.enrolment.FactorChanges;
import dev.tollgate.factor.device.TrustedDevice;
import dev.tollgate.factor.device.TrustedDevices;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Token;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.Sessions;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Browsers on which no code is asked.
class TrustedDeviceTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final String DEVICE = "device-";
    private static final String WRONG = "not the password at all";

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void logInWhenDeviceIsTrustedThenNoCodeAskedAndOneFactorOnRecord(TestStore store) {
        TestUser user = TestUser.enrolledEmployee(PORTALS.of(store)).bringing(new TestJar());
        user.logInTrusting();

        PortalSession session = user.logIn();

        assertThat(session.secondFactorAt()).isNull();
        assertThat(session.secondFactor()).isNull();
        assertThat(user.audited("DEVICE_TRUSTED")).isOne();
        assertThat(user.told("DEVICE_TRUSTED")).isOne();
        assertThat(user.bringing(new TestJar()).rightPassword())
                .as("another browser")
                .isInstanceOf(PasswordOutcome.NeedsFactor.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void logInWhenNotTickedThenNothingIsTrusted(TestStore store) {
        TestJar jar = new TestJar();
        TestUser user = TestUser.enrolledEmployee(PORTALS.of(store)).bringing(jar);
        user.logInWithCode();

        assertThat(jar.of(DEVICE)).isEmpty();
        assertThat(user.rows("trusted_device")).isZero();
    }

    /// By default, and whatever a forged form says.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void logInWhenPolicyAllowsNoDaysThenNothingIsTrusted(TestStore store) {
        TestJar jar = new TestJar();
        TestUser administrator = TestUser.enrolled(PORTALS.of(store)).bringing(jar);

        administrator.logInTrusting();

        assertThat(jar.of(DEVICE)).isEmpty();
        assertThat(administrator.rows("trusted_device")).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void stepUpWhenLoggedInOnTrustThenAsksForPasswordAndCode(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolledEmployee(portal).bringing(new TestJar());
        user.logInTrusting();
        PortalSession session = user.logIn();

        for (Purpose purpose : Purpose.values()) {
            assertThat(portal.get(Confirmations.class).current(session, purpose, portal.now()))
                    .as("%s", purpose)
                    .isEmpty();
        }
        assertThat(user.confirm(session, Purpose.TURN_OFF, ""))
                .isInstanceOf(ConfirmOutcome.MalformedCode.class);
        assertThat(user.confirm(session, Purpose.TURN_OFF, user.wrongCode()))
                .isInstanceOf(ConfirmOutcome.WrongCode.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void cookieWhenOfAnotherAccountThenNothing(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestJar jar = new TestJar();
        TestUser user = TestUser.enrolledEmployee(portal).bringing(jar);
        TestJar othersJar = new TestJar();
        TestUser other = TestUser.enrolledEmployee(portal).bringing(othersJar);
        user.logInTrusting();
        other.logInTrusting();
        String ownName = jar.tokens().keySet().iterator().next();
        Token foreign = othersJar.of(DEVICE).getFirst();

        assertThat(ownName)
                .doesNotContain(user.name, user.id.text())
                .isNotIn(othersJar.tokens().keySet());
        jar.replace(DEVICE, foreign);
        assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.NeedsFactor.class);
        assertThat(other.logIn()).as("its own account's still").isNotNull();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void cookieWhenPasswordIsWrongThenNotLookedAt(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestJar jar = new TestJar();
        TestUser user = TestUser.enrolledEmployee(portal).bringing(jar);
        user.logInTrusting();
        user.logIn();
        Token spent = jar.of(DEVICE).getFirst();
        user.logIn();
        user.logIn();
        List<TrustedDevice> before = devices(portal, user);
        TestJar old = jar.copy();
        old.replace(DEVICE, spent);

        assertThat(user.password(WRONG)).isInstanceOf(PasswordOutcome.Refused.class);
        assertThat(user.bringing(old).password(WRONG)).isInstanceOf(PasswordOutcome.Refused.class);

        assertThat(devices(portal, user)).isEqualTo(before);
        assertThat(user.told("DEVICE_STOLEN")).isZero();
        user.logIn();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void tokenWhenReplacedAndItsSuccessorHasComeThenTheftAndAllIsOver(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestJar jar = new TestJar();
        TestUser user = TestUser.enrolledEmployee(portal).bringing(jar);
        user.logInTrusting();
        TestJar thief = jar.copy();
        user.logIn();
        PasswordOutcome.SignedIn byOwner = (PasswordOutcome.SignedIn) user.rightPassword();

        assertThat(user.bringing(thief).rightPassword())
                .isInstanceOf(PasswordOutcome.NeedsFactor.class);

        assertThat(user.told("DEVICE_STOLEN")).isOne();
        assertThat(user.audited("DEVICE_STOLEN")).isOne();
        assertThat(devices(portal, user)).isEmpty();
        assertThat(user.isLive(byOwner.session())).as("what was opened on it").isFalse();
        assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.NeedsFactor.class);
    }

    /// The thief comes first and often: the owner's next login ends it.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void tokenWhenThiefUsesItFirstThenTheOwnersLoginGivesItAway(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestJar jar = new TestJar();
        TestUser user = TestUser.enrolledEmployee(portal).bringing(jar);
        user.logInTrusting();
        TestUser thief = user.bringing(jar.copy());
        thief.logIn();
        PasswordOutcome.SignedIn stolen = (PasswordOutcome.SignedIn) thief.rightPassword();

        assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.NeedsFactor.class);

        assertThat(user.isLive(stolen.session())).isFalse();
        assertThat(thief.rightPassword()).isInstanceOf(PasswordOutcome.NeedsFactor.class);
        assertThat(user.told("DEVICE_STOLEN")).isOne();
    }

    /// Thief and owner by turns, one login each: whoever comes second after a successor gives both
    /// away, within three logins.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void tokenWhenThiefAndOwnerTakeTurnsThenFound(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestJar jar = new TestJar();
        TestUser user = TestUser.enrolledEmployee(portal).bringing(jar);
        user.logInTrusting();
        TestUser thief = user.bringing(jar.copy());
        thief.logIn();
        user.logIn();
        user.logIn();

        assertThat(thief.rightPassword()).isInstanceOf(PasswordOutcome.NeedsFactor.class);
        assertThat(user.told("DEVICE_STOLEN")).isOne();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void tokenWhenItsAnswerWasLostThenStillGood(TestStore store) {
        TestJar jar = new TestJar();
        TestUser user = TestUser.enrolledEmployee(PORTALS.of(store)).bringing(jar);
        user.logInTrusting();
        for (int i = 0; i < 3; i++) {
            user.bringing(jar.copy()).logIn();
        }
        user.logIn();
        assertThat(user.told("DEVICE_STOLEN")).isZero();
    }

    /// Two tabs, at two nodes: both come in, and the browser goes on with what either was given.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void tokenWhenShownTwiceAtOnceThenBothComeInAndEitherSuccessorIsGood(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        for (int round = 0; round < 4; round++) {
            TestJar jar = new TestJar();
            TestUser user = TestUser.enrolledEmployee(portal).bringing(jar);
            user.logInTrusting();
            List<TestJar> tabs = List.of(jar.copy(), jar.copy());

            List<Object> outcomes =
                    AtOnce.run(
                            2,
                            tab ->
                                    user.on(PORTALS.node(store, tab))
                                            .bringing(tabs.get(tab))
                                            .rightPassword());

            assertThat(outcomes).hasOnlyElementsOfType(PasswordOutcome.SignedIn.class);
            user.bringing(tabs.get(round % 2)).logIn();
            assertThat(user.told("DEVICE_STOLEN")).isZero();
        }
    }

    /// AP-27: a trusted device stayed trusted after its thirty days.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void trustWhenItsDaysAreOverThenCodeAskedAndUseProlongsNothing(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolledEmployee(portal).bringing(new TestJar());
        user.logInTrusting();
        portal.clock.advance(Duration.ofDays(20));
        user.logIn();
        portal.clock.advance(Duration.ofDays(10).minusMillis(1));
        user.logIn();
        assertThat(devices(portal, user)).hasSize(1);

        portal.clock.advance(Duration.ofMillis(1));

        assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.NeedsFactor.class);
        assertThat(devices(portal, user)).isEmpty();
        portal.get(TrustedDevices.class).purge(portal.now());
        assertThat(user.rows("trusted_device")).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void trustWhenPolicyLowersTheDaysThenActsAtOnceAndRaisingPromisesNoMore(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolledEmployee(portal).bringing(new TestJar());
        user.logInTrusting();
        portal.clock.advance(Duration.ofDays(2));
        try {
            allowDays(portal, 3);
            assertThat(devices(portal, user).getFirst().expiresAt())
                    .isEqualTo(portal.now().plus(Duration.ofDays(1)));
            user.logIn();
            allowDays(portal, 2);
            assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.NeedsFactor.class);
            allowDays(portal, 0);
            assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.NeedsFactor.class);
            allowDays(portal, 180);
            portal.clock.advance(Duration.ofDays(28));
            assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.NeedsFactor.class);
        } finally {
            allowDays(portal, 30);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void trustWhenEpochGrowsThenOver(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolledEmployee(portal).bringing(new TestJar());
        PortalSession session = user.logInTrusting();
        user.enrolAnother(session);
        assertThat(user.rightPassword())
                .as("authenticator added")
                .isInstanceOf(PasswordOutcome.NeedsFactor.class);

        session = user.logInTrusting();
        user.logIn();
        Secret wanted = Secret.of("an entirely different sentence");
        portal.get(PasswordChanges.class)
                .change(
                        session,
                        new PasswordChanges.Typed(TestPortal.PASSWORD, wanted, wanted),
                        user.source,
                        portal.now());
        assertThat(user.password(wanted.reveal()))
                .as("password changed")
                .isInstanceOf(PasswordOutcome.NeedsFactor.class);
        portal.get(TrustedDevices.class).purge(portal.now());
        assertThat(user.rows("trusted_device")).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void removeWhenOwnThenCodeAskedAgainAndOnlyTheSessionInHandGoesOn(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestJar jar = new TestJar();
        TestUser user = TestUser.enrolledEmployee(portal).bringing(jar);
        user.logInTrusting();
        Token earlier = ((PasswordOutcome.SignedIn) user.rightPassword()).session();
        Token inHand = ((PasswordOutcome.SignedIn) user.rightPassword()).session();
        TrustedDevice device =
                portal.get(DeviceTrust.class).of(user.id, jar, portal.now()).getFirst();
        assertThat(device.current()).isTrue();

        boolean removed =
                portal.get(DeviceTrust.class)
                        .remove(user.session(inHand), device.id(), user.source, portal.now());

        assertThat(removed).isTrue();
        assertThat(user.isLive(inHand)).isTrue();
        assertThat(user.isLive(earlier)).isFalse();
        assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.NeedsFactor.class);
        assertThat(user.audited("DEVICE_REMOVED")).isOne();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void removeWhenOfAnotherAccountThenNothing(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolledEmployee(portal).bringing(new TestJar());
        user.logInTrusting();
        TestUser other = TestUser.enrolledEmployee(portal);
        PortalSession othersSession = other.logInWithCode();
        String device = devices(portal, user).getFirst().id();

        assertThat(
                        portal.get(DeviceTrust.class)
                                .remove(othersSession, device, other.source, portal.now()))
                .isFalse();
        portal.get(DeviceTrust.class).removeAll(othersSession, other.source, portal.now());

        user.logIn();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void removeAllWhenDaysHideSomeThenThoseGoToo(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolledEmployee(portal).bringing(new TestJar());
        PortalSession session = user.logInTrusting();
        try {
            allowDays(portal, 0);
            portal.get(DeviceTrust.class).removeAll(session, user.source, portal.now());
        } finally {
            allowDays(portal, 30);
        }
        assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.NeedsFactor.class);
    }

    /// The owner at their own desk stays in, whatever others type, and leads nobody out of the
    /// stop.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void logInWhenUnderHardStopThenTrustedDeviceStillAndTheStopStays(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolledEmployee(portal).bringing(new TestJar());
        user.logInTrusting();
        portal.get(Transactions.class)
                .write(
                        () ->
                                portal.jdbc()
                                        .sql(
                                                """
                                                update budget set in_row = 100
                                                where kind = 'SECOND_FACTOR' and subject = :id""")
                                        .param("id", user.id.text())
                                        .update());

        user.logIn();

        TestUser elsewhere = user.bringing(new TestJar());
        user.nextStep();
        assertThat(elsewhere.code(elsewhere.halfSession(), elsewhere.code()))
                .isEqualTo(new CodeOutcome.UnderHardStop(1));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void trustWhenManyDevicesThenTheLongestUnusedGoes(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolledEmployee(portal);
        TestJar first = new TestJar();
        user.bringing(first).logInTrusting();
        TestJar second = new TestJar();
        user.bringing(second).logInTrusting();
        for (int i = 2; i < TrustedDevices.MOST; i++) {
            user.bringing(new TestJar()).logInTrusting();
        }
        portal.clock.advance(Duration.ofSeconds(1));
        user.bringing(first).logIn();
        user.bringing(new TestJar()).logInTrusting();

        assertThat(devices(portal, user)).hasSize(TrustedDevices.MOST);
        user.bringing(first).logIn();
        assertThat(user.bringing(second).rightPassword())
                .isInstanceOf(PasswordOutcome.NeedsFactor.class);
    }

    /// What an administrator ends, from the pages of an extension.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void removeWhenByAnAdministratorThenCodeAskedAndWhatWasOpenedOnItEnds(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolledEmployee(portal).bringing(new TestJar());
        PortalSession withCode = user.logInTrusting();
        PasswordOutcome.SignedIn onTrust = (PasswordOutcome.SignedIn) user.rightPassword();

        portal.get(Transactions.class)
                .write(() -> portal.get(FactorChanges.class).removeTrustedDevices(user.id));

        assertThat(user.isLive(onTrust.session())).isFalse();
        assertThat(portal.get(Sessions.class).of(user.id, portal.now()))
                .extracting(PortalSession::digest)
                .containsExactly(withCode.digest());
        assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.NeedsFactor.class);
    }

    private static List<TrustedDevice> devices(TestPortal portal, TestUser user) {
        return portal.get(DeviceTrust.class).of(user.id, new TestJar(), portal.now());
    }

    private static void allowDays(TestPortal portal, int days) {
        portal.get(Transactions.class)
                .write(
                        () ->
                                portal.jdbc()
                                        .sql(
                                                """
                                                insert into security_option (name, value)
                                                values ('user_trust_days', :days)
                                                on conflict (name) do update
                                                set value = excluded.value""")
                                        .param("days", String.valueOf(days))
                                        .update());
    }
}
