package dev.tollgate.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.factor.recovery.RecoveryCode;
import dev.tollgate.factor.recovery.RecoveryCodes;
import dev.tollgate.factor.totp.Authenticator;
import dev.tollgate.factor.totp.Authenticators;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.CodeOutcome;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.StaleSessionException;
import dev.tollgate.session.StepUp;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FactorChangesTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void turningOffWhenDoneThenNothingOfTheFactorIsLeft(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        PortalSession session = user.logInWithCode();
        StepUp adding = user.stepUp(session, Purpose.ADD_AUTHENTICATOR);
        portal.get(Enrolment.class).beginAnother(adding, null, user.source, portal.now());

        portal.get(FactorChanges.class)
                .turnOff(user.stepUp(session, Purpose.TURN_OFF), user.source, portal.now());

        for (String table :
                List.of("second_factor", "totp", "totp_pending", "recovery_set", "recovery_code")) {
            assertThat(user.rows(table)).as(table).isZero();
        }
        assertThat(user.told("TWO_FACTOR_OFF")).isEqualTo(1);
        assertThat(user.audited("TWO_FACTOR_OFF")).isEqualTo(1);
        assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.SignedIn.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void turningOnAgainWhenOffThenOldSecretAndOldCodesAreWorthNothing(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        PortalSession session = user.logInWithCode();
        List<String> oldCodes = List.copyOf(user.recoveryCodes);
        Token off =
                portal.get(FactorChanges.class)
                        .turnOff(user.stepUp(session, Purpose.TURN_OFF), user.source, portal.now())
                        .orElseThrow();

        user.enrol(user.session(off));
        user.nextStep();

        assertThat(user.code(user.halfSession(), user.code(0)))
                .isInstanceOf(CodeOutcome.Wrong.class);
        assertThat(user.recoveryCode(user.halfSession(), oldCodes.getFirst()))
                .isInstanceOf(CodeOutcome.Wrong.class);
        assertThat(user.code(user.halfSession(), user.code(1)))
                .isInstanceOf(CodeOutcome.SignedIn.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void removalWhenOfTheLastAuthenticatorThenRefused(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        StepUp proof = user.stepUp(user.logInWithCode(), Purpose.REMOVE_AUTHENTICATOR);
        long epoch = user.account().epoch();
        String last = portal.get(Authenticators.class).of(user.id).getFirst().id();

        assertThat(portal.get(FactorChanges.class).remove(proof, last, user.source, portal.now()))
                .isEmpty();

        assertThat(user.rows("totp")).isEqualTo(1);
        assertThat(user.account().epoch()).isEqualTo(epoch);
        assertThat(user.audited("AUTHENTICATOR_REMOVED")).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void removalWhenDoneThenItsCodesFailAtOnceInOpenHalfSessionsToo(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        PortalSession session = user.session(user.enrol(user.logIn()));
        PortalSession inHand = user.session(user.enrolAnother(session));
        Authenticator first = portal.get(Authenticators.class).of(user.id).getFirst();
        StepUp proof = user.stepUp(inHand, Purpose.REMOVE_AUTHENTICATOR);
        Token open = user.halfSession();

        portal.get(FactorChanges.class).remove(proof, first.id(), user.source, portal.now());

        user.nextStep();
        assertThat(user.code(open, user.code(0))).isInstanceOf(CodeOutcome.Gone.class);
        assertThat(user.code(user.halfSession(), user.code(0)))
                .isInstanceOf(CodeOutcome.Wrong.class);
        assertThat(user.code(user.halfSession(), user.code(1)))
                .isInstanceOf(CodeOutcome.SignedIn.class);
        assertThat(user.told("AUTHENTICATOR_REMOVED")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void changesWhenOfAnotherAccountsAuthenticatorThenRefused(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        TestUser victim = TestUser.create(portal);
        victim.enrolAnother(victim.session(victim.enrol(victim.logIn())));
        Authenticator theirs = portal.get(Authenticators.class).of(victim.id).getFirst();
        PortalSession session = user.logInWithCode();
        FactorChanges changes = portal.get(FactorChanges.class);

        assertThat(
                        changes.remove(
                                user.stepUp(session, Purpose.REMOVE_AUTHENTICATOR),
                                theirs.id(),
                                user.source,
                                portal.now()))
                .isEmpty();
        assertThat(
                        changes.rename(
                                user.stepUp(session, Purpose.RENAME_AUTHENTICATOR),
                                theirs.id(),
                                AuthenticatorName.of("mine now"),
                                user.source,
                                portal.now()))
                .isFalse();

        assertThat(portal.get(Authenticators.class).of(victim.id)).hasSize(2).contains(theirs);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void renamingWhenDoneThenOnRecordAndTheCodesStayGood(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        PortalSession session = user.logInWithCode();
        String id = portal.get(Authenticators.class).of(user.id).getFirst().id();

        assertThat(
                        portal.get(FactorChanges.class)
                                .rename(
                                        user.stepUp(session, Purpose.RENAME_AUTHENTICATOR),
                                        id,
                                        AuthenticatorName.of("Work phone"),
                                        user.source,
                                        portal.now()))
                .isTrue();

        assertThat(portal.get(Authenticators.class).of(user.id))
                .extracting(Authenticator::name)
                .containsExactly("Work phone");
        assertThat(user.audited("AUTHENTICATOR_RENAMED")).isEqualTo(1);
        user.logInWithCode();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void recoveryCodesWhenAllTenAreUsedThenEachLoggedInOnce(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        RecoveryCodes recoveryCodes = portal.get(RecoveryCodes.class);
        int left = 10;
        for (String code : user.recoveryCodes) {
            assertThat(user.recoveryCode(user.halfSession(), code))
                    .isInstanceOf(CodeOutcome.SignedIn.class);
            left--;
            assertThat(recoveryCodes.state(user.id).orElseThrow().left()).isEqualTo(left);
        }
        assertThat(user.told("RECOVERY_CODE_USED")).isEqualTo(10);
        Set<String> distinct = new HashSet<>(user.recoveryCodes);
        assertThat(distinct).hasSize(10);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void recoveryCodesWhenMadeAnewThenTheOldSetIsVoid(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        PortalSession session = user.logInWithCode();
        StepUp proof = user.stepUp(session, Purpose.NEW_RECOVERY_CODES);

        List<RecoveryCode> fresh =
                portal.get(FactorChanges.class).newRecoveryCodes(proof, user.source, portal.now());

        assertThat(fresh).hasSize(10);
        assertThat(user.recoveryCode(user.halfSession(), user.recoveryCodes.getFirst()))
                .isInstanceOf(CodeOutcome.Wrong.class);
        assertThat(user.recoveryCode(user.halfSession(), fresh.getFirst().text()))
                .isInstanceOf(CodeOutcome.SignedIn.class);
        assertThat(user.told("RECOVERY_CODES_MADE")).isEqualTo(1);
        assertThat(user.audited("RECOVERY_CODES_MADE")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void recoveryCodesWhenSavedThenFlaggedUntilTheNextSet(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        RecoveryCodes recoveryCodes = portal.get(RecoveryCodes.class);
        FactorChanges changes = portal.get(FactorChanges.class);
        PortalSession session = user.logInWithCode();
        assertThat(recoveryCodes.state(user.id).orElseThrow().savedAt()).isNull();

        Instant made = recoveryCodes.state(user.id).orElseThrow().madeAt();
        assertThat(changes.recoveryCodesSaved(session, made, user.source, portal.now())).isTrue();
        assertThat(recoveryCodes.state(user.id).orElseThrow().savedAt()).isEqualTo(portal.now());
        assertThat(user.audited("RECOVERY_CODES_SAVED")).isEqualTo(1);

        StepUp proof = user.stepUp(session, Purpose.NEW_RECOVERY_CODES);
        changes.newRecoveryCodes(proof, user.source, portal.now());
        assertThat(recoveryCodes.state(user.id).orElseThrow().savedAt()).isNull();

        // A tab that still shows the first set says nothing of the second.
        assertThat(changes.recoveryCodesSaved(session, made, user.source, portal.now())).isFalse();
        assertThat(recoveryCodes.state(user.id).orElseThrow().savedAt()).isNull();
        assertThat(user.audited("RECOVERY_CODES_SAVED")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void changesWhenTwoFactorIsOffThenRefusedAndNobodyTold(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        FactorChanges changes = portal.get(FactorChanges.class);
        PortalSession session = user.logIn();
        StepUp codes = user.stepUp(session, Purpose.NEW_RECOVERY_CODES);
        StepUp off = user.stepUp(session, Purpose.TURN_OFF);

        assertThatThrownBy(() -> changes.newRecoveryCodes(codes, user.source, portal.now()))
                .isInstanceOf(StaleSessionException.class);
        assertThatThrownBy(() -> changes.turnOff(off, user.source, portal.now()))
                .isInstanceOf(StaleSessionException.class);

        assertThat(user.rows("recovery_code")).isZero();
        assertThat(user.told("TWO_FACTOR_OFF") + user.told("RECOVERY_CODES_MADE")).isZero();
        assertThat(user.account().epoch()).isEqualTo(session.epoch());
    }
}
