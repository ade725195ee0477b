package dev.tollgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.LoginName;
import dev.tollgate.account.Role;
import dev.tollgate.account.Status;
import dev.tollgate.bootstrap.TestConsole;
import dev.tollgate.bootstrap.TestConsole.Result;
import dev.tollgate.factor.SecondFactors;
import dev.tollgate.factor.recovery.RecoveryCodes;
import dev.tollgate.factor.totp.Authenticators;
import dev.tollgate.kernel.Keepsakes;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.CodeOutcome;
import dev.tollgate.login.Login;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.login.ProofOutcome;
import dev.tollgate.login.SecondStep;
import dev.tollgate.login.SetUpProof;
import dev.tollgate.notice.Notice;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.notice.Notices;
import dev.tollgate.policy.TestPolicy;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Sessions;
import dev.tollgate.throttle.Throttle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each command beside a portal that is open on the same database.
class AccountCommandTests {

    private static final Secret WRONG = Secret.of("not the right password");
    private static final Pattern ONE_TIME =
            Pattern.compile(
                    "^ {4}((?:[2-9a-km-np-z]{5}-){3}[2-9a-km-np-z]{5})$", Pattern.MULTILINE);

    @TempDir private Path directory;

    /// PP-15: the way back was a login that the maker knew. Ours is a command at the console, on
    /// record.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void resetTwoFactorWhenOnThenPasswordAloneAdmits(TestStore store) {
        try (TestPortal portal = open(store)) {
            TestPortal.Enrolled enrolled = portal.enrol(portal.logIn());
            Account before = portal.admin();
            List<String> password = rows(portal).column("account", "password");

            Result result = run(portal, "account", "reset-2fa", "ADMIN@Example.com");

            assertThat(result.exitCode()).isZero();
            assertThat(result.err()).isEmpty();
            assertThat(result.out())
                    .contains("Two-factor authentication of admin is off.", "Password", "told");
            assertThat(portal.get(SecondFactors.class).of(before.id())).isEmpty();
            assertThat(portal.get(Authenticators.class).of(before.id())).isEmpty();
            assertThat(portal.get(RecoveryCodes.class).state(before.id())).isEmpty();
            assertThat(rows(portal).column("account", "password")).isEqualTo(password);
            assertThat(portal.admin().mustChangePassword()).isFalse();
            assertOutsideChange(portal, before, enrolled.session());
            assertRecorded(portal, before, "TWO_FACTOR_RESET", NoticeKind.TWO_FACTOR_RESET);
            assertThat(portal.password(TestPortal.PASSWORD))
                    .isInstanceOf(PasswordOutcome.SignedIn.class);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void resetTwoFactorWhenOffThenRefusedAndNothingChanges(TestStore store) {
        try (TestPortal portal = open(store)) {
            PortalSession session = portal.logIn();
            Account before = portal.admin();

            Result result = run(portal, "account", "reset-2fa", "admin");

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err())
                    .contains("tollgate: error: two-factor authentication of admin is off already");
            assertThat(portal.admin()).isEqualTo(before);
            assertThat(portal.get(Sessions.class).of(before.id(), portal.now()))
                    .extracting(PortalSession::digest)
                    .containsExactly(session.digest());
            assertThat(notices(portal, before)).isEmpty();
        }
    }

    /// The code that is shown proves who is there before the set-up; a reset that is repeated shows
    /// another one and kills the first.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void resetTwoFactorWhenTheProofIsDemandedThenShowsACodeThatGivesIt(TestStore store) {
        try (TestPortal portal = open(store)) {
            portal.enrol(portal.logIn());
            TestPolicy.set(portal::get, TestPolicy.mandatoryWithProof());

            String first = temporaryCode(run(portal, "account", "reset-2fa", "admin"));
            String second = temporaryCode(run(portal, "account", "reset-2fa", "admin"));

            PortalSession session = portal.logIn();
            assertThat(session.mustProve()).isTrue();
            SetUpProof proof = portal.get(SetUpProof.class);
            assertThat(proof.withTemporaryCode(session, first, TestPortal.SOURCE, portal.now()))
                    .isInstanceOf(ProofOutcome.Wrong.class);
            assertThat(proof.withTemporaryCode(session, second, TestPortal.SOURCE, portal.now()))
                    .isInstanceOf(ProofOutcome.Proven.class);
            assertThat(notices(portal, portal.admin())).contains(NoticeKind.TEMPORARY_CODE_ISSUED);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void unlockWhenWaitingThenNoWaitIsLeftAndFactorsStay(TestStore store) {
        try (TestPortal portal = open(store)) {
            TestPortal.Enrolled enrolled = portal.enrol(portal.logIn());
            Account before = portal.admin();
            lockOut(portal, before);

            Result result = run(portal, "account", "unlock", "Admin");

            assertThat(result.exitCode()).isZero();
            assertThat(result.err()).isEmpty();
            assertThat(result.out()).contains("admin is unlocked", "stay", "told");
            assertThat(portal.admin()).isEqualTo(before);
            assertThat(portal.get(Sessions.class).find(enrolled.session(), portal.now()))
                    .isPresent();
            assertRecorded(portal, before, "UNLOCKED", NoticeKind.UNLOCKED);
            portal.clock.advance(Duration.ofSeconds(30));
            assertThat(code(portal, portal.code(enrolled.secret())))
                    .isInstanceOf(CodeOutcome.SignedIn.class);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void resetPasswordWhenTwoFactorOnThenCodeStillAskedAndChangeDue(TestStore store)
            throws Exception {
        try (TestPortal portal = open(store)) {
            TestPortal.Enrolled enrolled = portal.enrol(portal.logIn());
            Account before = portal.admin();

            Result result = run(portal, "account", "reset-password", "admin");

            Secret issued = oneTimePassword(result);
            assertThat(result.exitCode()).isZero();
            assertThat(result.err())
                    .startsWith("tollgate: hint: a login asks for a code too;")
                    .contains("tollgate account reset-2fa admin");
            assertThat(result.out()).contains("Two-factor authentication stays", "changed", "told");
            assertThat(portal.admin().mustChangePassword()).isTrue();
            assertOutsideChange(portal, before, enrolled.session());
            assertRecorded(portal, before, "PASSWORD_RESET", NoticeKind.PASSWORD_RESET);
            assertThat(rows(portal).everything()).doesNotContain(issued.reveal());
            assertThat(portal.password(TestPortal.PASSWORD))
                    .isInstanceOf(PasswordOutcome.Refused.class);
            PasswordOutcome right = portal.password(issued);
            portal.clock.advance(Duration.ofSeconds(30));
            Token halfSession = ((PasswordOutcome.NeedsFactor) right).halfSession();
            CodeOutcome.SignedIn signedIn =
                    (CodeOutcome.SignedIn)
                            code(portal, halfSession, portal.code(enrolled.secret()));
            assertThat(portal.session(signedIn.session()).mustChangePassword()).isTrue();
        }
    }

    /// Where the password is all that is asked nothing is said of what else there could be.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void resetPasswordWhenTwoFactorOffThenHintsWhereAProofIsDueOnly(TestStore store)
            throws Exception {
        try (TestPortal portal = open(store)) {
            assertThat(run(portal, "account", "reset-password", "admin").err()).isEmpty();
            TestPolicy.set(portal::get, TestPolicy.mandatoryWithProof());

            assertThat(run(portal, "account", "reset-password", "admin").err())
                    .startsWith("tollgate: hint: the first login has to prove who is there;")
                    .contains("tollgate account reset-2fa admin shows a temporary code");
            assertThat(create(portal, "second", "second@example.com").err())
                    .contains("tollgate account reset-2fa second shows a temporary code");
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void resetPasswordWhenFromAFileThenThatOneAndNotShown(TestStore store) throws Exception {
        try (TestPortal portal = open(store)) {
            Path file = Files.writeString(directory.resolve("password"), "tall green window\n");

            Result result =
                    run(
                            portal,
                            "account",
                            "reset-password",
                            "admin",
                            "--password-file",
                            file.toString());

            assertThat(result.exitCode()).isZero();
            assertThat(result.out() + result.err()).doesNotContain("tall green window");
            assertThat(rows(portal).everything()).doesNotContain("tall green window");
            assertThat(portal.admin().mustChangePassword()).isTrue();
            assertThat(portal.password(Secret.of("tall green window")))
                    .isInstanceOf(PasswordOutcome.SignedIn.class);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void resetPasswordWhenRulesForbidItThenRefusedAndNothingChanges(TestStore store) {
        try (TestPortal portal = open(store)) {
            Account before = portal.admin();

            Result result =
                    TestConsole.runWithInput(
                            "admin",
                            portal.settings(),
                            "account",
                            "reset-password",
                            "admin",
                            "--password-file=-");

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err())
                    .contains("the password has fewer than 15 characters")
                    .contains("the password contains \"admin\"");
            assertThat(portal.admin()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void createSuperAdminWhenNoPasswordGivenThenOneTimePasswordToChange(TestStore store)
            throws Exception {
        try (TestPortal portal = open(store)) {
            Account first = portal.admin();

            Result result = create(portal, "second", "second@example.com");

            Secret issued = oneTimePassword(result);
            assertThat(result.exitCode()).isZero();
            assertThat(result.err()).isEmpty();
            Account made = account(portal, "SECOND@example.com");
            assertThat(made.role()).isEqualTo(Role.SUPER_ADMINISTRATOR);
            assertThat(made.mustChangePassword()).isTrue();
            assertThat(made.status()).isEqualTo(Status.ACTIVE);
            assertRecorded(portal, made, "ACCOUNT_CREATED", NoticeKind.ADMINISTRATOR_ADDED);
            assertThat(notices(portal, first)).containsExactly(NoticeKind.ADMINISTRATOR_ADDED);
            assertThat(portal.admin()).isEqualTo(first);
            assertThat(rows(portal).everything()).doesNotContain(issued.reveal());
            assertThat(logIn(portal, "second", issued))
                    .isInstanceOf(PasswordOutcome.SignedIn.class);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void createSuperAdminWhenPasswordGivenThenNoChangeDue(TestStore store) {
        try (TestPortal portal = open(store)) {
            Result result =
                    TestConsole.runWithInput(
                            "tall green window",
                            portal.settings(),
                            "account",
                            "create-super-admin",
                            "--username=second",
                            "--email=second@example.com",
                            "--password-file=-");

            assertThat(result.exitCode()).isZero();
            assertThat(result.out()).doesNotContain("tall green window");
            assertThat(account(portal, "second").mustChangePassword()).isFalse();
            assertThat(logIn(portal, "second", Secret.of("tall green window")))
                    .isInstanceOf(PasswordOutcome.SignedIn.class);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void createSuperAdminWhenANameIsTakenThenSaysWhichAndMakesNothing(TestStore store) {
        try (TestPortal portal = open(store)) {
            Result username = create(portal, "ADMIN", "second@example.com");
            Result email = create(portal, "second", "Admin@example.com");
            Result address = create(portal, "second", "nowhere");

            assertThat(username.err())
                    .contains("another account has the user name ADMIN")
                    .contains("tollgate account reset-password ADMIN", "reset-2fa");
            assertThat(email.err())
                    .contains("another account has the email address Admin@example.com");
            assertThat(address.err()).contains("does not look like ana@example.com");
            assertThat(List.of(username, email, address))
                    .allSatisfy(result -> assertThat(result.exitCode()).isEqualTo(1))
                    .allSatisfy(result -> assertThat(result.out()).isEmpty());
            assertThat(rows(portal).column("account", "username")).containsExactly("admin");
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void accountWhenUnknownThenSaysSo(TestStore store) {
        try (TestPortal portal = open(store)) {
            for (String command : List.of("reset-2fa", "unlock", "reset-password")) {
                Result result = run(portal, "account", command, "nobody");

                assertThat(result.exitCode()).isEqualTo(1);
                assertThat(result.out()).isEmpty();
                assertThat(result.err())
                        .startsWith("tollgate: error: no account is called nobody")
                        .contains("tollgate: hint: ");
            }
        }
    }

    private TestPortal open(TestStore store) {
        return TestPortal.open(store, directory.resolve("data"));
    }

    private static Result run(TestPortal portal, String... arguments) {
        return TestConsole.run(portal.settings(), arguments);
    }

    private static String temporaryCode(Result result) {
        assertThat(result.exitCode()).isZero();
        Matcher code = Pattern.compile("    ([0-9A-Z]{5}-[0-9A-Z]{5})\n").matcher(result.out());
        assertThat(code.find()).as(result.out()).isTrue();
        return code.group(1);
    }

    private static Result create(TestPortal portal, String username, String email) {
        return run(
                portal, "account", "create-super-admin", "--username", username, "--email", email);
    }

    /// Six wrong passwords, and as many wrong codes as stop the second factor hard.
    private static void lockOut(TestPortal portal, Account account) {
        Token halfSession = portal.halfSession();
        assertThat(code(portal, halfSession, "000000")).isInstanceOf(CodeOutcome.Wrong.class);
        portal.jdbc().sql("update budget set in_row = 100 where kind = 'SECOND_FACTOR'").update();
        for (int i = 0; i < 6; i++) {
            portal.password(WRONG);
        }
        assertThat(portal.password(TestPortal.PASSWORD)).isInstanceOf(PasswordOutcome.Wait.class);
        assertThat(portal.get(Throttle.class).codeStanding(account.id(), 1, portal.now()).stopped())
                .isTrue();
    }

    private static CodeOutcome code(TestPortal portal, String code) {
        return code(portal, portal.halfSession(), code);
    }

    private static CodeOutcome code(TestPortal portal, Token halfSession, String code) {
        return portal.get(SecondStep.class)
                .withCode(halfSession, code, false, TestPortal.SOURCE, portal.now());
    }

    private static PasswordOutcome logIn(TestPortal portal, String name, Secret password) {
        return portal.get(Login.class)
                .withPassword(name, password, "/", Keepsakes.NONE, TestPortal.SOURCE, portal.now());
    }

    private static Account account(TestPortal portal, String name) {
        return portal.get(Accounts.class).find(LoginName.of(name)).orElseThrow();
    }

    private static Secret oneTimePassword(Result result) {
        Matcher matcher = ONE_TIME.matcher(result.out());
        assertThat(matcher.find()).as(result.out()).isTrue();
        return Secret.of(matcher.group(1));
    }

    /// The epoch has grown by one and the session that was open is over.
    private static void assertOutsideChange(TestPortal portal, Account before, Token session) {
        assertThat(portal.admin().epoch()).isEqualTo(before.epoch() + 1);
        assertThat(portal.get(Sessions.class).find(session, portal.now())).isEmpty();
    }

    private static void assertRecorded(
            TestPortal portal, Account target, String kind, NoticeKind notice) {
        assertThat(rows(portal).newestAudit())
                .isEqualTo("%s DONE by null on %s".formatted(kind, target.id()));
        assertThat(notices(portal, target)).contains(notice);
    }

    private static List<NoticeKind> notices(TestPortal portal, Account account) {
        return portal.get(Notices.class).unread(account.id()).stream().map(Notice::kind).toList();
    }

    private static TestRows rows(TestPortal portal) {
        return new TestRows(portal);
    }
}
