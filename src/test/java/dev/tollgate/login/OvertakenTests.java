package dev.tollgate.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.AtOnce;
import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.HashingLane;
import dev.tollgate.enrolment.FactorChanges;
import dev.tollgate.factor.recovery.RecoveryCodes;
import dev.tollgate.kernel.Keepsakes;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Token;
import dev.tollgate.session.ConsoleAct;
import dev.tollgate.session.HalfSessions;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.StaleSessionException;
import dev.tollgate.session.StepUp;
import dev.tollgate.storage.Transactions;
import dev.tollgate.throttle.Admission;
import dev.tollgate.throttle.Decision;
import dev.tollgate.throttle.Throttle;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Requests that have checked something, and meanwhile the account changes.
class OvertakenTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final int ROUNDS = 8;
    private static final String NEW_PASSWORD = "an entirely different sentence";

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void loginWhenTwoFactorTurnedOnBeforeItSettlesThenNoUsableSession(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Login.Attempt attempt = checkedPassword(portal, user);

        user.enrol(user.logIn());
        PasswordOutcome outcome = settle(portal, attempt);

        assertThat(outcome).isInstanceOf(PasswordOutcome.NeedsFactor.class);
        Token halfSession = ((PasswordOutcome.NeedsFactor) outcome).halfSession();
        user.nextStep();
        assertThat(portal.get(HalfSessions.class).find(halfSession, portal.now())).isEmpty();
        assertThat(user.code(halfSession, user.code())).isInstanceOf(CodeOutcome.Gone.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void loginWhenPasswordChangedBeforeItSettlesThenNoUsableSession(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Login.Attempt attempt = checkedPassword(portal, user);

        changePassword(portal, user, user.logIn());
        PasswordOutcome outcome = settle(portal, attempt);

        Token session = ((PasswordOutcome.SignedIn) outcome).session();
        assertThat(user.isLive(session)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void loginWhenResetOnConsoleBeforeItSettlesThenNoUsableSession(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        Login.Attempt attempt = checkedPassword(portal, user);

        portal.get(FactorChanges.class).reset(ConsoleAct.issue(portal.now()), user.account());
        PasswordOutcome outcome = settle(portal, attempt);

        Token session = ((PasswordOutcome.SignedIn) outcome).session();
        assertThat(user.isLive(session)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void loginWhenPasswordChangesAtTheSameMomentThenOldOneOpensNothing(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        for (int round = 0; round < ROUNDS; round++) {
            TestUser user = TestUser.create(portal);
            PortalSession session = user.logIn();
            List<Object> outcomes =
                    AtOnce.run(
                            () -> changePassword(portal, user, session),
                            user::rightPassword,
                            user::rightPassword);

            assertThat(outcomes.getFirst()).isInstanceOf(PasswordChange.Changed.class);
            assertThat(outcomes)
                    .filteredOn(PasswordOutcome.SignedIn.class::isInstance)
                    .map(outcome -> ((PasswordOutcome.SignedIn) outcome).session())
                    .noneMatch(user::isLive);
            assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.Refused.class);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void loginWhenTwoFactorTurnedOnAtTheSameMomentThenPasswordAloneOpensNothing(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        for (int round = 0; round < ROUNDS; round++) {
            TestUser user = TestUser.create(portal);
            PortalSession session = user.logIn();
            List<Object> outcomes =
                    AtOnce.run(() -> user.enrol(session), user::rightPassword, user::rightPassword);

            assertThat(outcomes.getFirst()).isInstanceOf(Token.class);
            assertThat(outcomes)
                    .filteredOn(PasswordOutcome.SignedIn.class::isInstance)
                    .map(outcome -> ((PasswordOutcome.SignedIn) outcome).session())
                    .noneMatch(user::isLive);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void confirmationWhenTwoFactorTurnedOnBeforeItSettlesThenNoStepUp(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        PortalSession stolen = user.logIn();
        Admission password =
                admission(portal.get(Throttle.class).admitConfirmation(user.id, portal.now()));
        Confirmations.Ask ask =
                new Confirmations.Ask(
                        stolen,
                        Purpose.NEW_RECOVERY_CODES,
                        Optional.empty(),
                        user.source,
                        portal.now());

        user.enrol(user.logIn());

        assertThatThrownBy(() -> portal.get(ConfirmationSettlement.class).confirm(ask, password))
                .isInstanceOf(StaleSessionException.class);
    }

    /// Its code is not spent on it.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void confirmationWhenItsSessionEndsBeforeItSettlesThenTheCodeIsStillGood(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        PortalSession session = user.logInWithCode();
        user.nextStep();
        Codes.Typed code = Codes.Typed.parse(user.code()).orElseThrow();
        Confirmations.Ask ask =
                new Confirmations.Ask(
                        session, Purpose.TURN_OFF, Optional.of(code), user.source, portal.now());
        Admission password =
                admission(portal.get(Throttle.class).admitConfirmation(user.id, portal.now()));
        Admission booked = admission(portal.get(Codes.class).admit(user.id, portal.now()));

        user.logOut(session);

        assertThatThrownBy(
                        () ->
                                portal.get(ConfirmationSettlement.class)
                                        .confirm(ask, code, password, booked))
                .isInstanceOf(StaleSessionException.class);
        assertThat(user.code(user.halfSession(), user.code()))
                .isInstanceOf(CodeOutcome.SignedIn.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void recoveryCodesWhenAskedForByAnOvertakenSessionThenNoneMade(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        PortalSession stolen = user.logIn();
        StepUp stepUp = user.stepUp(stolen, Purpose.NEW_RECOVERY_CODES);

        user.enrol(user.logIn());

        assertThatThrownBy(
                        () ->
                                portal.get(FactorChanges.class)
                                        .newRecoveryCodes(stepUp, user.source, portal.now()))
                .isInstanceOf(StaleSessionException.class);
        assertThat(user.recoveryCode(user.halfSession(), user.recoveryCodes.getFirst()))
                .isInstanceOf(CodeOutcome.SignedIn.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void recoveryCodesWhenMadeAtTheSameMomentThenOneSetOfTen(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        PortalSession session = user.logInWithCode();
        StepUp stepUp = user.stepUp(session, Purpose.NEW_RECOVERY_CODES);
        FactorChanges changes = portal.get(FactorChanges.class);

        List<Object> outcomes =
                AtOnce.run(4, _ -> changes.newRecoveryCodes(stepUp, user.source, portal.now()));

        assertThat(outcomes).allSatisfy(made -> assertThat((List<?>) made).hasSize(10));
        assertThat(user.rows("recovery_code")).isEqualTo(10);
        assertThat(portal.get(RecoveryCodes.class).state(user.id).orElseThrow().left())
                .isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void recoveryCodesWhenSessionEndedMeanwhileThenNoneMade(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        PortalSession session = user.logInWithCode();
        StepUp stepUp = user.stepUp(session, Purpose.NEW_RECOVERY_CODES);

        user.logOut(session);

        assertThatThrownBy(
                        () ->
                                portal.get(FactorChanges.class)
                                        .newRecoveryCodes(stepUp, user.source, portal.now()))
                .isInstanceOf(StaleSessionException.class);
        assertThat(user.audited("RECOVERY_CODES_MADE")).isZero();
    }

    /// As far as a login is when its password has been found right and nothing is settled yet.
    private static Login.Attempt checkedPassword(TestPortal portal, TestUser user) {
        Account account = user.account();
        Admission admission =
                admission(
                        portal.get(Throttle.class)
                                .admitPassword(user.id.text(), user.id, user.source, portal.now()));
        assertThat(
                        portal.get(Accounts.class)
                                .passwordMatches(
                                        HashingLane.KNOWN,
                                        Optional.of(account),
                                        TestPortal.PASSWORD))
                .isTrue();
        return new Login.Attempt(
                Optional.of(account),
                admission,
                "/",
                Keepsakes.NONE,
                Optional.empty(),
                user.source,
                portal.now());
    }

    private static PasswordOutcome settle(TestPortal portal, Login.Attempt attempt) {
        Account account = attempt.account().orElseThrow();
        return portal.get(Transactions.class)
                .write(() -> portal.get(Settlement.class).passwordWasRight(account, attempt));
    }

    private static PasswordChange changePassword(
            TestPortal portal, TestUser user, PortalSession session) {
        Secret wanted = Secret.of(NEW_PASSWORD);
        return portal.get(PasswordChanges.class)
                .change(
                        session,
                        new PasswordChanges.Typed(TestPortal.PASSWORD, wanted, wanted),
                        user.source,
                        portal.now());
    }

    private static Admission admission(Decision decision) {
        return ((Decision.Admitted) decision).admission();
    }
}
