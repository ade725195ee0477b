package dev.tollgate.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.enrolment.FactorChanges;
import dev.tollgate.factor.recovery.RecoveryCodes;
import dev.tollgate.kernel.Secret;
import dev.tollgate.login.SecuringProgress.Step;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// How far the walk of "Was not you?" has come.
class SecuringTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final Secret WANTED = Secret.of("four green boats at dusk");

    private TestPortal portal;
    private TestUser user;
    private PortalSession session;

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void walkWhenEachStepIsDoneThenTheNextIsDue(TestStore store) {
        open(store);
        session = user.session(user.enrol(session));
        wait(Duration.ofMinutes(1));
        assertThat(securing().progress(session, portal.now())).isEmpty();
        begin();
        assertThat(next()).isEqualTo(Step.PASSWORD);

        wait(Duration.ofMinutes(1));
        changePassword();
        portal.get(Login.class).endOtherSessions(session, user.source, portal.now());
        assertThat(progress().passwordChangedAt()).contains(portal.now());
        assertThat(progress().twoFactor()).isTrue();
        assertThat(next()).isEqualTo(Step.RECOVERY_CODES);

        Instant made = newRecoveryCodes();
        assertThat(next()).as("made, and not kept").isEqualTo(Step.RECOVERY_CODES);
        portal.get(FactorChanges.class)
                .recoveryCodesSaved(session, made, user.source, portal.now());
        assertThat(progress().codesMadeAt()).contains(made);
        assertThat(next()).isEqualTo(Step.END);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void walkWhenOthersAreLoggedInThenTheyComeBeforeTheEnd(TestStore store) {
        open(store);
        begin();
        wait(Duration.ofMinutes(1));
        changePassword();
        user.password(WANTED.reveal());
        user.password(WANTED.reveal());

        assertThat(progress().otherSessions()).isEqualTo(2);
        assertThat(next()).isEqualTo(Step.SESSIONS);
        portal.get(Login.class).endOtherSessions(session, user.source, portal.now());
        assertThat(progress().otherSessions()).isZero();
        assertThat(progress().twoFactor()).isFalse();
        assertThat(next()).isEqualTo(Step.END);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void walkWhenBegunTwiceThenGoesOnAndIsOnRecordOnce(TestStore store) {
        open(store);
        begin();
        wait(Duration.ofMinutes(1));
        changePassword();
        begin();

        assertThat(next()).isEqualTo(Step.END);
        assertThat(user.audited("SECURING_BEGUN")).isOne();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void walkWhenEndedThenUnderWayNoMoreAndOnRecordOnce(TestStore store) {
        open(store);
        assertThat(isUnderWay()).isFalse();
        begin();
        assertThat(isUnderWay()).isTrue();

        end();
        assertThat(user.audited("SECURING_ENDED")).isOne();
        end();

        assertThat(isUnderWay()).isFalse();
        assertThat(securing().progress(session, portal.now())).isEmpty();
        assertThat(user.audited("SECURING_ENDED")).isOne();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void walkWhenAWeekOldThenForgottenAndBegunAnew(TestStore store) {
        open(store);
        begin();
        wait(Securing.LIFE.minusMillis(1));
        assertThat(isUnderWay()).isTrue();
        wait(Duration.ofMillis(1));
        assertThat(isUnderWay()).isFalse();

        session = user.logIn();
        begin();

        assertThat(isUnderWay()).isTrue();
        assertThat(user.audited("SECURING_BEGUN")).isEqualTo(2);
    }

    private void open(TestStore store) {
        portal = PORTALS.of(store);
        user = TestUser.create(portal);
        session = user.logIn();
    }

    private void wait(Duration duration) {
        portal.clock.advance(duration);
    }

    private Securing securing() {
        return portal.get(Securing.class);
    }

    private void begin() {
        securing().begin(session, user.source, portal.now());
    }

    private void end() {
        securing().end(session, user.source, portal.now());
    }

    private boolean isUnderWay() {
        return securing().isUnderWay(user.id, portal.now());
    }

    private SecuringProgress progress() {
        return securing().progress(session, portal.now()).orElseThrow();
    }

    private Step next() {
        return progress().next();
    }

    private void changePassword() {
        PasswordChange outcome =
                portal.get(PasswordChanges.class)
                        .change(
                                session,
                                new PasswordChanges.Typed(TestPortal.PASSWORD, WANTED, WANTED),
                                user.source,
                                portal.now());
        session = user.session(((PasswordChange.Changed) outcome).session());
    }

    private Instant newRecoveryCodes() {
        user.nextStep();
        ConfirmOutcome confirmed =
                user.confirm(session, Purpose.NEW_RECOVERY_CODES, WANTED.reveal(), user.code());
        portal.get(FactorChanges.class)
                .newRecoveryCodes(
                        ((ConfirmOutcome.Confirmed) confirmed).stepUp(), user.source, portal.now());
        return portal.get(RecoveryCodes.class).state(user.id).orElseThrow().madeAt();
    }
}
