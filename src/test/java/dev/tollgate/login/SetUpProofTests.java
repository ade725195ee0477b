package dev.tollgate.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.AtOnce;
import dev.tollgate.SharedPortals;
import dev.tollgate.TestJar;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.HashedPassword;
import dev.tollgate.enrolment.Beginning;
import dev.tollgate.enrolment.Confirmation;
import dev.tollgate.enrolment.EmailEnrolment;
import dev.tollgate.enrolment.Enrolment;
import dev.tollgate.factor.emailcode.Sending;
import dev.tollgate.factor.recovery.TemporaryCodes;
import dev.tollgate.factor.totp.TotpCodes;
import dev.tollgate.factor.totp.TotpSecret;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Token;
import dev.tollgate.notice.MailKind;
import dev.tollgate.policy.SecurityOptions;
import dev.tollgate.policy.TestPolicy;
import dev.tollgate.session.ConsoleAct;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.Sessions;
import dev.tollgate.session.StaleSessionException;
import dev.tollgate.session.StepUp;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// PO-2: where a second factor is mandatory and missing, a stolen password is not enough to set one
/// up. What is a proof, what is none, and what a proof opens.
class SetUpProofTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    /// The portals are shared with every other test.
    @AfterEach
    void putBack() {
        for (TestStore store : TestStore.values()) {
            TestPolicy.set(PORTALS.of(store)::get, _ -> SecurityOptions.DEFAULT);
            TestPolicy.forget(PORTALS.of(store)::get);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void proofWhenTheMailedCodeIsRightThenProvenOnceAndTheSessionHasANewId(TestStore store) {
        TestUser user = demanded(store);
        PortalSession session = user.logIn();
        assertThat(send(user, session)).isInstanceOf(Sending.Sent.class);
        String code = user.mailbox().code();

        assertThat(mailed(user, session, other(code))).isInstanceOf(ProofOutcome.Wrong.class);
        assertThat(mailed(user, session, "12345")).isInstanceOf(ProofOutcome.Malformed.class);
        PortalSession proven = proven(user, mailed(user, session, code));

        assertThat(proven.mustProve()).isFalse();
        assertThat(proven.mustSetUp()).isTrue();
        assertThat(proven.digest()).isNotEqualTo(session.digest());
        assertThat(user.mailbox().mails().getFirst().kind()).isEqualTo(MailKind.PROOF_CODE);
        assertThat(user.audited("SET_UP_PROVEN")).isEqualTo(1);
        assertThatThrownBy(() -> mailed(user, session, code))
                .isInstanceOf(StaleSessionException.class);
        PortalSession later = user.logIn();
        assertThat(later.mustProve()).isTrue();
        assertThat(mailed(user, later, code)).isInstanceOf(ProofOutcome.Wrong.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void setUpWhenNothingIsProvenThenNeitherBegunNorShownNorConfirmed(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.employee(portal);
        PortalSession early = user.logIn();
        Token begun = user.begin(early);
        TotpSecret secret = user.pending(begun, early).secret();
        String right = TotpCodes.code(secret, TotpCodes.step(portal.now()));
        demand(portal);

        PortalSession session = refreshed(user, early);
        StepUp stepUp = user.stepUp(session, Purpose.TURN_ON);
        Enrolment enrolment = portal.get(Enrolment.class);
        EmailEnrolment email = portal.get(EmailEnrolment.class);

        assertThat(enrolment.begin(stepUp, user.source, user.now()))
                .isInstanceOf(Beginning.Outdated.class);
        assertThat(enrolment.find(begun, session)).isEmpty();
        assertThat(user.confirmEnrolment(begun, session, right))
                .isInstanceOf(Confirmation.Gone.class);
        assertThat(email.purpose(session)).isEmpty();
        assertThat(email.send(stepUp, user.source, user.now())).isEmpty();
        assertThat(email.confirm(session, "123456", user.source, user.now()))
                .isInstanceOf(Confirmation.Gone.class);
        assertThat(user.rows("second_factor")).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void setUpWhenProvenThenGoesThroughAndTheProofIsSpent(TestStore store) {
        TestUser user = demanded(store);
        PortalSession session = prove(user, user.logIn());

        PortalSession enrolled = user.session(user.enrol(session));

        assertThat(enrolled.mustProve()).isFalse();
        assertThat(user.rows("second_factor")).isEqualTo(1);
        assertThat(provenSessions(user)).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void proofWhenTheCodeIsOfAnotherSessionThenWrong(TestStore store) {
        TestUser user = demanded(store);
        PortalSession owners = user.logIn();
        PortalSession thiefs = user.logIn();
        send(user, owners);

        assertThat(mailed(user, thiefs, user.mailbox().code()))
                .isInstanceOf(ProofOutcome.Wrong.class);
        prove(user, owners, user.mailbox().code());
        assertThat(refreshed(user, thiefs).mustProve()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void proofWhenTheCodeIsOfAnotherAccountThenWrong(TestStore store) {
        TestUser user = demanded(store);
        TestUser other = TestUser.employee(PORTALS.of(store));
        PortalSession session = user.logIn();
        send(other, other.logIn());
        String temporary = issue(other);

        assertThat(mailed(user, session, other.mailbox().code()))
                .isInstanceOf(ProofOutcome.Wrong.class);
        assertThat(temporary(user, session, temporary)).isInstanceOf(ProofOutcome.Wrong.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void proofWhenOneCodeComesInParallelThenOneSessionIsProvenOnce(TestStore store) {
        TestUser user = demanded(store);
        PortalSession session = user.logIn();
        send(user, session);
        String code = user.mailbox().code();

        List<Object> outcomes =
                AtOnce.run(6, i -> mailed(user.on(PORTALS.node(store, i)), session, code));

        assertThat(outcomes.stream().filter(ProofOutcome.Proven.class::isInstance)).hasSize(1);
        assertThat(user.audited("SET_UP_PROVEN")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void proofWhenGuessedInParallelThenNoMoreThanFiveAreLookedAt(TestStore store) {
        TestUser user = demanded(store);
        PortalSession session = user.logIn();
        send(user, session);
        String wrong = other(user.mailbox().code());

        List<Object> outcomes =
                AtOnce.run(12, i -> mailed(user.on(PORTALS.node(store, i)), session, wrong));

        assertThat(outcomes.stream().filter(ProofOutcome.Wrong.class::isInstance)).hasSize(5);
        assertThat(outcomes.stream().filter(ProofOutcome.Wait.class::isInstance)).hasSize(7);
    }

    /// Mailed and temporary codes, and codes at a login, draw on one count.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void proofWhenGuessedWithoutEndThenWaitsStopsAndTheOwnerIsTold(TestStore store) {
        TestUser user = demanded(store);
        TestPortal portal = PORTALS.of(store);
        PortalSession session = user.logIn();
        for (int i = 0; i < 3; i++) {
            assertThat(mailed(user, session, "000000")).isInstanceOf(ProofOutcome.Wrong.class);
        }
        for (int i = 0; i < 2; i++) {
            assertThat(temporary(user, session, "00000-00000"))
                    .isInstanceOf(ProofOutcome.Wrong.class);
        }
        assertThat(mailed(user, session, "000000")).isInstanceOf(ProofOutcome.Wait.class);
        assertThat(temporary(user, session, "00000-00000")).isInstanceOf(ProofOutcome.Wait.class);
        assertThat(user.told("PASSWORD_KNOWN")).isEqualTo(1);

        stopHard(user);
        portal.clock.advance(Duration.ofDays(1));
        PortalSession later = user.logIn();
        send(user, later);
        assertThat(mailed(user, later, user.mailbox().code()))
                .isInstanceOf(ProofOutcome.Stopped.class);
        assertThat(refreshed(user, later).mustProve()).isTrue();
    }

    /// Nothing is booked under the hard stop, so the session itself takes five and ends.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void proofWhenUnderTheHardStopThenATemporaryCodeLeadsOutAndGuessesEndTheSession(
            TestStore store) {
        TestUser user = demanded(store);
        stopHard(user);
        PortalSession guessing = user.logIn();
        for (int i = 0; i < Sessions.WRONG_CONFIRMATIONS; i++) {
            assertThat(temporary(user, guessing, "00000-00000"))
                    .isInstanceOf(ProofOutcome.Wrong.class);
        }
        assertThatThrownBy(() -> temporary(user, guessing, "00000-00000"))
                .isInstanceOf(StaleSessionException.class);

        PortalSession session = user.logIn();
        proven(user, temporary(user, session, issue(user)));
        PortalSession again = user.logIn();
        send(user, again);
        prove(user, again, user.mailbox().code());
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void proofWhenATemporaryCodeThenWorksOnceForEightHoursAndTheOwnerIsTold(TestStore store) {
        TestUser user = demanded(store);
        String code = issue(user);
        PortalSession session = user.logIn();
        String expired = code;
        PORTALS.of(store).clock.advance(TemporaryCodes.LIFE);
        PortalSession late = user.logIn();
        assertThat(temporary(user, late, expired)).isInstanceOf(ProofOutcome.Wrong.class);

        String fresh = issue(user);
        assertThat(temporary(user, late, expired)).isInstanceOf(ProofOutcome.Wrong.class);
        PortalSession proven = proven(user, temporary(user, late, fresh.toLowerCase(Locale.ROOT)));
        assertThat(proven.mustProve()).isFalse();
        assertThat(user.told("TEMPORARY_CODE_USED")).isEqualTo(1);
        assertThat(temporary(user, user.logIn(), fresh)).isInstanceOf(ProofOutcome.Wrong.class);
        assertThat(session.mustProve()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sendingWhenAskedAgainAndAgainThenThreeInTenMinutes(TestStore store) {
        TestUser user = demanded(store);
        int sent = 0;
        for (int i = 0; i < 5; i++) {
            if (send(user, user.logIn()) instanceof Sending.Sent) {
                sent++;
            }
        }
        assertThat(sent).isEqualTo(3);
        assertThat(user.mailbox().size()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void proofWhenTheAccountChangedMeanwhileThenStale(TestStore store) {
        TestUser user = demanded(store);
        PortalSession session = user.logIn();
        send(user, session);
        String code = user.mailbox().code();
        grow(user);

        assertThatThrownBy(() -> mailed(user, session, code))
                .isInstanceOf(StaleSessionException.class);
        assertThatThrownBy(() -> send(user, session)).isInstanceOf(StaleSessionException.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void proofWhenTheEpochMovesThenIsGone(TestStore store) {
        TestUser user = demanded(store);
        PortalSession session = prove(user, user.logIn());

        Token renewed =
                user.get(Transactions.class).write(() -> user.get(Sessions.class).advance(session));

        assertThat(user.session(renewed).mustProve()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void proofWhenHalfAnHourOldThenAskedAnew(TestStore store) {
        TestUser user = demanded(store);
        TestPortal portal = PORTALS.of(store);
        PortalSession session = prove(user, user.logIn());
        for (int i = 0; i < 3; i++) {
            portal.clock.advance(Duration.ofMinutes(10).minusSeconds(1));
            portal.get(Sessions.class).touch(session, portal.now());
        }
        assertThat(refreshed(user, session).mustProve()).isFalse();

        portal.clock.advance(Duration.ofSeconds(3));

        assertThat(refreshed(user, session).mustProve()).isTrue();
    }

    /// What was proven is the session's; what was not proven before a policy came is not after it.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void proofWhenThePolicyGoesOffAndOnThenOnlyTheProvenSessionIs(TestStore store) {
        TestUser user = demanded(store);
        TestPortal portal = PORTALS.of(store);
        PortalSession proven = prove(user, user.logIn());
        PortalSession other = user.logIn();

        TestPolicy.set(portal::get, _ -> SecurityOptions.DEFAULT);
        assertThat(refreshed(user, other).mustProve()).isFalse();
        assertThatThrownBy(() -> send(user, refreshed(user, other)))
                .isInstanceOf(IllegalArgumentException.class);
        demand(portal);

        assertThat(refreshed(user, other).mustProve()).isTrue();
        assertThat(refreshed(user, proven).mustProve()).isFalse();
    }

    /// The change of the issued password moves the epoch, which the temporary code outlives.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordWhenIssuedOnTheConsoleThenIsNoProofButATemporaryCodeBesideItServes(
            TestStore store) {
        TestUser user = demanded(store);
        String issued = "seven green ducks fly south";
        user.get(Rescue.class)
                .resetPassword(
                        ConsoleAct.issue(user.now()),
                        user.account(),
                        user.get(Accounts.class).hash(Secret.of(issued)));
        String code = issue(user);

        PortalSession session = changeIssued(user, issued, "eight blue herons dive north again");

        assertThat(session.mustProve()).isTrue();
        assertThat(proven(user, temporary(user, session, code)).mustProve()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordWhenItCameInALetterThenItsChangeIsAProofForThatSessionOnly(TestStore store) {
        TestUser user = demanded(store);
        String issued = "seven green ducks fly south";
        String own = "eight blue herons dive north again";
        letter(user, issued);

        PortalSession session = changeIssued(user, issued, own);

        assertThat(session.mustSetUp()).isTrue();
        assertThat(session.mustProve()).isFalse();
        PortalSession later =
                user.session(((PasswordOutcome.SignedIn) user.password(own)).session());
        assertThat(later.mustProve()).isTrue();
    }

    /// Whoever has the password alone gets no waits of their own by it, however often they come;
    /// the owner hears of it.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void browserWhenTheProofIsDueThenNotKnownBeforeItIsGiven(TestStore store) {
        TestJar jar = new TestJar();
        TestUser user = demanded(store).bringing(jar);
        user.logIn();
        PortalSession session = user.logIn();
        assertThat(jar.tokens()).isEmpty();
        assertThat(user.rows("known_browser")).isZero();
        assertThat(user.told("LOGIN_FROM_NEW_BROWSER")).isEqualTo(1);
        assertThat(user.audited("LOGIN")).isEqualTo(2);
        send(user, session);

        ProofOutcome outcome = mailed(user, session, user.mailbox().code());
        ((ProofOutcome.Proven) outcome).keepsakes().forEach(jar::keep);

        assertThat(jar.of("browser-")).hasSize(1);
        user.logIn();
        assertThat(user.told("LOGIN_FROM_NEW_BROWSER")).isEqualTo(1);
        assertThat(user.rows("known_browser")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void browserWhenALettersPasswordIsChangedThenKnown(TestStore store) {
        TestJar jar = new TestJar();
        TestUser user = demanded(store).bringing(jar);
        letter(user, "seven green ducks fly south");

        PasswordOutcome.SignedIn signedIn =
                (PasswordOutcome.SignedIn) user.password("seven green ducks fly south");
        assertThat(signedIn.keepsakes()).isEmpty();
        PasswordChange.Changed changed =
                changed(user, user.session(signedIn.session()), "eight blue herons dive north");

        assertThat(changed.keepsakes()).hasSize(1);
        assertThat(user.rows("known_browser")).isEqualTo(1);
    }

    /// What was a letter once makes no proof of what the console issues afterwards.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordWhenIssuedOnTheConsoleAfterALetterThenIsNoProof(TestStore store) {
        TestUser user = demanded(store);
        letter(user, "seven green ducks fly south");
        String issued = "nine red foxes sleep in barns";
        user.get(Rescue.class)
                .resetPassword(
                        ConsoleAct.issue(user.now()),
                        user.account(),
                        user.get(Accounts.class).hash(Secret.of(issued)));

        assertThat(changeIssued(user, issued, "eight blue herons dive north again").mustProve())
                .isTrue();
    }

    private static PortalSession changeIssued(TestUser user, String issued, String own) {
        PortalSession session =
                user.session(((PasswordOutcome.SignedIn) user.password(issued)).session());
        assertThat(session.mustProve()).isFalse();
        return user.session(changed(user, session, own).session());
    }

    private static PasswordChange.Changed changed(
            TestUser user, PortalSession session, String own) {
        return (PasswordChange.Changed)
                user.get(PasswordChanges.class)
                        .changeIssued(
                                session,
                                new PasswordChanges.Typed(
                                        Secret.of(""), Secret.of(own), Secret.of(own)),
                                user.source,
                                user.now());
    }

    private static void letter(TestUser user, String issued) {
        Accounts accounts = user.get(Accounts.class);
        HashedPassword hashed = accounts.hash(Secret.of(issued));
        user.get(Transactions.class)
                .write(
                        () -> {
                            user.get(Sessions.class).advanceFromOutside(user.account());
                            accounts.changePassword(user.id, hashed, true, user.now());
                            accounts.markLetter(user.id);
                        });
    }

    /// Ten letters and digits, as an administrator or the console issues them.
    private static String issue(TestUser user) {
        return user.get(Transactions.class)
                .write(
                        () ->
                                user.get(TemporaryCodes.class)
                                        .issue(user.id, user.account().epoch(), user.now()))
                .text();
    }

    private static void stopHard(TestUser user) {
        user.get(Transactions.class)
                .write(
                        () ->
                                user.get(JdbcClient.class)
                                        .sql(
                                                """
                                                insert into budget (kind, subject, in_row, level, not_before)
                                                values ('SECOND_FACTOR', :id, 100, 0, 0)
                                                on conflict (kind, subject) do update set in_row = 100""")
                                        .param("id", user.id.text())
                                        .update());
    }

    private static long provenSessions(TestUser user) {
        return user.get(JdbcClient.class)
                .sql(
                        "select count(*) from session where account_id = :id and proven_at is not null")
                .param("id", user.id.text())
                .query((row, _) -> row.getLong(1))
                .single();
    }

    private static void grow(TestUser user) {
        user.get(Transactions.class)
                .write(
                        () ->
                                user.get(Accounts.class)
                                        .growEpoch(user.id, user.account().epoch())
                                        .orElseThrow());
    }

    private static PortalSession prove(TestUser user, PortalSession session) {
        send(user, session);
        return prove(user, session, user.mailbox().code());
    }

    private static PortalSession prove(TestUser user, PortalSession session, String code) {
        return proven(user, mailed(user, session, code));
    }

    private static PortalSession proven(TestUser user, ProofOutcome outcome) {
        return user.session(((ProofOutcome.Proven) outcome).session());
    }

    private static ProofOutcome mailed(TestUser user, PortalSession session, String typed) {
        return user.get(SetUpProof.class).withMailedCode(session, typed, user.source, user.now());
    }

    private static ProofOutcome temporary(TestUser user, PortalSession session, String typed) {
        return user.get(SetUpProof.class)
                .withTemporaryCode(session, typed, user.source, user.now());
    }

    private static Sending send(TestUser user, PortalSession session) {
        return user.get(MailedCodes.class).forProof(session, user.source, user.now());
    }

    /// The session as the next request finds it.
    private static PortalSession refreshed(TestUser user, PortalSession session) {
        return user.get(Sessions.class).of(user.id, user.now()).stream()
                .filter(found -> found.digest().equals(session.digest()))
                .findFirst()
                .orElseThrow();
    }

    private static String other(String code) {
        return code.replace(" ", "").equals("000000") ? "000001" : "000000";
    }

    /// An employee without a second factor, who must have one and prove who they are.
    private static TestUser demanded(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.employee(portal);
        demand(portal);
        return user;
    }

    private static void demand(TestPortal portal) {
        TestPolicy.set(portal::get, TestPolicy.mandatoryWithProof());
    }
}
