package dev.tollgate.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.AtOnce;
import dev.tollgate.SharedPortals;
import dev.tollgate.TestJar;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Token;
import dev.tollgate.notice.MailKind;
import dev.tollgate.notice.TestMails;
import dev.tollgate.session.Sessions;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// "Forgot password?", from the typed name to the new password.
class PasswordResetTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final String WANTED = "nine blue geese swim home";

    private TestPortal portal;

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void resetWhenLinkIsRightThenNewPasswordLogsInAndAllElseEnds(TestStore store) {
        portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Token before = ((PasswordOutcome.SignedIn) user.rightPassword()).session();
        Token half = user.halfSession();
        Token link = link(user);

        LinkOutcome.LogIn logIn = (LinkOutcome.LogIn) reset(link, user);
        assertThat(logIn.username()).isEqualTo(user.name);

        assertThat(user.isLive(before)).isFalse();
        assertThat(portal.get(SecondStep.class).pending(half, portal.now())).isEmpty();
        assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.Refused.class);
        assertThat(user.password(WANTED)).isInstanceOf(PasswordOutcome.SignedIn.class);
        assertThat(user.told("PASSWORD_RESET_BY_LINK")).isOne();
        assertThat(user.audited("PASSWORD_RESET_ASKED")).isOne();
        assertThat(user.audited("PASSWORD_RESET_BY_LINK")).isOne();
    }

    /// AP-28: a reset of the password took the second factor with it.
    ///
    /// Neither skipped nor cleared, and the hard stop stays too.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void resetWhenTwoFactorIsOnThenTheCodeIsStillAsked(TestStore store) {
        portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        long wrong = 100;
        portal.get(Transactions.class)
                .write(
                        () ->
                                portal.jdbc()
                                        .sql(
                                                "insert into budget values ('SECOND_FACTOR', :id,"
                                                        + " :row, 0, 0) on conflict (kind, subject)"
                                                        + " do update set in_row = :row")
                                        .param("id", user.id.text())
                                        .param("row", wrong)
                                        .update());

        assertThat(reset(link(user), user)).isInstanceOf(LinkOutcome.LogIn.class);

        PasswordOutcome outcome = user.password(WANTED);
        Token half = ((PasswordOutcome.NeedsFactor) outcome).halfSession();
        user.nextStep();
        assertThat(user.code(half, user.code())).isEqualTo(new CodeOutcome.UnderHardStop(1));
        assertThat(user.rows("recovery_code")).isEqualTo(10);
        assertThat(user.rows("totp")).isOne();
    }

    /// AP-24: a one-time link was read, then deleted, and so opened twice.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void resetWhenPostedFiftyTimesAtOnceThenOneWins(TestStore store) {
        portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Token link = link(user);
        Account account = user.account();

        List<Object> outcomes =
                AtOnce.run(
                        50,
                        number ->
                                PORTALS.node(store, number)
                                        .get(PasswordResets.class)
                                        .reset(
                                                link,
                                                new PasswordResets.Typed(
                                                        Secret.of(WANTED + number),
                                                        Secret.of(WANTED + number),
                                                        ""),
                                                user.source,
                                                portal.now()));

        assertThat(outcomes.stream().filter(LinkOutcome.LogIn.class::isInstance)).hasSize(1);
        assertThat(user.account().epoch()).isEqualTo(account.epoch() + 1);
        assertThat(user.told("PASSWORD_RESET_BY_LINK")).isOne();
        assertThat(reset(link, user)).isInstanceOf(LinkOutcome.Gone.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void resetWhenPasswordWillNotDoThenLinkStillWorks(TestStore store) {
        portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Token link = link(user);

        assertThat(reset(link, user, "short", "short")).isInstanceOf(LinkOutcome.Invalid.class);
        assertThat(reset(link, user, WANTED, WANTED + "x")).isInstanceOf(LinkOutcome.Invalid.class);
        assertThat(reset(link, user, user.name + " forever and ever", ""))
                .isInstanceOf(LinkOutcome.Invalid.class);
        assertThat(reset(link, user)).isInstanceOf(LinkOutcome.LogIn.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void linkWhenThirtyMinutesAreOverThenGone(TestStore store) {
        portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Token link = link(user);
        PasswordResets resets = portal.get(PasswordResets.class);

        portal.clock.advance(Duration.ofMinutes(30).minusMillis(1));
        assertThat(resets.owner(link, portal.now())).isPresent();
        portal.clock.advance(Duration.ofMillis(1));
        assertThat(resets.owner(link, portal.now())).isEmpty();
        assertThat(reset(link, user)).isInstanceOf(LinkOutcome.Gone.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void linkWhenANewerOneIsAskedForThenGoneWithItsMail(TestStore store) {
        portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Token first = link(user);
        Token second = link(user);

        assertThat(TestMails.of(portal, user.id)).hasSize(1);
        assertThat(reset(first, user)).isInstanceOf(LinkOutcome.Gone.class);
        assertThat(reset(second, user)).isInstanceOf(LinkOutcome.LogIn.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void linkWhenTheAccountHasChangedThenGone(TestStore store) {
        portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Token link = link(user);
        portal.get(Transactions.class)
                .write(() -> portal.get(Sessions.class).advanceFromOutside(user.account()));

        assertThat(reset(link, user)).isInstanceOf(LinkOutcome.Gone.class);

        Token disabled = link(user);
        user.set("status = 'DISABLED'");
        assertThat(reset(disabled, user)).isInstanceOf(LinkOutcome.Gone.class);
        assertThat(user.audited("PASSWORD_RESET_BY_LINK")).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void answerWhenTheAccountMayHaveNoLinkThenNoMailAndItIsOnRecord(TestStore store) {
        portal = PORTALS.of(store);
        for (String standing : List.of("status = 'DISABLED'", "portal_access = 0", "email = ''")) {
            TestUser user = TestUser.create(portal);
            user.set(standing);
            ask(user.name, user);

            assertThat(TestMails.of(portal, user.id)).as(standing).isEmpty();
            assertThat(user.rows("one_time_link")).as(standing).isZero();
            assertThat(user.audited("PASSWORD_RESET_ASKED")).as(standing).isOne();
        }
    }

    /// Else: change the address of somebody, "Forgot password?", in.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void answerWhenSomebodyElseChangedTheAddressThenNoMailUntilTheOwnerLoggedIn(TestStore store) {
        portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Account before = user.account();
        portal.get(Transactions.class)
                .write(
                        () -> {
                            portal.get(Sessions.class).advanceFromOutside(before);
                            return portal.get(Accounts.class)
                                    .changeEmail(before, "other" + before.email());
                        });
        ask(user.name, user);
        assertThat(TestMails.of(portal, user.id)).isEmpty();

        user.logIn();
        ask(user.name, user);
        assertThat(TestMails.of(portal, user.id))
                .singleElement()
                .satisfies(
                        mail -> {
                            assertThat(mail.kind()).isEqualTo(MailKind.PASSWORD_RESET_LINK);
                            assertThat(mail.address()).isEqualTo("other" + before.email());
                            assertThat(mail.secret().reveal()).startsWith("/login/reset?link=");
                        });
    }

    /// However often, and from how many places, it is asked: three mails in any hour.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void answerWhenAskedAgainAndAgainThenThreeMailsInAnHour(TestStore store) {
        portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        int mailed = 0;
        for (int minute = 0; minute < 120; minute += 5) {
            portal.get(Transactions.class)
                    .write(
                            () ->
                                    portal.jdbc()
                                            .sql("delete from mail where account_id = :id")
                                            .param("id", user.id.text())
                                            .update());
            ask(user.name, user.from("203.0.113." + minute));
            mailed += TestMails.of(portal, user.id).size();
            portal.clock.advance(Duration.ofMinutes(5).plusMillis(1));
        }
        assertThat(mailed).isEqualTo(6);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void askWhenOneSourceAsksOnAndOnThenItWaits(TestStore store) {
        portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        ForgottenPasswords forgotten = portal.get(ForgottenPasswords.class);
        for (int i = 0; i < 20; i++) {
            assertThat(forgotten.ask("nobody" + i, user.source, portal.now())).isEmpty();
        }
        assertThat(forgotten.ask(user.name, user.source, portal.now())).isPresent();
        assertThat(forgotten.ask("nobody", user.source, portal.now())).isPresent();
        answerAll();
        assertThat(TestMails.of(portal, user.id)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void resetWhenPasswordHadToWaitThenTheWaitIsOver(TestStore store) {
        portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        for (int i = 0; i < 5; i++) {
            user.password("wrong " + i);
        }
        assertThat(user.password(WANTED)).isInstanceOf(PasswordOutcome.Wait.class);
        reset(link(user), user);

        assertThat(user.password(WANTED)).isInstanceOf(PasswordOutcome.SignedIn.class);
    }

    /// Two workers, as on two nodes, answer each request once.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void answerWhenTwoNodesWorkAtOnceThenEachRequestOnce(TestStore store) {
        portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        answerAll();
        portal.get(ForgottenPasswords.class).ask(user.name, user.source, portal.now());

        AtOnce.run(
                8,
                number ->
                        PORTALS.node(store, number)
                                .get(ForgottenPasswords.class)
                                .answerNext(portal.now()));

        assertThat(user.audited("PASSWORD_RESET_ASKED")).isOne();
        assertThat(user.rows("one_time_link")).isOne();
    }

    /// Whoever reads the mailbox would have both factors.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void resetWhenCodesComeByMailThenARecoveryCodeIsAskedFor(TestStore store) {
        portal = PORTALS.of(store);
        TestUser user = TestUser.mailed(portal);
        Token link = link(user);
        String code = user.recoveryCodes.getFirst();

        for (String wrong : List.of("", "123456", "0000-0000-0000-0000")) {
            assertThat(reset(link, user, WANTED, WANTED, wrong))
                    .as(wrong)
                    .isInstanceOf(LinkOutcome.Invalid.class);
        }
        assertThat(user.audited("PASSWORD_RESET_BY_LINK")).isZero();
        assertThat(user.audited("CODE_REFUSED")).isOne();
        assertThat(reset(link, user, WANTED, WANTED, code)).isInstanceOf(LinkOutcome.LogIn.class);

        assertThat(user.rows("recovery_code")).isEqualTo(9);
        assertThat(user.told("RECOVERY_CODE_USED")).isOne();
        assertThat(user.password(WANTED)).isInstanceOf(PasswordOutcome.NeedsFactor.class);
    }

    /// None was due when the form came in, and now one is.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void resetWhenCodesBeginToComeByMailInTheMiddleThenRefused(TestStore store) {
        portal = PORTALS.of(store);
        TestUser before = TestUser.create(portal);
        TestUser after = TestUser.mailed(portal);

        assertThat(acceptWithoutCode(before)).isTrue();
        assertThat(acceptWithoutCode(after)).isFalse();
    }

    /// Tries are booked on the one budget of codes, so its waits hold here too.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void resetWhenRecoveryCodesAreGuessedThenTheWaitsOfCodesHold(TestStore store) {
        portal = PORTALS.of(store);
        TestUser user = TestUser.mailed(portal);
        Token link = link(user);
        for (int i = 0; i < 5; i++) {
            reset(link, user, WANTED, WANTED, "0000-0000-0000-0000");
        }
        String code = user.recoveryCodes.getFirst();

        assertThat(reset(link, user, WANTED, WANTED, code)).isInstanceOf(LinkOutcome.Invalid.class);
        assertThat(user.rows("recovery_code")).isEqualTo(10);
    }

    /// Opening the mailed link shows that the browser is the owner's: a stranger who guesses on
    /// does not make it wait.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void resetWhenDoneThenItsBrowserIsKnown(TestStore store) {
        portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        LinkOutcome.LogIn logIn = (LinkOutcome.LogIn) reset(link(user), user);
        TestJar jar = new TestJar();
        logIn.keepsakes().forEach(jar::keep);
        TestUser stranger = user.from("203.0.113.77");
        for (int i = 0; i < 5; i++) {
            stranger.password("not the password at all");
        }

        assertThat(stranger.password(WANTED)).isInstanceOf(PasswordOutcome.Wait.class);
        assertThat(user.bringing(jar).password(WANTED))
                .isInstanceOf(PasswordOutcome.SignedIn.class);
    }

    private boolean acceptWithoutCode(TestUser user) {
        ResetProof proof = portal.get(ResetProof.class);
        return portal.get(Transactions.class)
                .write(() -> proof.accept(user.id, null, user.source, portal.now()));
    }

    private Token link(TestUser user) {
        ask(user.name, user);
        return TestMails.link(portal, user.id);
    }

    private void ask(String name, TestUser from) {
        assertThat(portal.get(ForgottenPasswords.class).ask(name, from.source, portal.now()))
                .isEmpty();
        answerAll();
    }

    private void answerAll() {
        TestResets.answerAll(portal.get(ForgottenPasswords.class), portal.now());
    }

    private LinkOutcome reset(Token link, TestUser user) {
        return reset(link, user, WANTED, WANTED);
    }

    private LinkOutcome reset(Token link, TestUser user, String wanted, String confirmed) {
        return reset(link, user, wanted, confirmed, "");
    }

    private LinkOutcome reset(
            Token link, TestUser user, String wanted, String confirmed, String code) {
        return portal.get(PasswordResets.class)
                .reset(
                        link,
                        new PasswordResets.Typed(Secret.of(wanted), Secret.of(confirmed), code),
                        user.source,
                        portal.now());
    }
}
