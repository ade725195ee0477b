package dev.tollgate.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.factor.device.TrustTerms;
import dev.tollgate.factor.device.TrustedDevices;
import dev.tollgate.factor.emailcode.Binding;
import dev.tollgate.factor.emailcode.CodeRequest;
import dev.tollgate.factor.emailcode.EmailCodes;
import dev.tollgate.factor.recovery.RecoveryCode;
import dev.tollgate.factor.recovery.RecoveryCodes;
import dev.tollgate.factor.recovery.TemporaryCode;
import dev.tollgate.factor.recovery.TemporaryCodes;
import dev.tollgate.factor.totp.Authenticators;
import dev.tollgate.factor.totp.PendingAuthenticator;
import dev.tollgate.factor.totp.PendingAuthenticators;
import dev.tollgate.factor.totp.TotpVerifier;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Keepsake;
import dev.tollgate.kernel.Keepsakes;
import dev.tollgate.kernel.RandomSource;
import dev.tollgate.storage.Transactions;
import dev.tollgate.throttle.Admission;
import dev.tollgate.throttle.Decision;
import dev.tollgate.throttle.Throttle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What holds for every kind of factor.
class FactorTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final String NO_TRANSACTION =
            "needs the transaction of the change that it records";

    private static final Binding BINDING = Binding.ofLogin("none");

    /// A guess that was not booked, or was booked for somebody else, is not looked at.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void verifierWhenAdmissionIsUsedOrAnothersThenRefused(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        TestUser other = TestUser.enrolled(portal);
        Transactions transactions = portal.get(Transactions.class);
        for (Function<Admission, CodeVerdict> verifier : verifiers(portal, user)) {
            Admission anothers = admission(portal, other.id);
            assertThatIllegalStateException()
                    .isThrownBy(() -> transactions.write(() -> verifier.apply(anothers)))
                    .withMessage("admitted for another account");

            Admission own = admission(portal, user.id);
            assertThat(transactions.write(() -> verifier.apply(own)))
                    .isInstanceOf(CodeVerdict.Rejected.class);
            assertThatIllegalStateException()
                    .isThrownBy(() -> transactions.write(() -> verifier.apply(own)))
                    .withMessage("an admission is good for one check");
        }
        assertThat(user.rows("recovery_code")).isEqualTo(RecoveryCodes.COUNT);
    }

    /// A code that is spent while its login is not settled with it would be spent for nothing, or
    /// twice.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void verifierWhenInNoTransactionThenRefused(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        Admission admission = admission(portal, user.id);
        for (Function<Admission, CodeVerdict> verifier : verifiers(portal, user)) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> verifier.apply(admission))
                    .withMessage(NO_TRANSACTION);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void changeWhenInNoTransactionThenRefused(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        AccountId id = user.id;
        Instant now = portal.now();
        SecondFactors factors = portal.get(SecondFactors.class);
        Authenticators authenticators = portal.get(Authenticators.class);
        PendingAuthenticators pending = portal.get(PendingAuthenticators.class);
        PendingAuthenticator begun =
                new PendingAuthenticator(
                        "none", id, "none", 1, null, user.secrets.getFirst(), 0, now, now);
        RecoveryCodes recovery = portal.get(RecoveryCodes.class);
        TemporaryCodes temporary = portal.get(TemporaryCodes.class);
        EmailCodes mailed = portal.get(EmailCodes.class);
        TrustedDevices devices = portal.get(TrustedDevices.class);
        TrustTerms terms = new TrustTerms(id, 1, 30);
        CodeRequest request = new CodeRequest(id, 1, "to@example.com", BINDING, user.source);
        String phone = authenticators.of(id).getFirst().id();
        List<Runnable> changes =
                List.of(
                        () -> factors.turnOn(id, Method.EMAIL, now),
                        () -> factors.change(id, Method.AUTHENTICATOR, Method.EMAIL),
                        () -> factors.turnOff(id),
                        () -> authenticators.add(id, "Phone", user.secrets.getFirst(), 0, now),
                        () -> authenticators.rename(id, phone, "Other"),
                        () -> authenticators.removeButLast(id, phone),
                        () -> authenticators.removeAll(id),
                        () -> pending.take(begun),
                        () -> pending.dropAll(id),
                        () -> recovery.make(id, now),
                        () -> recovery.markSaved(id, now, now),
                        () -> recovery.removeAll(id),
                        () -> temporary.issue(id, 1, now),
                        () -> temporary.carryOver(id, 1),
                        () -> mailed.send(request, now),
                        () -> mailed.confirmSetUp(id, code(), "none", now),
                        () -> mailed.dropAll(id),
                        () -> devices.trust(terms, user.source, now),
                        () -> devices.use(terms, Keepsakes.NONE, user.source, now),
                        () -> devices.remove(id, "none"),
                        () -> devices.removeAll(id));

        for (Runnable change : changes) {
            assertThatIllegalStateException().isThrownBy(change::run).withMessage(NO_TRANSACTION);
        }
        assertThat(portal.get(Transactions.class).<Boolean>write(() -> pending.take(begun)))
                .as("there is none")
                .isFalse();
        assertThat(factors.of(id).orElseThrow().method()).isEqualTo(Method.AUTHENTICATOR);
        assertThat(authenticators.of(id)).hasSize(1);
        for (String table : List.of("trusted_device", "email_code", "temporary_code")) {
            assertThat(user.rows(table)).as(table).isZero();
        }
        assertThat(user.rows("recovery_code")).isEqualTo(RecoveryCodes.COUNT);
    }

    /// The account says it too, for lists, and only the first of two is told that it was the one.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void factorWhenTurnedOnChangedAndOffThenTheAccountSaysItToo(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        AccountId id = user.id;
        SecondFactors factors = portal.get(SecondFactors.class);
        Instant now = portal.now();

        assertThat(once(portal, () -> factors.turnOn(id, Method.AUTHENTICATOR, now))).isTrue();
        assertThat(marked(portal, id)).isEqualTo(1);
        assertThat(once(portal, () -> factors.change(id, Method.AUTHENTICATOR, Method.EMAIL)))
                .isTrue();
        assertThat(marked(portal, id)).isEqualTo(2);
        assertThat(factors.of(id)).map(SecondFactor::method).contains(Method.EMAIL);
        assertThat(once(portal, () -> factors.turnOff(id))).isTrue();
        assertThat(marked(portal, id)).isZero();
        assertThat(factors.of(id)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void authenticatorWhenUsedThenItsOwnerSeesWhen(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        Authenticators authenticators = portal.get(Authenticators.class);
        assertThat(authenticators.of(user.id).getFirst().lastUsedAt()).isNotNull();

        portal.clock.advance(Duration.ofMinutes(1));
        user.logInWithCode();

        assertThat(authenticators.of(user.id).getFirst().lastUsedAt()).isEqualTo(portal.now());
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void deviceWhenUsedThenItsOwnerSeesWhenAndHowManyWereRemoved(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolledEmployee(portal);
        TrustedDevices devices = portal.get(TrustedDevices.class);
        Transactions transactions = portal.get(Transactions.class);
        TrustTerms terms = new TrustTerms(user.id, user.account().epoch(), 30);
        Instant now = portal.now();
        Keepsake given = transactions.write(() -> devices.trust(terms, user.source, now));
        Keepsakes brought = _ -> Optional.of(given.token());
        assertThat(devices.of(terms, brought, now).getFirst().lastUsedAt()).isNull();

        transactions.write(() -> devices.use(terms, brought, user.source, now));

        assertThat(devices.of(terms, brought, now).getFirst().lastUsedAt()).isEqualTo(now);
        assertThat(transactions.<Integer>write(() -> devices.removeAll(user.id))).isEqualTo(1);
    }

    /// An expired set-up is known for a day more, so that its page can say what became of it.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void purgeWhenRunOutThenForgottenAndNotBefore(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        EmailCodes mailed = portal.get(EmailCodes.class);
        PendingAuthenticators pending = portal.get(PendingAuthenticators.class);
        Transactions transactions = portal.get(Transactions.class);
        CodeRequest request = new CodeRequest(user.id, 1, "to@example.com", BINDING, user.source);
        Instant now = portal.now();
        transactions.write(() -> mailed.send(request, now));
        transactions.write(() -> pending.begin(user.id, "none", 1, null, now));
        Instant run = now.plus(EmailCodes.LIFE);
        Instant forgotten = now.plus(PendingAuthenticators.LIFE).plus(Duration.ofHours(24));

        mailed.purge(run.minusMillis(1));
        assertThat(user.rows("email_code")).isEqualTo(1);
        mailed.purge(run);
        assertThat(user.rows("email_code")).isZero();

        pending.purge(forgotten);
        assertThat(user.rows("totp_pending")).isEqualTo(1);
        pending.purge(forgotten.plusMillis(1));
        assertThat(user.rows("totp_pending")).isZero();
    }

    /// Whether it is done the first time and not the second.
    private static boolean once(TestPortal portal, Supplier<Boolean> change) {
        Transactions transactions = portal.get(Transactions.class);
        return transactions.write(change) && !transactions.write(change);
    }

    private static int marked(TestPortal portal, AccountId account) {
        return portal.jdbc()
                .sql("select two_factor from account where id = :account")
                .param("account", account.text())
                .query(Integer.class)
                .single();
    }

    /// Each looks at a wrong code of its kind.
    private static List<Function<Admission, CodeVerdict>> verifiers(
            TestPortal portal, TestUser user) {
        Instant now = portal.now();
        RandomSource random = portal.get(RandomSource.class);
        SubmittedCode wrong = SubmittedCode.parse(user.wrongCode()).orElseThrow();
        RecoveryCode recoveryCode = RecoveryCode.random(random);
        TemporaryCode temporaryCode = TemporaryCode.random(random);
        return List.of(
                admission -> portal.get(TotpVerifier.class).verify(user.id, admission, wrong, now),
                admission ->
                        portal.get(RecoveryCodes.class).verify(user.id, admission, recoveryCode),
                admission ->
                        portal.get(TemporaryCodes.class)
                                .verify(user.id, admission, temporaryCode, now),
                admission ->
                        portal.get(EmailCodes.class)
                                .verify(user.id, admission, code(), BINDING, now));
    }

    private static SubmittedCode code() {
        return SubmittedCode.parse("123456").orElseThrow();
    }

    private static Admission admission(TestPortal portal, AccountId account) {
        Throttle throttle = portal.get(Throttle.class);
        return ((Decision.Admitted) throttle.admitCode(account, 1, portal.now())).admission();
    }
}
