package dev.tollgate;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.HashedPassword;
import dev.tollgate.account.LoginName;
import dev.tollgate.account.NewAccount;
import dev.tollgate.account.Role;
import dev.tollgate.enrolment.AuthenticatorName;
import dev.tollgate.enrolment.Beginning;
import dev.tollgate.enrolment.Confirmation;
import dev.tollgate.enrolment.Enrolment;
import dev.tollgate.factor.Method;
import dev.tollgate.factor.SecondFactors;
import dev.tollgate.factor.recovery.RecoveryCodes;
import dev.tollgate.factor.totp.PendingAuthenticator;
import dev.tollgate.factor.totp.TotpCodes;
import dev.tollgate.factor.totp.TotpSecret;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Keepsakes;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Source;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.CodeOutcome;
import dev.tollgate.login.ConfirmOutcome;
import dev.tollgate.login.Confirmations;
import dev.tollgate.login.Login;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.login.Rescue;
import dev.tollgate.login.SecondStep;
import dev.tollgate.notice.TestMailbox;
import dev.tollgate.session.ConsoleAct;
import dev.tollgate.session.HalfSessions;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.Sessions;
import dev.tollgate.session.StepUp;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// An owner of an account that no other test knows, behind an address of their own, with their
/// phone and their paper of recovery codes.
public final class TestUser {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    public final String name;
    public final Source source;
    public final AccountId id;
    public final List<TotpSecret> secrets;
    public final List<String> recoveryCodes;
    private final TestPortal portal;
    private final Keepsakes keepsakes;

    private TestUser(
            TestPortal portal,
            String name,
            Source source,
            AccountId id,
            List<TotpSecret> secrets,
            List<String> recoveryCodes,
            Keepsakes keepsakes) {
        this.portal = portal;
        this.name = name;
        this.source = source;
        this.id = id;
        this.secrets = secrets;
        this.recoveryCodes = recoveryCodes;
        this.keepsakes = keepsakes;
    }

    /// A super administrator with the password of [TestPortal#PASSWORD] and no second factor.
    public static TestUser create(TestPortal portal) {
        int number = NUMBERS.incrementAndGet();
        return create(
                portal, "owner" + number, "10.0.%d.%d".formatted(number / 250, number % 250 + 1));
    }

    /// The same, of a name that must be free and behind an address.
    public static TestUser create(TestPortal portal, String name, String address) {
        NewAccount wanted =
                new NewAccount(
                        name,
                        name + "@example.com",
                        TestPortal.PASSWORD,
                        TestPortal.PASSWORD,
                        Role.SUPER_ADMINISTRATOR);
        Account account =
                portal.get(Rescue.class)
                        .createSuperAdministrator(
                                ConsoleAct.issue(portal.now()),
                                wanted,
                                portal.get(Accounts.class).hash(TestPortal.PASSWORD),
                                false)
                        .orElseThrow();
        return new TestUser(
                portal,
                name,
                new Source(address, "Test Browser"),
                account.id(),
                new ArrayList<>(),
                new ArrayList<>(),
                Keepsakes.NONE);
    }

    /// An employee with one authenticator, logged out: by default such a role may trust devices.
    public static TestUser enrolledEmployee(TestPortal portal) {
        TestUser user = create(portal);
        user.set("role = 'EMPLOYEE'");
        user.logOut(user.session(user.enrol(user.logIn())));
        return user;
    }

    /// The same, with one authenticator, whose code of this moment is spent, and logged out.
    public static TestUser enrolled(TestPortal portal) {
        TestUser user = create(portal);
        user.logOut(user.session(user.enrol(user.logIn())));
        return user;
    }

    /// An extension user's account with the password of [TestPortal#PASSWORD] and no second factor.
    public static TestUser employee(TestPortal portal) {
        int number = NUMBERS.incrementAndGet();
        String name = String.valueOf(700_000 + number);
        NewAccount wanted =
                new NewAccount(
                        name,
                        name + "@example.com",
                        TestPortal.PASSWORD,
                        TestPortal.PASSWORD,
                        Role.EMPLOYEE);
        Accounts accounts = portal.get(Accounts.class);
        HashedPassword hashed = accounts.hash(TestPortal.PASSWORD);
        Account account =
                portal.get(Transactions.class)
                        .write(() -> accounts.create(wanted, hashed, false, portal.now()))
                        .orElseThrow();
        return new TestUser(
                portal,
                name,
                new Source("10.1.%d.%d".formatted(number / 250, number % 250 + 1), "Test Browser"),
                account.id(),
                new ArrayList<>(),
                new ArrayList<>(),
                Keepsakes.NONE);
    }

    /// The same, who gets their codes by mail, with recovery codes, and logged out.
    public static TestUser mailed(TestPortal portal) {
        TestUser user = employee(portal);
        portal.get(Transactions.class)
                .write(
                        () -> {
                            portal.get(SecondFactors.class)
                                    .turnOn(user.id, Method.EMAIL, portal.now());
                            portal.get(RecoveryCodes.class)
                                    .make(user.id, portal.now())
                                    .forEach(code -> user.recoveryCodes.add(code.text()));
                        });
        return user;
    }

    /// Changes the account's row behind the portal's back.
    ///
    /// @param columns such as `status = 'DISABLED'`
    public void set(String columns) {
        portal.get(Transactions.class)
                .write(
                        () ->
                                portal.jdbc()
                                        .sql("update account set " + columns + " where id = :id")
                                        .param("id", id.text())
                                        .update());
    }

    /// A part of the node that this owner is at.
    public <T> T get(Class<T> type) {
        return portal.get(type);
    }

    public TestMailbox mailbox() {
        return new TestMailbox(portal, id);
    }

    /// The same owner at another node.
    public TestUser on(TestPortal other) {
        return new TestUser(other, name, source, id, secrets, recoveryCodes, keepsakes);
    }

    /// The same owner, or whoever knows as much, behind another address.
    public TestUser from(String address) {
        Source elsewhere = new Source(address, "Other Browser");
        return new TestUser(portal, name, elsewhere, id, secrets, recoveryCodes, Keepsakes.NONE);
    }

    /// The same owner, or whoever knows as much, in a browser that brings keepsakes and, where it
    /// is a [TestJar], keeps those that it is given.
    public TestUser bringing(Keepsakes brought) {
        return new TestUser(portal, name, source, id, secrets, recoveryCodes, brought);
    }

    public Account account() {
        return portal.get(Accounts.class).find(LoginName.of(name)).orElseThrow();
    }

    public PasswordOutcome password(String typed) {
        return password(name, typed);
    }

    public PasswordOutcome password(String typedName, String typed) {
        PasswordOutcome outcome =
                portal.get(Login.class)
                        .withPassword(
                                typedName,
                                Secret.of(UsedSecrets.note(typed)),
                                "/",
                                keepsakes,
                                source,
                                portal.now());
        if (keepsakes instanceof TestJar jar) {
            jar.keep(outcome);
        }
        return outcome;
    }

    public PasswordOutcome rightPassword() {
        return password(TestPortal.PASSWORD.reveal());
    }

    /// Logs in where the password is all that is asked.
    public PortalSession logIn() {
        return session(((PasswordOutcome.SignedIn) rightPassword()).session());
    }

    /// Logs in with the password and a code of the authenticator, at the next time step.
    public PortalSession logInWithCode() {
        nextStep();
        Token half = ((PasswordOutcome.NeedsFactor) rightPassword()).halfSession();
        return session(((CodeOutcome.SignedIn) code(half, code())).session());
    }

    /// Logs in by whatever is asked.
    public PortalSession logInAgain() {
        return secrets.isEmpty() ? logIn() : logInWithCode();
    }

    /// A half-session as a right password gives it, without the work of checking one.
    public Token halfSession() {
        return portal.get(Transactions.class)
                .write(
                        () ->
                                portal.get(HalfSessions.class)
                                        .open(
                                                account(),
                                                HalfSessions.LIFE,
                                                "/",
                                                source,
                                                null,
                                                portal.now()));
    }

    public void logOut(PortalSession session) {
        portal.get(Login.class).logOut(session, source, portal.now());
    }

    public CodeOutcome code(Token halfSession, String typed) {
        return code(halfSession, typed, false);
    }

    /// @param trusts whether "Trust this device" is ticked
    public CodeOutcome code(Token halfSession, String typed, boolean trusts) {
        CodeOutcome outcome =
                portal.get(SecondStep.class)
                        .withCode(
                                halfSession, UsedSecrets.note(typed), trusts, source, portal.now());
        if (keepsakes instanceof TestJar jar) {
            jar.keep(outcome);
        }
        return outcome;
    }

    /// Logs in with the password and a code of the next time step, and ticks "Trust this device".
    public PortalSession logInTrusting() {
        nextStep();
        Token half = ((PasswordOutcome.NeedsFactor) rightPassword()).halfSession();
        return session(((CodeOutcome.SignedIn) code(half, code(), true)).session());
    }

    public CodeOutcome recoveryCode(Token halfSession, String typed) {
        return portal.get(SecondStep.class)
                .withRecoveryCode(halfSession, UsedSecrets.note(typed), source, portal.now());
    }

    public PortalSession session(Token token) {
        UsedSecrets.note(token.text());
        return portal.get(Sessions.class).find(token, portal.now()).orElseThrow();
    }

    public boolean isLive(Token token) {
        return portal.get(Sessions.class).find(token, portal.now()).isPresent();
    }

    public ConfirmOutcome confirm(PortalSession session, Purpose purpose, String code) {
        return confirm(session, purpose, TestPortal.PASSWORD.reveal(), code);
    }

    public ConfirmOutcome confirm(
            PortalSession session, Purpose purpose, String password, String code) {
        return portal.get(Confirmations.class)
                .confirm(session, purpose, Secret.of(password), code, source, portal.now());
    }

    /// Confirms the pop-up, with the code of the next time step where a code is due.
    public StepUp stepUp(PortalSession session, Purpose purpose) {
        String code = "";
        if (!secrets.isEmpty()) {
            nextStep();
            code = code();
        }
        return ((ConfirmOutcome.Confirmed) confirm(session, purpose, code)).stepUp();
    }

    /// Turns two-factor authentication on; the session in hand goes on under the token that is
    /// given back.
    public Token enrol(PortalSession session) {
        Token handle = begin(session);
        return confirmed(handle, session);
    }

    /// Adds an authenticator to those that are there.
    public Token enrolAnother(PortalSession session) {
        StepUp stepUp = stepUp(session, Purpose.ADD_AUTHENTICATOR);
        Beginning beginning =
                portal.get(Enrolment.class).beginAnother(stepUp, null, source, portal.now());
        return confirmed(((Beginning.Begun) beginning).handle(), session);
    }

    /// Begins to turn two-factor authentication on.
    public Token begin(PortalSession session) {
        StepUp stepUp = stepUp(session, Purpose.TURN_ON);
        Beginning beginning = portal.get(Enrolment.class).begin(stepUp, source, portal.now());
        return ((Beginning.Begun) beginning).handle();
    }

    public PendingAuthenticator pending(Token handle, PortalSession session) {
        return portal.get(Enrolment.class).find(handle, session).orElseThrow();
    }

    public Confirmation confirmEnrolment(Token handle, PortalSession session, String typed) {
        return portal.get(Enrolment.class)
                .confirm(
                        handle,
                        session,
                        typed,
                        AuthenticatorName.of("Phone " + (secrets.size() + 1)),
                        source,
                        portal.now());
    }

    /// The code that the first authenticator shows now.
    public String code() {
        return code(0);
    }

    /// The code that an authenticator shows now.
    public String code(int authenticator) {
        return codeAt(authenticator, Duration.ZERO);
    }

    /// The code that an authenticator shows so much later, or earlier where it is negative.
    public String codeAt(int authenticator, Duration later) {
        return TotpCodes.code(secrets.get(authenticator), TotpCodes.step(portal.now().plus(later)));
    }

    /// Six digits that none of the authenticators shows within two minutes of now.
    public String wrongCode() {
        Set<String> shown = new HashSet<>();
        for (TotpSecret secret : secrets) {
            for (int seconds = -120; seconds <= 120; seconds += TotpCodes.STEP_SECONDS) {
                shown.add(
                        TotpCodes.code(secret, TotpCodes.step(portal.now().plusSeconds(seconds))));
            }
        }
        int number = 0;
        while (shown.contains("%06d".formatted(number))) {
            number++;
        }
        return "%06d".formatted(number);
    }

    public Instant now() {
        return portal.now();
    }

    public void nextStep() {
        portal.clock.advance(Duration.ofSeconds(TotpCodes.STEP_SECONDS));
    }

    /// Rows of the audit log about this account.
    public long audited(String kind) {
        return count("audit", "target = :id and kind = '" + kind + "'");
    }

    /// Notices to this account.
    public long told(String kind) {
        return count("notice", "account_id = :id and kind = '" + kind + "'");
    }

    /// Rows of a table that belong to this account.
    public long rows(String table) {
        return count(table, "account_id = :id");
    }

    private long count(String table, String condition) {
        return portal.jdbc()
                .sql("select count(*) from " + table + " where " + condition)
                .param("id", id.text())
                .query((row, _) -> row.getLong(1))
                .single();
    }

    private Token confirmed(Token handle, PortalSession session) {
        TotpSecret secret = pending(handle, session).secret();
        String code = TotpCodes.code(secret, TotpCodes.step(portal.now()));
        Confirmation.Enrolled enrolled =
                (Confirmation.Enrolled) confirmEnrolment(handle, session, code);
        secrets.add(secret);
        UsedSecrets.note(secret.base32());
        if (!enrolled.codes().isEmpty()) {
            recoveryCodes.clear();
            enrolled.codes().forEach(recoveryCode -> recoveryCodes.add(recoveryCode.text()));
        }
        return enrolled.session();
    }
}
