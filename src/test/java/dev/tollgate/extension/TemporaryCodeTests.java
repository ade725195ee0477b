package dev.tollgate.extension;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.AtOnce;
import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStaff;
import dev.tollgate.TestStore;
import dev.tollgate.account.Account;
import dev.tollgate.account.Role;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.CodeOutcome;
import dev.tollgate.login.ConfirmOutcome;
import dev.tollgate.login.Confirmations;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.login.SecondStep;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.session.Administered;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.StepUp;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The code of an administrator for somebody whose phone is at home, and what it must not do.
class TemporaryCodeTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final Secret PASSWORD = Secret.of(TestStaff.PASSWORD);

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenIssuedThenLogsInOnceAndTheOwnerIsTold(TestStore store) {
        Staff staff = Staff.of(PORTALS.of(store));
        Account user = enrolled(staff);
        String code = issue(staff, user).orElseThrow();
        String typed = " " + code.toLowerCase(Locale.ROOT).replace("-", " – ");

        assertThat(code).matches("[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}");
        assertThat(enter(staff, half(staff, user), typed)).isInstanceOf(CodeOutcome.SignedIn.class);
        assertThat(enter(staff, half(staff, user), code)).isInstanceOf(CodeOutcome.Wrong.class);
        assertThat(staff.notices(user))
                .contains(NoticeKind.TEMPORARY_CODE_ISSUED, NoticeKind.TEMPORARY_CODE_USED);
        assertThat(staff.events(user))
                .extracting(AuditEvent::kind)
                .contains(
                        AuditEvent.Kind.TEMPORARY_CODE_ISSUED, AuditEvent.Kind.TEMPORARY_CODE_USED);
        assertThat(staff.events(user)).noneMatch(event -> event.reason().contains(code));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenPostedAtOnceThenOneSessionIsOpened(TestStore store) {
        Staff staff = Staff.of(PORTALS.of(store));
        Account user = enrolled(staff);
        String code = issue(staff, user).orElseThrow();
        List<Token> halves = List.of(half(staff, user), half(staff, user), half(staff, user));

        List<Object> outcomes =
                AtOnce.run(halves.size(), number -> enter(staff, halves.get(number), code));

        assertThat(outcomes).filteredOn(CodeOutcome.SignedIn.class::isInstance).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenOlderThanEightHoursOrReplacedThenWrong(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Staff staff = Staff.of(portal);
        Account user = enrolled(staff);
        String first = issue(staff, user).orElseThrow();
        String second = issue(staff, user).orElseThrow();

        assertThat(enter(staff, half(staff, user), first)).isInstanceOf(CodeOutcome.Wrong.class);
        portal.clock.advance(Duration.ofHours(8));
        assertThat(enter(staff, half(staff, user), second)).isInstanceOf(CodeOutcome.Wrong.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenAccountChangesThenDead(TestStore store) {
        Staff staff = Staff.of(PORTALS.of(store));
        Account user = enrolled(staff);
        String code = issue(staff, user).orElseThrow();
        StepUp admin = staff.stepUp(staff.make(Role.ADMINISTRATOR));
        staff.save(admin, user, staff.change(user, null, "", null));

        assertThat(enter(staff, half(staff, user), code)).isInstanceOf(CodeOutcome.Wrong.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenAnothersThenWrong(TestStore store) {
        Staff staff = Staff.of(PORTALS.of(store));
        Account user = enrolled(staff);
        String others = issue(staff, enrolled(staff)).orElseThrow();

        assertThat(enter(staff, half(staff, user), others)).isInstanceOf(CodeOutcome.Wrong.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenTypedIntoAStepUpOrJustUsedThenConfirmsNothing(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Staff staff = Staff.of(portal);
        Account user = enrolled(staff);
        Token token = signedIn(enter(staff, half(staff, user), issue(staff, user).orElseThrow()));
        PortalSession session = portal.session(token);
        Confirmations confirmations = portal.get(Confirmations.class);

        for (Purpose purpose : Purpose.values()) {
            assertThat(confirmations.current(session, purpose, portal.now())).isEmpty();
        }
        ConfirmOutcome outcome =
                confirmations.confirm(
                        session,
                        Purpose.ADD_AUTHENTICATOR,
                        PASSWORD,
                        issue(staff, user).orElseThrow(),
                        TestPortal.SOURCE,
                        portal.now());
        assertThat(outcome).isInstanceOf(ConfirmOutcome.MalformedCode.class);
    }

    /// A guess counts like any other wrong code: the fifth brings the wait.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenGuessedThenDrawsOnTheBudgetOfAllCodes(TestStore store) {
        Staff staff = Staff.of(PORTALS.of(store));
        Account user = enrolled(staff);
        String code = issue(staff, user).orElseThrow();
        Token half = half(staff, user);
        for (int i = 0; i < 5; i++) {
            assertThat(enter(staff, half, "00000-0000" + i)).isInstanceOf(CodeOutcome.Wrong.class);
        }

        assertThat(enter(staff, half, code)).isInstanceOf(CodeOutcome.Wait.class);
        assertThat(staff.notices(user)).contains(NoticeKind.PASSWORD_KNOWN);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenNoneIsAskedAtTheLoginThenNotIssued(TestStore store) {
        Staff staff = Staff.of(PORTALS.of(store));
        Account user = staff.make(Role.EMPLOYEE);

        assertThat(issue(staff, user)).isEmpty();
        assertThat(staff.notices(user)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void issuePasswordWhenUserIsWaitingThenTheWaitEnds(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Staff staff = Staff.of(portal);
        Account user = staff.make(Role.EMPLOYEE);
        for (int i = 0; i < 5; i++) {
            staff.logIn(user, Secret.of("not the password"));
        }
        assertThat(staff.logIn(user, PASSWORD)).isInstanceOf(PasswordOutcome.Wait.class);

        Administered<Secret> issued =
                portal.get(ExtensionRescue.class)
                        .issuePassword(
                                staff.stepUp(staff.make(Role.HUMAN_RESOURCE)),
                                staff.extension(user),
                                TestPortal.SOURCE,
                                portal.now());

        Secret password = ((Administered.Done<Secret>) issued).value();
        assertThat(staff.logIn(user, password)).isInstanceOf(PasswordOutcome.SignedIn.class);
    }

    private static Account enrolled(Staff staff) {
        Account user = staff.make(Role.EMPLOYEE);
        staff.portal().enrol(staff.session(user), PASSWORD);
        return user;
    }

    private static Optional<String> issue(Staff staff, Account user) {
        Administered<Optional<Secret>> outcome =
                staff.portal()
                        .get(ExtensionRescue.class)
                        .issueTemporaryCode(
                                staff.stepUp(staff.make(Role.OPERATOR)),
                                staff.extension(user),
                                TestPortal.SOURCE,
                                staff.portal().now());
        return ((Administered.Done<Optional<Secret>>) outcome).value().map(Secret::reveal);
    }

    private static Token half(Staff staff, Account user) {
        return ((PasswordOutcome.NeedsFactor) staff.logIn(user, PASSWORD)).halfSession();
    }

    private static CodeOutcome enter(Staff staff, Token half, String code) {
        return staff.portal()
                .get(SecondStep.class)
                .withRecoveryCode(half, code, TestPortal.SOURCE, staff.portal().now());
    }

    private static Token signedIn(CodeOutcome outcome) {
        return ((CodeOutcome.SignedIn) outcome).session();
    }
}
