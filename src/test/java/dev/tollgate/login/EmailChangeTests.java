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
import dev.tollgate.account.LinkKind;
import dev.tollgate.account.LoginName;
import dev.tollgate.factor.emailcode.Binding;
import dev.tollgate.factor.emailcode.CodeRequest;
import dev.tollgate.factor.emailcode.EmailCodes;
import dev.tollgate.kernel.Token;
import dev.tollgate.notice.MailKind;
import dev.tollgate.notice.TestMails;
import dev.tollgate.policy.SecurityOptions;
import dev.tollgate.policy.TestPolicy;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.Sessions;
import dev.tollgate.session.StaleSessionException;
import dev.tollgate.session.StepUp;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The owner's change of address, and of the second one.
class EmailChangeTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private TestPortal portal;
    private TestUser user;
    private PortalSession session;
    private String old;
    private String wanted;

    private void open(TestStore store) {
        portal = PORTALS.of(store);
        user = TestUser.create(portal);
        session = user.logIn();
        old = user.account().email();
        wanted = "new." + old;
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void confirmWhenClickedThenTheAddressIsNewAndBothAreTold(TestStore store) {
        open(store);
        Token link = ask(wanted);
        assertThat(user.account().email()).isEqualTo(old);
        assertThat(changes().pending(LinkKind.EMAIL, user.id, portal.now())).contains(wanted);
        assertThat(TestMails.of(portal, user.id).getLast().address()).isEqualTo(wanted);
        assertThat(user.told("EMAIL_CHANGE_ASKED")).isOne();

        assertThat(confirm(link)).isEqualTo(new EmailConfirming.Confirmed(wanted));

        assertThat(user.account().email()).isEqualTo(wanted);
        assertThat(addressesTold("EMAIL_CHANGED_BY_OWNER")).containsExactlyInAnyOrder("", old);
        assertThat(user.audited("EMAIL_CHANGE_ASKED")).isOne();
        assertThat(user.audited("EMAIL_CHANGED_BY_OWNER")).isOne();
        assertThat(user.password(wanted, TestPortal.PASSWORD.reveal()))
                .isInstanceOf(PasswordOutcome.SignedIn.class);
        assertThat(portal.get(Accounts.class).find(LoginName.of(old))).isEmpty();
        assertThat(changes().pending(LinkKind.EMAIL, user.id, portal.now())).isEmpty();
        assertThat(confirm(link)).isInstanceOf(EmailConfirming.Gone.class);
        assertThat(portal.get(Accounts.class).takesResetLinks(user.account())).isTrue();
    }

    /// The step-up names its purpose, and asks anew.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void askWhenStepUpIsForSomethingElseThenRefused(TestStore store) {
        open(store);
        StepUp other = user.stepUp(session, Purpose.MANAGE_EXTENSION);

        assertThatThrownBy(() -> ask(other, wanted)).isInstanceOf(IllegalStateException.class);
        assertThat(portal.get(Confirmations.class))
                .extracting(
                        it ->
                                it.current(
                                        user.session(latest()), Purpose.CHANGE_EMAIL, portal.now()))
                .matches(Optional::isEmpty);
        assertThat(TestMails.of(portal, user.id)).isEmpty();
    }

    /// Asked for while the password was enough: the proof must not go to the new mailbox.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void confirmWhenAProofIsDueThenTheAddressStays(TestStore store) {
        open(store);
        Token link = ask(wanted);
        TestPolicy.set(portal::get, TestPolicy.mandatoryWithProof());
        try {
            assertThat(confirm(link)).isInstanceOf(EmailConfirming.Gone.class);
        } finally {
            TestPolicy.set(portal::get, _ -> SecurityOptions.DEFAULT);
            TestPolicy.forget(portal::get);
        }
        assertThat(user.account().email()).isEqualTo(old);
        assertThat(user.audited("EMAIL_CHANGED_BY_OWNER")).as("the refusal").isOne();
        assertThat(confirm(link)).isInstanceOf(EmailConfirming.Gone.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void confirmWhenClickedThenACodeInTheOldMailboxIsDead(TestStore store) {
        open(store);
        Token link = ask(wanted);
        EmailCodes codes = portal.get(EmailCodes.class);
        Binding binding = Binding.ofProof(session.digest());
        CodeRequest request = new CodeRequest(user.id, session.epoch(), old, binding, user.source);
        portal.get(Transactions.class).write(() -> codes.send(request, portal.now()));
        assertThat(codes.standing(user.id, binding, portal.now()).live()).isTrue();

        assertThat(confirm(link)).isInstanceOf(EmailConfirming.Confirmed.class);

        assertThat(codes.standing(user.id, binding, portal.now()).live()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void confirmWhenTwoChangesWereAskedForThenTheLaterCounts(TestStore store) {
        open(store);
        Token first = ask("first." + old);
        Token second = ask(wanted);

        assertThat(confirm(first)).isInstanceOf(EmailConfirming.Gone.class);
        assertThat(confirm(second)).isInstanceOf(EmailConfirming.Confirmed.class);
        assertThat(user.account().email()).isEqualTo(wanted);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void confirmWhenTheAddressWasTakenMeanwhileThenNothingChanges(TestStore store) {
        open(store);
        Token link = ask(wanted);
        TestUser other = TestUser.create(portal);
        portal.get(Transactions.class)
                .write(
                        () ->
                                portal.get(Accounts.class)
                                        .changeOwnEmail(
                                                other.account(), wanted.toUpperCase(Locale.ROOT)));

        assertThat(confirm(link)).isInstanceOf(EmailConfirming.Taken.class);
        assertThat(user.account().email()).isEqualTo(old);
        assertThat(user.audited("EMAIL_CHANGED_BY_OWNER")).as("the refusal").isOne();
        assertThat(confirm(link)).isInstanceOf(EmailConfirming.Gone.class);
    }

    /// Of two owners who want one address, one gets it.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void confirmWhenTwoAccountsWantOneAddressAtOnceThenOneHasIt(TestStore store) {
        open(store);
        Token mine = ask(wanted);
        TestUser other = TestUser.create(portal);
        PortalSession theirs = other.logIn();
        changes()
                .ask(
                        other.stepUp(theirs, Purpose.CHANGE_EMAIL),
                        LinkKind.EMAIL,
                        wanted,
                        other.source,
                        portal.now());
        Token their = TestMails.link(portal, other.id);

        List<Object> outcomes =
                AtOnce.run(
                        8,
                        number ->
                                PORTALS.node(store, number)
                                        .get(EmailChanges.class)
                                        .confirm(
                                                number % 4 < 2 ? mine : their,
                                                user.source,
                                                portal.now()));

        assertThat(outcomes.stream().filter(EmailConfirming.Confirmed.class::isInstance))
                .hasSize(1);
        assertThat(outcomes.stream().filter(EmailConfirming.Taken.class::isInstance)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void confirmWhenTheAccountHasChangedMeanwhileThenGone(TestStore store) {
        open(store);
        Token link = ask(wanted);
        Account account = user.account();
        portal.get(Transactions.class)
                .write(
                        () -> {
                            portal.get(Sessions.class).advanceFromOutside(account);
                            return portal.get(Accounts.class).changeEmail(account, "set." + old);
                        });

        assertThat(confirm(link)).isInstanceOf(EmailConfirming.Gone.class);
        assertThat(user.account().email()).isEqualTo("set." + old);
        assertThatThrownBy(
                        () ->
                                ask(
                                        StepUp.issue(session, Purpose.CHANGE_EMAIL, portal.now()),
                                        wanted))
                .isInstanceOf(StaleSessionException.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void confirmWhenCancelledOrADayLaterThenGone(TestStore store) {
        open(store);
        Token cancelled = ask(wanted);
        changes().cancel(session, LinkKind.EMAIL, user.source, portal.now());
        assertThat(confirm(cancelled)).isInstanceOf(EmailConfirming.Gone.class);
        assertThat(TestMails.of(portal, user.id)).isEmpty();
        assertThat(
                        portal.jdbc()
                                .sql(
                                        "select count(*) from audit where kind = :kind and actor = :by")
                                .param("kind", "EMAIL_CHANGE_CANCELLED")
                                .param("by", user.id.text())
                                .query(Integer.class)
                                .single())
                .isEqualTo(1);

        Token late = ask(wanted);
        portal.clock.advance(Duration.ofHours(24));
        assertThat(confirm(late)).isInstanceOf(EmailConfirming.Gone.class);
        assertThat(user.account().email()).isEqualTo(old);
    }

    /// What waits in the old mailbox opens nothing any more.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void confirmWhenAResetWaitsAtTheOldAddressThenItIsDead(TestStore store) {
        open(store);
        Token reset = TestResets.link(portal, user);
        confirm(ask(wanted));

        assertThat(portal.get(PasswordResets.class).owner(reset, portal.now())).isEmpty();
        assertThat(TestMails.of(portal, user.id))
                .noneMatch(mail -> mail.kind() == MailKind.PASSWORD_RESET_LINK);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void askWhenAgainAndAgainThenThreeMailsInAnHour(TestStore store) {
        open(store);
        for (int i = 0; i < 3; i++) {
            ask("a" + i + "." + old);
        }
        StepUp stepUp = stepUp();
        assertThat(ask(stepUp, wanted)).isInstanceOf(EmailAsking.Wait.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void askWhenTheAddressIsNoneThenNothingIsMailed(TestStore store) {
        open(store);
        StepUp stepUp = stepUp();
        for (String wrong :
                List.of(
                        "",
                        old,
                        "ana",
                        "ana@example.com\r\nBcc: eve@example.com",
                        "ana@example.com\nSubject: x",
                        "ana@example.com,eve@example.com",
                        "\"a b\"@example.com",
                        "Ana <ana@example.com>")) {
            assertThat(ask(stepUp, wrong)).as(wrong).isInstanceOf(EmailAsking.Invalid.class);
        }
        assertThat(TestMails.of(portal, user.id)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void secondAddressWhenConfirmedThenToldThereTooAndNoWayIn(TestStore store) {
        open(store);
        Token link = askSecond(wanted);
        assertThat(portal.get(Accounts.class).noticeEmail(user.id)).isEmpty();

        assertThat(confirm(link)).isEqualTo(new EmailConfirming.Confirmed(wanted));

        assertThat(addressesTold("NOTICE_EMAIL_CHANGED")).contains("", wanted);
        assertThat(user.account().email()).isEqualTo(old);
        assertThat(portal.get(Accounts.class).find(LoginName.of(wanted))).isEmpty();
        assertThat(user.audited("NOTICE_EMAIL_CHANGED")).isOne();
    }

    /// At once, and what waits for its click brings no address back.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void secondAddressWhenRemovedThenGoneAndToldThereToo(TestStore store) {
        open(store);
        confirm(askSecond(wanted));
        Token waiting = askSecond("late." + old);
        long told = user.told("NOTICE_EMAIL_CHANGED");

        changes().removeNoticeEmail(stepUp(), user.source, portal.now());

        assertThat(portal.get(Accounts.class).noticeEmail(user.id)).isEmpty();
        assertThat(confirm(waiting)).isInstanceOf(EmailConfirming.Gone.class);
        assertThat(user.audited("NOTICE_EMAIL_CHANGED")).isEqualTo(2);
        assertThat(user.told("NOTICE_EMAIL_CHANGED"))
                .as("there and at the account's own")
                .isEqualTo(told + 2);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void secondAddressWhenSessionHasEndedOrStepUpIsAnothersThenStays(TestStore store) {
        open(store);
        confirm(askSecond(wanted));
        StepUp stepUp = stepUp();
        StepUp other = user.stepUp(session, Purpose.MANAGE_EXTENSION);
        assertThatThrownBy(() -> changes().removeNoticeEmail(other, user.source, portal.now()))
                .isInstanceOf(IllegalStateException.class);
        user.logOut(session);

        assertThatThrownBy(() -> changes().removeNoticeEmail(stepUp, user.source, portal.now()))
                .isInstanceOf(StaleSessionException.class);
        assertThatThrownBy(
                        () -> changes().cancel(session, LinkKind.EMAIL, user.source, portal.now()))
                .isInstanceOf(StaleSessionException.class);

        assertThat(portal.get(Accounts.class).noticeEmail(user.id)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void linkWhenLookedAtThenSaysWhatItWouldChangeAndChangesNothing(TestStore store) {
        open(store);
        Token second = askSecond("second." + old);
        Token first = ask(wanted);

        assertThat(changes().asked(first, portal.now()))
                .contains(new EmailChanges.Asked(user.name, wanted, LinkKind.EMAIL));
        assertThat(changes().asked(second, portal.now()))
                .contains(
                        new EmailChanges.Asked(user.name, "second." + old, LinkKind.NOTICE_EMAIL));
        assertThat(user.account().email()).isEqualTo(old);
        confirm(first);
        assertThat(changes().asked(first, portal.now())).isEmpty();
    }

    private EmailChanges changes() {
        return portal.get(EmailChanges.class);
    }

    private Token ask(String address) {
        ask(StepUp.issue(session, Purpose.CHANGE_EMAIL, portal.now()), address);
        return TestMails.link(portal, user.id);
    }

    private Token askSecond(String address) {
        changes().ask(stepUp(), LinkKind.NOTICE_EMAIL, address, user.source, portal.now());
        return TestMails.link(portal, user.id);
    }

    private StepUp stepUp() {
        return StepUp.issue(session, Purpose.CHANGE_EMAIL, portal.now());
    }

    private EmailAsking ask(StepUp stepUp, String address) {
        return changes().ask(stepUp, LinkKind.EMAIL, address, user.source, portal.now());
    }

    private EmailConfirming confirm(Token link) {
        return changes().confirm(link, user.source, portal.now());
    }

    private Token latest() {
        return ((PasswordOutcome.SignedIn) user.rightPassword()).session();
    }

    private List<String> addressesTold(String kind) {
        return portal.jdbc()
                .sql("select address from notice where account_id = :id and kind = :kind")
                .param("id", user.id.text())
                .param("kind", kind)
                .query((row, _) -> row.getString(1))
                .list();
    }
}
