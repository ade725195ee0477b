package dev.tollgate.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.AtOnce;
import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.account.Accounts;
import dev.tollgate.factor.CodeVerdict;
import dev.tollgate.factor.emailcode.Binding;
import dev.tollgate.factor.emailcode.EmailCodes;
import dev.tollgate.factor.emailcode.Sending;
import dev.tollgate.kernel.Token;
import dev.tollgate.notice.Mail;
import dev.tollgate.notice.MailKind;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.storage.Transactions;
import dev.tollgate.throttle.Admission;
import dev.tollgate.throttle.Decision;
import dev.tollgate.throttle.Throttle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Codes that are mailed: what each opens, how long, how often.
class MailedCodeTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordWhenRightThenOneCodeIsMailedAndOpensTheLogin(TestStore store) {
        TestUser user = TestUser.mailed(PORTALS.of(store));
        Token half = half(user);

        List<Mail> mails = user.mailbox().mails();
        assertThat(mails)
                .singleElement()
                .satisfies(
                        mail -> {
                            assertThat(mail.kind()).isEqualTo(MailKind.LOGIN_CODE);
                            assertThat(mail.address()).isEqualTo(user.name + "@example.com");
                            assertThat(mail.detail())
                                    .isEqualTo("Unknown browser, " + user.source.address());
                            assertThat(mail.until()).isEqualTo(user.now().plus(EmailCodes.LIFE));
                        });
        Token session = signedIn(user.code(half, user.mailbox().code()));
        assertThat(user.session(session).secondFactor()).isEqualTo("email code");
        assertThat(user.audited("CODE_MAILED")).isEqualTo(1);
        assertThat(user.rows("email_code")).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordWhenWrongThenNothingIsMailed(TestStore store) {
        TestUser user = TestUser.mailed(PORTALS.of(store));

        user.password("not the password at all");

        assertThat(user.mailbox().size()).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenUsedAgainThenWrong(TestStore store) {
        TestUser user = TestUser.mailed(PORTALS.of(store));
        Token half = half(user);
        String code = user.mailbox().code();
        signedIn(user.code(half, code));

        assertThat(user.code(half, code)).isInstanceOf(CodeOutcome.Gone.class);
        assertThat(user.code(user.halfSession(), code)).isInstanceOf(CodeOutcome.Wrong.class);
        assertThat(user.rows("session")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenOfAnotherHalfSessionThenWrongAndItsOwnStillTakesIt(TestStore store) {
        TestUser user = TestUser.mailed(PORTALS.of(store));
        Token owners = half(user);
        String code = user.mailbox().code();
        Token thiefs = user.halfSession();

        assertThat(user.code(thiefs, code)).isInstanceOf(CodeOutcome.Wrong.class);

        signedIn(user.code(owners, code));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenOfAnotherAccountThenWrong(TestStore store) {
        TestUser user = TestUser.mailed(PORTALS.of(store));
        TestUser other = TestUser.mailed(PORTALS.of(store));
        half(user);
        Token half = half(other);

        String foreign = user.mailbox().code();
        if (!foreign.equals(other.mailbox().code())) { // one time in a million they are alike
            assertThat(other.code(half, foreign)).isInstanceOf(CodeOutcome.Wrong.class);
        }
        assertThat(user.code(half, foreign)).isNotInstanceOf(CodeOutcome.SignedIn.class);
    }

    /// The row of a live code, moved to every other use of the same digest: the hash that holds the
    /// binding decides, not only the row's own word for it.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenMadeForAnotherUseThenOpensNothingElse(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.mailed(portal);
        half(user);
        Codes.Typed.Six code = six(user.mailbox().code());
        Binding made = storedBinding(portal, user);
        for (Binding.Use use : Binding.Use.values()) {
            Binding asked = new Binding(use, made.digest());
            if (!asked.equals(made)) {
                Admission admission = admissions(store, user, 2).getFirst();
                assertThat(accepted(portal, user, admission, code, asked)).as("row").isFalse();
                rename(portal, user, use + ":" + made.digest());
                Admission next = admissions(store, user, 1).getFirst();
                assertThat(accepted(portal, user, next, code, asked)).as("hash").isFalse();
                rename(portal, user, "LOGIN:" + made.digest());
            }
        }

        Admission last = admissions(store, user, 1).getFirst();
        assertThat(accepted(portal, user, last, code, made)).isTrue();
    }

    /// Its half-session lives no longer either, so the code is held against the facade alone.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenFiveMinutesOldThenWrong(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.mailed(portal);
        half(user);
        Codes.Typed.Six code = six(user.mailbox().code());
        Binding binding = storedBinding(portal, user);
        Admission admission = admissions(store, user, 1).getFirst();
        portal.clock.advance(EmailCodes.LIFE);

        assertThat(accepted(portal, user, admission, code, binding)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenAlmostFiveMinutesOldThenRight(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.mailed(portal);
        Token half = half(user);
        String code = user.mailbox().code();
        portal.clock.advance(EmailCodes.LIFE.minusMillis(1));

        signedIn(user.code(half, code));
    }

    /// PP-6: a secret of six digits could be guessed at without end.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenFiveTriesWereWrongThenDeadThoughTheBudgetAdmits(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.mailed(portal);
        Token half = half(user);
        String code = user.mailbox().code();
        for (int i = 0; i < EmailCodes.TRIES; i++) {
            assertThat(user.code(half, other(code))).isInstanceOf(CodeOutcome.Wrong.class);
        }
        portal.get(Transactions.class)
                .write(() -> portal.get(Throttle.class).unlock(user.id)); // as an administrator may

        assertThat(user.code(half, code)).isInstanceOf(CodeOutcome.Wrong.class);
        assertThat(user.rows("session")).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenANewOneWasSentThenOnlyTheNewOneOpens(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.mailed(portal);
        Token half = half(user);
        String old = user.mailbox().code();
        portal.clock.advance(EmailCodes.PAUSE);
        assertThat(send(user, half)).contains(new Sending.Sent());
        String fresh = user.mailbox().code();

        if (!old.equals(fresh)) {
            assertThat(user.code(half, old)).isInstanceOf(CodeOutcome.Wrong.class);
        }
        signedIn(user.code(half, fresh));
    }

    /// TH-03: another code, or another login, brings no further tries.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void wrongCodesWhenNewOnesAreSentBetweenThenStayCounted(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.mailed(portal);
        Token half = half(user);
        for (int i = 0; i < 4; i++) {
            assertThat(user.code(half, other(user.mailbox().code())))
                    .isInstanceOf(CodeOutcome.Wrong.class);
        }
        portal.clock.advance(EmailCodes.PAUSE);
        assertThat(send(user, half)).contains(new Sending.Sent());
        assertThat(user.code(half, other(user.mailbox().code())))
                .isInstanceOf(CodeOutcome.Wrong.class);

        assertThat(user.code(half, user.mailbox().code())).isInstanceOf(CodeOutcome.Wait.class);
        assertThat(user.code(half(user), "000000")).isInstanceOf(CodeOutcome.Wait.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sendWhenThreeInTenMinutesThenWaitsOverHalfSessionsAndNodes(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.mailed(portal);
        half(user);
        Instant free = user.now().plus(EmailCodes.SENDINGS_WITHIN);
        portal.clock.advance(Duration.ofSeconds(10));
        half(user);
        portal.clock.advance(Duration.ofSeconds(10));
        half(user.on(PORTALS.node(store, 1)));
        portal.clock.advance(Duration.ofSeconds(10));
        Token fourth = half(user);

        assertThat(user.mailbox().size()).isEqualTo(EmailCodes.SENDINGS);
        assertThat(send(user, fourth)).contains(new Sending.Wait(free));
        portal.clock.advance(Duration.between(user.now(), free).minusMillis(1));
        assertThat(send(user, user.halfSession())).get().isInstanceOf(Sending.Wait.class);
        portal.clock.advance(Duration.ofMillis(1));
        assertThat(send(user, user.halfSession())).contains(new Sending.Sent());
        assertThat(send(user, user.halfSession())).get().isInstanceOf(Sending.Wait.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sendWhenPressedAgainAtOnceThenWaitsAMinuteAndTheCodeStays(TestStore store) {
        TestUser user = TestUser.mailed(PORTALS.of(store));
        Token half = half(user);
        String code = user.mailbox().code();

        assertThat(send(user, half)).contains(new Sending.Wait(user.now().plus(EmailCodes.PAUSE)));

        signedIn(user.code(half, code));
    }

    /// Fifty logins of whoever has the password, on two nodes.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sendWhenFiftyAtOnceThenThreeAreMailed(TestStore store) {
        TestUser user = TestUser.mailed(PORTALS.of(store));
        List<Token> halves = Stream.generate(user::halfSession).limit(50).toList();

        List<Object> outcomes =
                AtOnce.run(50, i -> send(user.on(PORTALS.node(store, i)), halves.get(i)));

        assertThat(outcomes)
                .filteredOn(Optional.of(new Sending.Sent())::equals)
                .hasSize(EmailCodes.SENDINGS);
        assertThat(user.mailbox().size()).isEqualTo(EmailCodes.SENDINGS);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sendWhenTwiceAtOnceForOneLoginThenOneCodeIsLive(TestStore store) {
        TestUser user = TestUser.mailed(PORTALS.of(store));
        Token half = user.halfSession();

        List<Object> outcomes = AtOnce.run(10, i -> send(user.on(PORTALS.node(store, i)), half));

        assertThat(outcomes).filteredOn(Optional.of(new Sending.Sent())::equals).hasSize(1);
        assertThat(user.rows("email_code")).isEqualTo(1);
        signedIn(user.code(half, user.mailbox().code()));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void rightCodeWhenPostedFiftyTimesAtOnceThenOneSession(TestStore store) {
        TestUser user = TestUser.mailed(PORTALS.of(store));
        Token half = half(user);
        String code = user.mailbox().code();

        List<Object> outcomes =
                AtOnce.run(50, i -> user.on(PORTALS.node(store, i)).code(half, code));

        assertThat(outcomes).filteredOn(CodeOutcome.SignedIn.class::isInstance).hasSize(1);
        assertThat(user.rows("session")).isEqualTo(1);
    }

    /// Nothing before it: neither a budget nor the lock on the account nor a half-session.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void rightCodeWhenVerifiedTwentyTimesAtOnceThenSpentOnce(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.mailed(portal);
        half(user);
        Binding binding = storedBinding(portal, user);
        Codes.Typed.Six code = six(user.mailbox().code());
        List<Admission> admissions = admissions(store, user, 20);

        List<Object> outcomes =
                AtOnce.run(
                        20,
                        i ->
                                accepted(
                                        PORTALS.node(store, i),
                                        user,
                                        admissions.get(i),
                                        code,
                                        binding));

        assertThat(outcomes).filteredOn(Boolean.TRUE::equals).hasSize(1);
        assertThat(outcomes).filteredOn(Boolean.FALSE::equals).hasSize(19);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codeWhenTheEpochMovesWhileTheMailIsUnderWayThenDead(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.mailed(portal);
        Token half = half(user);
        String code = user.mailbox().code();
        Binding binding = storedBinding(portal, user);
        Accounts accounts = portal.get(Accounts.class);
        portal.get(Transactions.class)
                .write(() -> accounts.growEpoch(user.id, user.account().epoch()).orElseThrow());

        assertThat(user.code(half, code)).isInstanceOf(CodeOutcome.Gone.class);
        assertThat(send(user, half)).isEmpty();
        Admission admission = admissions(store, user, 1).getFirst();
        assertThat(accepted(portal, user, admission, six(code), binding)).isFalse();
    }

    /// Each wrong code is one failure, whichever kind it is; the sixth has to wait.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void wrongCodesWhenMixedWithRecoveryCodesThenOneBudget(TestStore store) {
        TestUser user = TestUser.mailed(PORTALS.of(store));
        Token half = half(user);
        String code = user.mailbox().code();
        user.code(half, other(code));
        user.recoveryCode(half, "AAAA-AAAA-AAAA-AAAA");
        user.code(half, other(code));
        assertThat(user.told("PASSWORD_KNOWN")).isEqualTo(1);
        user.recoveryCode(half, "AAAA-AAAA-AAAA-AAAA");
        user.code(half, other(code));

        assertThat(user.code(half, code)).isInstanceOf(CodeOutcome.Wait.class);
        assertThat(user.audited("CODE_REFUSED")).isEqualTo(5);
        assertThat(send(user, half)).get().isInstanceOf(Sending.Wait.class);
    }

    /// With the mail server dead, or the mailbox out of reach.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void recoveryCodeWhenNoMailArrivesThenOpensTheLogin(TestStore store) {
        TestUser user = TestUser.mailed(PORTALS.of(store));
        Token half = half(user);

        signedIn(user.recoveryCode(half, user.recoveryCodes.getFirst()));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void authenticatorCodeWhenTheMethodIsMailThenWrong(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser enrolled = TestUser.enrolled(portal);
        enrolled.nextStep();
        portal.jdbc()
                .sql("update second_factor set method = 'EMAIL' where account_id = :id")
                .param("id", enrolled.id.text())
                .update();

        assertThat(enrolled.code(enrolled.halfSession(), enrolled.code()))
                .isInstanceOf(CodeOutcome.Wrong.class);
        portal.jdbc()
                .sql("update second_factor set method = 'AUTHENTICATOR' where account_id = :id")
                .param("id", enrolled.id.text())
                .update();
        signedIn(enrolled.code(enrolled.halfSession(), enrolled.code()));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void stepUpWhenItsCodeWasMailedThenConfirmed(TestStore store) {
        TestUser user = TestUser.mailed(PORTALS.of(store));
        PortalSession session = loggedIn(user);
        assertThat(user.get(MailedCodes.class).forStepUp(session, user.source, user.now()))
                .contains(new Sending.Sent());
        Mail mail = user.mailbox().mails().getLast();

        assertThat(mail.kind()).isEqualTo(MailKind.STEP_UP_CODE);
        assertThat(user.confirm(session, Purpose.TURN_OFF, mail.secret().reveal()))
                .isInstanceOf(ConfirmOutcome.Confirmed.class);
        assertThat(user.confirm(session, Purpose.TURN_OFF, mail.secret().reveal()))
                .isInstanceOf(ConfirmOutcome.WrongCode.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void stepUpWhenTheCodeIsThatOfALoginThenRefused(TestStore store) {
        TestUser user = TestUser.mailed(PORTALS.of(store));
        PortalSession session = loggedIn(user);
        half(user);

        assertThat(user.confirm(session, Purpose.TURN_OFF, user.mailbox().code()))
                .isInstanceOf(ConfirmOutcome.WrongCode.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sendWhenTheMethodIsAnAuthenticatorThenNothing(TestStore store) {
        TestUser user = TestUser.enrolled(PORTALS.of(store));

        assertThat(send(user, half(user))).isEmpty();
        PortalSession session = user.logInWithCode();
        assertThat(user.get(MailedCodes.class).forStepUp(session, user.source, user.now()))
                .isEmpty();
        assertThat(user.mailbox().size()).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sendWhenThereIsNoAddressThenSaysSo(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.mailed(portal);
        Token half = half(user);
        user.set("email = ''");
        portal.clock.advance(EmailCodes.PAUSE);

        assertThat(send(user, half)).contains(new Sending.NoAddress());
    }

    private static Token half(TestUser user) {
        return ((PasswordOutcome.NeedsFactor) user.rightPassword()).halfSession();
    }

    private static PortalSession loggedIn(TestUser user) {
        return user.session(signedIn(user.code(half(user), user.mailbox().code())));
    }

    private static Token signedIn(CodeOutcome outcome) {
        assertThat(outcome).isInstanceOf(CodeOutcome.SignedIn.class);
        return ((CodeOutcome.SignedIn) outcome).session();
    }

    private static Optional<Sending> send(TestUser user, Token half) {
        return user.get(MailedCodes.class).forLogin(half, user.source, user.now());
    }

    private static Codes.Typed.Six six(String code) {
        return (Codes.Typed.Six) Codes.Typed.parse(code).orElseThrow();
    }

    private static boolean accepted(
            TestPortal portal,
            TestUser user,
            Admission admission,
            Codes.Typed.Six code,
            Binding binding) {
        return portal.get(Transactions.class)
                        .write(
                                () ->
                                        portal.get(EmailCodes.class)
                                                .verify(
                                                        user.id,
                                                        admission,
                                                        code.code(),
                                                        binding,
                                                        portal.now()))
                instanceof CodeVerdict.Accepted;
    }

    private static List<Admission> admissions(TestStore store, TestUser user, int count) {
        TestPortal portal = PORTALS.node(store, 0);
        Throttle throttle = portal.get(Throttle.class);
        List<Admission> admissions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Decision decision = throttle.admitCode(user.id, 1, portal.now());
            admissions.add(((Decision.Admitted) decision).admission());
            portal.get(Transactions.class).write(() -> throttle.unlock(user.id));
        }
        return admissions;
    }

    private static void rename(TestPortal portal, TestUser user, String binding) {
        portal.jdbc()
                .sql("update email_code set binding = :binding where account_id = :id")
                .param("binding", binding)
                .param("id", user.id.text())
                .update();
    }

    /// Six other digits.
    private static String other(String code) {
        return code.replace(" ", "").equals("000000") ? "000001" : "000000";
    }

    private static Binding storedBinding(TestPortal portal, TestUser user) {
        String text =
                portal.jdbc()
                        .sql("select binding from email_code where account_id = :id")
                        .param("id", user.id.text())
                        .query((row, _) -> row.getString(1))
                        .single();
        return Binding.ofLogin(text.substring(text.indexOf(':') + 1));
    }
}
