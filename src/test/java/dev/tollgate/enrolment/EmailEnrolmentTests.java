package dev.tollgate.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.AtOnce;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.enrolment.Methods.Obstacle;
import dev.tollgate.factor.Method;
import dev.tollgate.factor.SecondFactor;
import dev.tollgate.factor.SecondFactors;
import dev.tollgate.factor.emailcode.EmailCodes;
import dev.tollgate.factor.emailcode.Sending;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.CodeOutcome;
import dev.tollgate.login.ConfirmOutcome;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.notice.MailKind;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.StaleSessionException;
import dev.tollgate.session.StepUp;
import dev.tollgate.setting.MailServers;
import dev.tollgate.setting.TestMailServer;
import dev.tollgate.storage.Transactions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Mailed codes become the account's method, and stop being it. The portals are this class's own,
/// since a mail server is set for all their accounts.
class EmailEnrolmentTests {

    private static final Map<TestStore, TestPortal> PORTALS = new EnumMap<>(TestStore.class);

    @AfterAll
    static void close() {
        PORTALS.values().forEach(TestPortal::close);
        PORTALS.clear();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void confirmWhenTheMailedCodeIsRightThenOnAndLoginAsksForOne(TestStore store) {
        TestPortal portal = portal(store);
        TestUser user = TestUser.employee(portal);
        PortalSession session = user.logIn();
        send(user, session, Purpose.TURN_ON);
        assertThat(user.mailbox().mails().getLast().kind()).isEqualTo(MailKind.SET_UP_CODE);
        assertThat(method(user)).isEmpty();

        Confirmation outcome = confirm(user, session, user.mailbox().code());

        Confirmation.Enrolled enrolled = (Confirmation.Enrolled) outcome;
        assertThat(enrolled.codes()).hasSize(10);
        assertThat(method(user)).contains(Method.EMAIL);
        assertThat(user.isLive(enrolled.session())).isTrue();
        assertThat(user.session(enrolled.session()).secondFactor()).isEqualTo("email code");
        assertThat(user.told("TWO_FACTOR_ON")).isEqualTo(1);
        assertThat(user.audited("TWO_FACTOR_ON")).isEqualTo(1);
        Token half = ((PasswordOutcome.NeedsFactor) user.rightPassword()).halfSession();
        assertThat(user.code(half, user.mailbox().code())).isInstanceOf(CodeOutcome.SignedIn.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void confirmWhenNotTheCodeThenOff(TestStore store) {
        TestPortal portal = portal(store);
        TestUser user = TestUser.employee(portal);
        PortalSession session = user.logIn();
        assertThat(confirm(user, session, "123456")).isInstanceOf(Confirmation.Expired.class);
        send(user, session, Purpose.TURN_ON);
        String code = user.mailbox().code();

        assertThat(confirm(user, session, "12 34")).isInstanceOf(Confirmation.Malformed.class);
        assertThat(confirm(user, user.logIn(), code)).isInstanceOf(Confirmation.Expired.class);
        for (int i = 0; i < EmailCodes.TRIES; i++) {
            assertThat(confirm(user, session, other(code)))
                    .isInstanceOf(Confirmation.WrongCode.class);
        }
        assertThat(confirm(user, session, code)).isInstanceOf(Confirmation.Expired.class);
        assertThat(method(user)).isEmpty();
        assertThat(user.audited("ENROLMENT_REFUSED")).isEqualTo(EmailCodes.TRIES);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sendingAndCancellingWhenTheAccountHasChangedMeanwhileThenRefused(TestStore store) {
        TestPortal portal = portal(store);
        TestUser user = TestUser.employee(portal);
        PortalSession session = user.logIn();
        StepUp stepUp = user.stepUp(session, Purpose.TURN_ON);
        EmailEnrolment enrolment = portal.get(EmailEnrolment.class);
        user.set("epoch = epoch + 1");

        assertThatThrownBy(() -> enrolment.send(stepUp, user.source, portal.now()))
                .isInstanceOf(StaleSessionException.class);
        assertThatThrownBy(() -> enrolment.cancel(session))
                .isInstanceOf(StaleSessionException.class);
        assertThat(user.rows("email_code")).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void confirmWhenTheCodeHasRunOutOrWasCancelledThenOff(TestStore store) {
        TestPortal portal = portal(store);
        TestUser user = TestUser.employee(portal);
        PortalSession session = user.logIn();
        send(user, session, Purpose.TURN_ON);
        String old = user.mailbox().code();
        portal.clock.advance(EmailCodes.LIFE);
        assertThat(confirm(user, session, old)).isInstanceOf(Confirmation.Expired.class);

        send(user, session, Purpose.TURN_ON);
        String cancelled = user.mailbox().code();
        user.get(EmailEnrolment.class).cancel(session);
        assertThat(user.mailbox().size()).isZero();
        assertThat(confirm(user, session, cancelled)).isInstanceOf(Confirmation.Expired.class);
        assertThat(method(user)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void confirmWhenTwiceAtOnceThenOneSetOfRecoveryCodes(TestStore store) {
        TestUser user = TestUser.employee(portal(store));
        PortalSession session = user.logIn();
        send(user, session, Purpose.TURN_ON);
        String code = user.mailbox().code();

        List<Object> outcomes = AtOnce.run(10, _ -> confirm(user, session, code));

        assertThat(outcomes).filteredOn(Confirmation.Enrolled.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(StaleSessionException.class::isInstance).hasSize(9);
        assertThat(user.rows("recovery_code")).isEqualTo(10);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sendWhenTheStepUpIsForSomethingElseThenRefused(TestStore store) {
        TestUser user = TestUser.employee(portal(store));
        PortalSession session = user.logIn();
        StepUp stepUp = user.stepUp(session, Purpose.CHANGE_METHOD);

        assertThatIllegalStateException()
                .isThrownBy(
                        () -> user.get(EmailEnrolment.class).send(stepUp, user.source, user.now()));
        assertThat(user.mailbox().size()).isZero();
    }

    /// The step-up that serves to add an authenticator may be that of the login; it does not serve
    /// to leave mailed codes for one.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void beginAnotherWhenTheMethodIsMailThenOutdated(TestStore store) {
        TestUser user = TestUser.mailed(portal(store));
        PortalSession session = logInByMail(user);
        Enrolment enrolment = user.get(Enrolment.class);
        StepUp add = StepUp.issue(session, Purpose.ADD_AUTHENTICATOR, user.now());

        assertThat(enrolment.beginAnother(add, null, user.source, user.now()))
                .isInstanceOf(Beginning.Outdated.class);
        assertThatIllegalStateException()
                .isThrownBy(() -> enrolment.beginChange(add, user.source, user.now()));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void obstacleWhenSomethingIsMissingThenNamedAndNothingSent(TestStore store) {
        TestPortal portal = portal(store);
        TestUser administrator = TestUser.create(portal);
        TestUser user = TestUser.employee(portal);
        Methods methods = portal.get(Methods.class);
        assertThat(methods.obstacle(user.id, Method.EMAIL)).isEmpty();
        assertThat(methods.obstacle(user.id, Method.AUTHENTICATOR)).isEmpty();
        assertThat(methods.obstacle(administrator.id, Method.EMAIL)).contains(Obstacle.FORBIDDEN);
        PortalSession session = administrator.logIn();
        StepUp stepUp = administrator.stepUp(session, Purpose.TURN_ON);
        assertThat(portal.get(EmailEnrolment.class).send(stepUp, user.source, user.now()))
                .isEmpty();

        user.set("email = ''");
        assertThat(methods.obstacle(user.id, Method.EMAIL)).contains(Obstacle.NO_ADDRESS);
        MailServers servers = portal.get(MailServers.class);
        portal.get(Transactions.class).write(servers::forget);
        assertThat(methods.obstacle(user.id, Method.EMAIL)).contains(Obstacle.NO_MAIL);
        prove(portal);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void changeWhenFromAuthenticatorToMailAndBackThenNeverOff(TestStore store) {
        TestPortal portal = portal(store);
        TestUser user = TestUser.employee(portal);
        user.enrol(user.logIn());
        PortalSession session = user.logInWithCode();
        AtomicBoolean over = new AtomicBoolean();
        List<Object> seen =
                AtOnce.run(
                        () -> watch(user, over),
                        () -> {
                            try {
                                Token renewed = changeToMail(user, session);
                                changeToAuthenticator(user, user.session(renewed));
                                return "changed";
                            } finally {
                                over.set(true);
                            }
                        });

        assertThat(seen.get(1)).isEqualTo("changed");
        assertThat((Integer) seen.get(0)).as("looks that found it on").isPositive();
        assertThat(method(user)).contains(Method.AUTHENTICATOR);
        assertThat(user.rows("recovery_code")).isEqualTo(9);
        assertThat(user.audited("METHOD_CHANGED")).isEqualTo(2);
        assertThat(user.audited("TWO_FACTOR_OFF")).isZero();
        assertThat(user.told("METHOD_CHANGED_TO_EMAIL")).isEqualTo(1);
        assertThat(user.told("METHOD_CHANGED_TO_AUTHENTICATOR")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void changeWhenDoneThenTheOldMethodAndOtherSessionsAreDead(TestStore store) {
        TestPortal portal = portal(store);
        TestUser user = TestUser.employee(portal);
        user.enrol(user.logIn());
        PortalSession elsewhere = user.logInWithCode();
        PortalSession session = user.logInWithCode();
        long epoch = session.epoch();

        changeToMail(user, session);

        assertThat(user.rows("totp")).isZero();
        assertThat(user.account().epoch()).isEqualTo(epoch + 1);
        assertThat(
                        portal.jdbc()
                                .sql("select count(*) from session where digest = :digest")
                                .param("digest", elsewhere.digest())
                                .query((row, _) -> row.getInt(1))
                                .single())
                .isZero();
        user.nextStep();
        Token half = ((PasswordOutcome.NeedsFactor) user.rightPassword()).halfSession();
        if (!user.code().equals(user.mailbox().code().replace(" ", ""))) {
            assertThat(user.code(half, user.code())).isInstanceOf(CodeOutcome.Wrong.class);
        }
        assertThat(user.recoveryCode(half, user.recoveryCodes.getFirst()))
                .isInstanceOf(CodeOutcome.SignedIn.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void endMailedCodesWhenTheMethodIsAnotherThenNothingHappens(TestStore store) {
        TestPortal portal = portal(store);
        TestUser user = TestUser.enrolled(portal);
        FactorChanges changes = portal.get(FactorChanges.class);
        PortalSession session = user.logInWithCode();

        boolean ended =
                portal.get(Transactions.class)
                        .write(
                                () ->
                                        changes.endMailedCodes(
                                                session.act(
                                                        Kind.TWO_FACTOR_RESET,
                                                        user.source,
                                                        user.now()),
                                                user.id));

        assertThat(ended).isFalse();
        assertThat(method(user)).contains(Method.AUTHENTICATOR);
    }

    /// Tries the password alone until the change is over; how often it was not enough.
    private static int watch(TestUser user, AtomicBoolean over) {
        int held = 0;
        SecondFactors factors = user.get(SecondFactors.class);
        while (!over.get() || held == 0) {
            assertThat(factors.of(user.id)).as("a second factor").isPresent();
            assertThat(user.rows("second_factor")).isEqualTo(1);
            assertThat(user.rightPassword()).isNotInstanceOf(PasswordOutcome.SignedIn.class);
            held++;
        }
        return held;
    }

    /// The new id of the session.
    private static Token changeToMail(TestUser user, PortalSession session) {
        user.nextStep();
        StepUp stepUp = confirmed(user.confirm(session, Purpose.CHANGE_METHOD, user.code()));
        assertThat(user.get(EmailEnrolment.class).send(stepUp, user.source, user.now()))
                .contains(new Sending.Sent());
        Confirmation outcome = confirm(user, session, newest(user, MailKind.SET_UP_CODE));
        assertThat(((Confirmation.Enrolled) outcome).codes()).isEmpty();
        return ((Confirmation.Enrolled) outcome).session();
    }

    /// With a recovery code for the step-up: the logins of the watcher may have used up the mails.
    private static void changeToAuthenticator(TestUser user, PortalSession session) {
        String code = user.recoveryCodes.getFirst();
        StepUp stepUp = confirmed(user.confirm(session, Purpose.CHANGE_METHOD, code));
        Enrolment enrolment = user.get(Enrolment.class);
        Beginning beginning = enrolment.beginChange(stepUp, user.source, user.now());
        Token handle = ((Beginning.Begun) beginning).handle();
        user.secrets.clear();
        user.secrets.add(user.pending(handle, session).secret());
        Confirmation outcome = user.confirmEnrolment(handle, session, user.code());
        assertThat(((Confirmation.Enrolled) outcome).codes()).isEmpty();
    }

    private static StepUp confirmed(ConfirmOutcome outcome) {
        return ((ConfirmOutcome.Confirmed) outcome).stepUp();
    }

    private static PortalSession logInByMail(TestUser user) {
        Token half = ((PasswordOutcome.NeedsFactor) user.rightPassword()).halfSession();
        CodeOutcome outcome = user.code(half, newest(user, MailKind.LOGIN_CODE));
        return user.session(((CodeOutcome.SignedIn) outcome).session());
    }

    private static void send(TestUser user, PortalSession session, Purpose purpose) {
        StepUp stepUp = user.stepUp(session, purpose);
        assertThat(user.get(EmailEnrolment.class).send(stepUp, user.source, user.now()))
                .contains(new Sending.Sent());
    }

    private static Confirmation confirm(TestUser user, PortalSession session, String typed) {
        return user.get(EmailEnrolment.class).confirm(session, typed, user.source, user.now());
    }

    private static String newest(TestUser user, MailKind kind) {
        List<String> codes = new ArrayList<>();
        user.mailbox().mails().stream()
                .filter(mail -> mail.kind() == kind)
                .forEach(mail -> codes.add(mail.secret().reveal()));
        return codes.getLast();
    }

    private static Optional<Method> method(TestUser user) {
        return user.get(SecondFactors.class).of(user.id).map(SecondFactor::method);
    }

    /// Six other digits.
    private static String other(String code) {
        return code.replace(" ", "").equals("000000") ? "000001" : "000000";
    }

    private static TestPortal portal(TestStore store) {
        return PORTALS.computeIfAbsent(store, EmailEnrolmentTests::open);
    }

    private static TestPortal open(TestStore store) {
        try {
            Path dataDir = Files.createTempDirectory("tollgate-email");
            TestPortal portal = TestPortal.open(store, dataDir);
            prove(portal);
            return portal;
        } catch (IOException e) {
            throw new IllegalStateException("no folder for the portal", e);
        }
    }

    private static void prove(TestPortal portal) {
        TestMailServer.prove(
                portal.get(MailServers.class), portal.get(Transactions.class), portal.now());
    }
}
