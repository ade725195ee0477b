package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.account.Accounts;
import dev.tollgate.account.LoginName;
import dev.tollgate.factor.totp.TotpSecret;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.notice.TestMailbox;
import dev.tollgate.sealing.Sealer;
import dev.tollgate.setting.MailServers;
import dev.tollgate.setting.TestMailServer;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Codes by mail over HTTP, without JavaScript: set-up, login, pop-up, change of method.
class EmailPagesTests {

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    private static final String PAGE = "/account/security/email";

    private static final Pattern RECOVERY_CODE =
            Pattern.compile(">([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})<");

    private WebPortal portal;
    private Browser user;
    private String password;

    @BeforeEach
    void open() {
        portal = PORTALS.sqlite();
        password = portal.addExtension(administrator());
        user = portal.employee(password);
    }

    @Test
    void methodWhenNoMailServerIsProvenThenDisabledWithTheReason() {
        WebPortal.expect(confirm("enrol", ""), 302);
        Answer page = user.get("/account/security?step=method");

        assertThat(page.body()).contains("Set up Email first.");
        assertThat(user.follow(user.post("/account/security/method", "method", "email")).body())
                .doesNotContain("Have a code sent to you");
        WebPortal.expect(user.post(PAGE, "send", "true"), 302);
        assertThat(mails()).isZero();
    }

    @Test
    void methodWhenPolicyForbidsItThenDisabledWithTheReason() {
        prove();
        Browser administrator = portal.loggedIn();
        WebPortal.expect(portal.confirm(administrator, "enrol", "", ""), 302);

        assertThat(administrator.get("/account/security?step=method").body())
                .contains("Your administrator does not allow it.")
                .contains("Weaker: anyone who reads your mail can use it.");
        WebPortal.expect(administrator.post(PAGE, "send", "true"), 302);
        assertThat(mails()).isZero();
    }

    @Test
    void walkWhenTurnedOnByMailThenTheNextLoginIsByMailToo() {
        turnOn();
        Browser next = portal.browser();
        Answer login = next.post("/login", "username", WebPortal.EXTENSION, "password", password);
        assertThat(login.location()).isEqualTo("/login/code");
        Answer step = next.get("/login/code");
        assertThat(step.body())
                .contains("A code is on its way to a•••@example.com.")
                .contains("You can send again in 1:00.")
                .contains("Six digits from the newest mail")
                .doesNotContain("ana@example.com");

        Answer wrong = next.post("/login/code", "code", other(code()));
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.body()).contains("Use the newest mail");
        Answer right = next.post("/login/code", "code", code());
        assertThat(right.location()).isEqualTo("/");
        assertThat(next.get("/account/security").body())
                .contains("Authenticated by Email")
                .doesNotContain("Authenticated by Authenticator</span>");
    }

    @Test
    void codeStepWhenSentAgainThenOnlyAfterTheWaitAndTheNewCodeCounts() {
        turnOn();
        Browser next = portal.browser();
        next.post("/login", "username", WebPortal.EXTENSION, "password", password);
        String first = code();
        long before = mails();
        WebPortal.expect(next.post("/login/code", "send", "true"), 302);
        assertThat(mails()).isEqualTo(before);

        portal.clock.advance(Duration.ofMinutes(1));
        WebPortal.expect(next.post("/login/code", "send", "true"), 302);
        assertThat(mails()).isEqualTo(before + 1);
        if (!first.equals(code())) {
            assertThat(next.post("/login/code", "code", first).status()).isEqualTo(401);
        }
        assertThat(next.post("/login/code", "code", code()).location()).isEqualTo("/");
    }

    @Test
    void codeStepWhenTooManyAreWrongThenSpeaksOfMailsAndNotOfAPhone() {
        turnOn();
        Browser next = portal.browser();
        next.post("/login", "username", WebPortal.EXTENSION, "password", password);
        for (int i = 0; i < 5; i++) {
            next.post("/login/code", "code", other(code()));
        }

        Answer waits = next.post("/login/code", "code", other(code()));

        assertThat(waits.body())
                .contains("with a new mail or a recovery code")
                .doesNotContain("If your phone is lost");
    }

    @Test
    void codeStepWhenTheMailServerDiesThenSaysSoAndARecoveryCodeGetsIn() {
        Answer saved = turnOn();
        String recoveryCode = saved.find(RECOVERY_CODE).orElseThrow();
        Browser next = portal.browser();
        next.post("/login", "username", WebPortal.EXTENSION, "password", password);
        portal.write("update mail set mail_error = 'connection refused'");

        assertThat(next.get("/login/code").body())
                .contains("The mail server does not take the mail at present.")
                .contains("Use a recovery code");
        assertThat(next.post("/login/recovery-code", "code", recoveryCode).location())
                .isEqualTo("/");
    }

    /// The pop-up over a page of an extension, for an administrator whose codes are mailed.
    @Test
    void popUpWhenOverAnExtensionThenSendsAndKeepsTheForm() {
        Browser administrator = portal.loggedIn();
        portal.write(
                "insert into second_factor select id, 'EMAIL', 0 from account"
                        + " where username = 'admin'",
                "update session set second_factor_at = 1, second_factor = 'email code'");
        Answer asked =
                administrator.post("/extensions/1001", extension("email", "new@example.com"));
        assertThat(asked.body()).contains("Send a code by email");

        Answer sent =
                administrator.post(
                        "/extensions/1001",
                        Browser.with(extension("email", "new@example.com"), "send", "true"));
        assertThat(sent.body()).contains("A code is on its way to a•••@example.com.");
        Answer saved =
                administrator.post(
                        "/extensions/1001",
                        Browser.with(
                                Browser.with(
                                        extension("email", "new@example.com"),
                                        "password",
                                        WebPortal.PASSWORD),
                                "code",
                                code("admin")));
        assertThat(saved.location()).startsWith("/extensions/1001?edited");
    }

    @Test
    void setUpWhenTheCodeIsWrongThenSaysSoAtTheField() {
        prove();
        WebPortal.expect(confirm("enrol", ""), 302);
        user.follow(user.post("/account/security/method", "method", "email"));
        assertThat(user.post(PAGE, "code", "123456").body()).contains("No code is under way");
        WebPortal.expect(user.post(PAGE, "send", "true"), 302);

        Answer wrong = user.post(PAGE, "code", other(code()));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body()).contains("That code is not right, or it has run out.");
        assertThat(user.post(PAGE, "code", "12").body()).contains("Enter the six digits");
        WebPortal.expect(user.post(PAGE, "cancel", "true"), 302);
        assertThat(user.follow(user.get(PAGE)).body()).contains("Two-Factor Authentication");
        assertThat(count("second_factor")).isZero();
    }

    @Test
    void changeWhenToAnAuthenticatorAndBackThenNeverOff() {
        turnOn();
        portal.clock.advance(Duration.ofMinutes(11)); // a fresh set of three mails
        assertThat(user.get("/account/security").body()).contains("confirm=change-method");
        assertThat(user.post("/account/security/method", "method", "authenticator").location())
                .startsWith("/account/security?confirm=change-method");
        Answer popUp =
                user.post(
                        "/account/security/confirm",
                        "purpose",
                        "change-method",
                        "target",
                        "",
                        "send",
                        "true");
        assertThat(popUp.body()).contains("A code is on its way to a•••@example.com.");
        WebPortal.expect(confirm("change-method", code()), 302);
        Answer qrCode = user.post("/account/security/method", "method", "authenticator");
        TotpSecret secret = portal.secret(user, qrCode.location());
        assertThat(user.get(qrCode.location()).body()).contains("Change to an authenticator");
        WebPortal.expect(user.post(qrCode.location(), "code", portal.code(secret)), 302);
        assertThat(user.get("/account/security").body())
                .contains("Authenticated by Authenticator")
                .contains("On since");
        assertThat(count("second_factor")).isEqualTo(1);

        WebPortal.expect(confirm("change-method", portal.nextCode(secret)), 302);
        assertThat(user.follow(user.post("/account/security/method", "method", "email")).body())
                .contains("Change to codes by email");
        WebPortal.expect(user.post(PAGE, "send", "true"), 302);
        assertThat(user.post(PAGE, "code", code()).location())
                .isEqualTo("/account/security?edited");
        assertThat(count("totp")).isZero();
        assertThat(count("second_factor")).isEqualTo(1);
    }

    @Test
    void extensionFormWhenItsUserGetsCodesByMailThenSaysWhatAnotherAddressEnds() {
        Browser administrator = portal.loggedIn();
        assertThat(administrator.get("/extensions/1001").body())
                .doesNotContain("This user gets codes by email.");
        turnOn();

        assertThat(administrator.get("/extensions/1001").body())
                .contains("This user gets codes by email.");
        assertThat(administrator.get("/extensions/1001/security").body())
                .contains("Authenticated by Email");
    }

    private String[] extension(String field, String value) {
        return new String[] {
            "name",
            "Ana Silva",
            field,
            value,
            "role",
            "EMPLOYEE",
            "status",
            "ACTIVE",
            "portalAccess",
            "true",
            "version",
            portal.version(WebPortal.EXTENSION)
        };
    }

    private Answer turnOn() {
        prove();
        WebPortal.expect(confirm("enrol", ""), 302);
        Answer page = user.follow(user.post("/account/security/method", "method", "email"));
        assertThat(page.body()).contains("It goes to a•••@example.com.");
        WebPortal.expect(user.post(PAGE, "send", "true"), 302);
        assertThat(user.get(PAGE).body()).contains("Sent. You can send again in 1:00.");
        Answer saved = user.post(PAGE, "code", code());
        assertThat(saved.status()).isEqualTo(200);
        assertThat(saved.body())
                .contains("Edited successfully.")
                .contains("I have saved these codes");
        return saved;
    }

    private Answer confirm(String purpose, String code) {
        return user.post(
                "/account/security/confirm",
                "purpose",
                purpose,
                "target",
                "",
                "password",
                password,
                "code",
                code);
    }

    private Browser administrator() {
        return portal.loggedIn();
    }

    private void prove() {
        TestMailServer.prove(
                portal.get(MailServers.class),
                portal.get(Transactions.class),
                portal.clock.instant());
    }

    private String code() {
        return code(WebPortal.EXTENSION);
    }

    private String code(String name) {
        AccountId account = portal.get(Accounts.class).find(LoginName.of(name)).orElseThrow().id();
        return TestMailbox.newest(portal.jdbc(), portal.get(Sealer.class), account);
    }

    private long mails() {
        return count("mail");
    }

    private long count(String table) {
        return portal.jdbc()
                .sql("select count(*) from " + table)
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /// Six other digits.
    private static String other(String code) {
        return code.replace(" ", "").equals("000000") ? "000001" : "000000";
    }
}
