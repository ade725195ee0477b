package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestStore;
import dev.tollgate.factor.totp.TotpSecret;
import dev.tollgate.kernel.SeededRandom;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// How other systems failed at their doors, tried at ours. The numbers are those of
/// `docs/failures.md`; most of its rows stand at the tests of their subject.
@ParameterizedClass
@EnumSource(TestStore.class)
class KnownFailurePagesTests {

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    private static final String FORM = "application/x-www-form-urlencoded";
    private static final Pattern RECOVERY_CODE =
            Pattern.compile(">([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})<");

    private static final List<String> FACTOR_TABLES =
            List.of("second_factor", "totp", "totp_pending", "recovery_code", "recovery_set");

    @Parameter TestStore store;

    private WebPortal portal;

    @BeforeEach
    void open() {
        portal = PORTALS.of(store);
    }

    /// AP-8: asking for a code by mail told whether the password was right, and nobody counted.
    /// Where nobody is logged in, only the login tells; where somebody is, whatever tells counts.
    @Test
    void passwordWhenPostedAnywhereThenWhatTellsRightFromWrongCounts() {
        List<String> doors =
                Forms.FIELDS.entrySet().stream()
                        .filter(form -> !passwordField(form.getValue()).isEmpty())
                        .map(Map.Entry::getKey)
                        .filter(path -> !path.equals("/login"))
                        .toList();
        int telling = 0;
        for (String door : doors) {
            portal.fresh();
            Browser owner = portal.loggedIn();
            portal.addExtension(owner);
            String address = Forms.address(door, "A".repeat(43), "1");
            Browser stranger = portal.browser();
            assertThat(shown(tried(stranger, door, address, WebPortal.PASSWORD)))
                    .as(door)
                    .isEqualTo(shown(tried(stranger, door, address, "wrong")));
            assertThat(attempts()).as(door).isZero();

            portal.clock.advance(Duration.ofMinutes(6));
            String wrong = shown(tried(owner.copy(), door, address, "wrong"));
            boolean counted = attempts() > 0;
            String right = shown(tried(owner, door, address, WebPortal.PASSWORD));
            assertThat(counted || right.equals(wrong)).as(door + ": " + wrong).isTrue();
            telling += right.equals(wrong) ? 0 : 1;
        }
        assertThat(telling).as("doors that tell").isGreaterThan(10);
    }

    /// AP-10: a code opened a session without the password before it.
    @Test
    void codeWhenItComesBeforeThePasswordThenOpensNothing() {
        Browser owner = portal.loggedIn();
        TotpSecret secret = portal.turnOn(owner);
        portal.confirm(owner, "recovery-codes", "", portal.nextCode(secret));
        String code = portal.nextCode(secret);
        Browser thief = portal.browser();
        thief.token();
        Snapshot before = portal.snapshot();

        Answer first = thief.post("/login/code", "code", code, "username", "admin");

        assertThat(first.location()).isEqualTo("/login");
        assertThat(thief.get("/").location()).startsWith("/login");
        assertThat(portal.snapshot().changesSince(before)).isEmpty();
        WebPortal.expect(portal.afterPassword().post("/login/code", "code", code), 302);
    }

    /// AP-12: a session that had shown the password alone took the second factor away and set up
    /// its own.
    @Test
    void factorWhenOnlyThePasswordWasShownThenUntouched() {
        portal.write("update account set role = 'EMPLOYEE'");
        Browser browser = portal.loggedIn();
        TotpSecret secret = portal.turnOn(browser);
        String id = portal.jdbc().sql("select id from totp").query(String.class).single();
        Browser trusted = portal.afterPassword();
        trusted.post("/login/code", "code", portal.nextCode(secret), "trust", "true");
        WebPortal.expect(trusted.post("/logout"), 302);
        Answer in = trusted.post("/login", "username", "admin", "password", WebPortal.PASSWORD);
        assertThat(in.location()).isEqualTo("/");
        List<List<String>> before = factors();

        for (String purpose :
                List.of("enrol", "add", "rename", "remove", "turn-off", "recovery-codes")) {
            Answer asked = portal.confirm(trusted, purpose, id, "");
            assertThat(asked.status()).as(purpose).isIn(302, 422);
            Forms.FIELDS.forEach(
                    (path, fields) -> {
                        if (path.startsWith("/account/security")
                                && !path.endsWith("/saved")
                                && !path.contains("trusted-devices")) {
                            String address = Forms.address(path, "A".repeat(43), id);
                            trusted.post(
                                    address,
                                    "name",
                                    "Mine",
                                    "method",
                                    "authenticator",
                                    "password",
                                    WebPortal.PASSWORD);
                        }
                    });
        }

        assertThat(factors()).isEqualTo(before);
        assertThat(portal.confirm(trusted, "turn-off", "", "").words()).contains("code");
        WebPortal.expect(trusted.get("/account/security"), 200);
    }

    /// AP-14: a form took a field that it had not, and an address was verified.
    @Test
    void accountWhenAFormCarriesItsColumnsThenStaysAsItIs() {
        Browser administrator = portal.loggedIn();
        Browser employee = portal.employee(portal.addExtension(administrator));
        List<String> before = portal.snapshot().rows().get("account");

        Forms.FIELDS.forEach(
                (path, fields) -> {
                    Browser browser = path.startsWith("/account") ? employee : administrator;
                    if (path.startsWith("/account/") || path.equals("/extensions/{number}")) {
                        String address = Forms.address(path, "A".repeat(43), "1");
                        Answer answer = browser.post(address, otherColumns(fields));
                        assertThat(answer.status()).as(path).isLessThan(500);
                    }
                });

        assertThat(portal.snapshot().rows().get("account")).isEqualTo(before);
        WebPortal.expect(employee.get("/account/security"), 200);
    }

    /// AP-21: a flag of the client's said that no code was due.
    @Test
    void loginWhenItsFormSaysMoreThenACodeIsAskedAllTheSame() {
        portal.turnOn(portal.loggedIn());
        long sessions = rows("session");
        String[] login = {"username", "admin", "password", WebPortal.PASSWORD};
        for (String extra :
                List.of(
                        "code",
                        "otp",
                        "totp",
                        "trust",
                        "trusted",
                        "remember",
                        "skip",
                        "mfa",
                        "twoFactor",
                        "secondFactor",
                        "second_factor_at",
                        "verified",
                        "factor",
                        "device",
                        "enrolled",
                        "role",
                        "step",
                        "username2",
                        "acr_values")) {
            for (String value : List.of("true", "0")) {
                Browser browser = portal.browser();
                Answer answer = browser.post("/login", Browser.with(login, extra, value));
                assertThat(answer.location()).as(extra + "=" + value).isEqualTo("/login/code");
                assertThat(browser.get("/").location()).startsWith("/login");
            }
        }
        assertThat(rows("session")).isEqualTo(sessions);
    }

    /// AP-25: a cookie that could not be read counted as none needed. Any damage to it opens
    /// nothing.
    @Test
    void cookieWhenDamagedInAnyWayThenOpensNothing() {
        String cookie = portal.loggedIn().cookies().get("tollgate");
        SeededRandom random = new SeededRandom(25);
        Snapshot before = portal.snapshot();
        for (int i = 0; i < 200; i++) {
            String damaged = damaged(cookie, random);
            if (!damaged.strip().equals(cookie)) {
                Answer answer = openedWith(Map.of("Cookie", "tollgate=" + damaged));
                String what = "tollgate=" + damaged + ": " + answer.status();
                assertThat(answer.status()).as(what).isIn(302, 400);
                assertThat(answer.body()).as(what).doesNotContain("Security Settings");
            }
        }
        for (String header :
                List.of(
                        "tollgate",
                        "=" + cookie,
                        ";tollgate",
                        "Tollgate=" + cookie,
                        "$Version=1")) {
            assertThat(openedWith(Map.of("Cookie", header)).status()).as(header).isIn(302, 400);
        }
        assertThat(portal.snapshot().changesSince(before)).isEmpty();
    }

    /// PP-2: whoever sent the header of a web server that authenticates was whom it named. AP-16: a
    /// password in such a header went past the second factor.
    @Test
    void headerWhenItNamesSomebodyThenNobodyIsLoggedIn() {
        portal.turnOn(portal.loggedIn());
        Browser half = portal.afterPassword();
        String basic = base64("admin:" + WebPortal.PASSWORD);
        Snapshot before = portal.snapshot();
        for (String name :
                List.of(
                        "Authorization",
                        "Proxy-Authorization",
                        "Remote-User",
                        "X-Remote-User",
                        "X-Forwarded-User",
                        "X-Forwarded-Preferred-Username",
                        "X-Auth-User",
                        "X-Authentik-Username",
                        "X-WebAuth-User",
                        "X-Token-User",
                        "REMOTE_USER",
                        "X-SSL-Client-Cert",
                        "X-Original-URL",
                        "X-Rewrite-URL",
                        "Forwarded",
                        "X-Forwarded-For",
                        "X-Tollgate-Account")) {
            for (String value :
                    List.of(
                            "admin",
                            "Basic " + basic,
                            "Bearer admin",
                            "Negotiate " + basic,
                            "for=127.0.0.1;by=admin",
                            "/login")) {
                for (String cookies : List.of("a=b", half.cookieHeader())) {
                    Answer answer = openedWith(Map.of("Cookie", cookies, name, value));
                    assertThat(answer.location())
                            .as("%s: %s gives %d", name, value, answer.status())
                            .startsWith("/login");
                }
            }
        }
        assertThat(portal.snapshot().changesSince(before)).isEmpty();
    }

    /// PP-4: a helper's account with a fixed password came with the installation, and PP-11: a
    /// default login worked after it.
    @Test
    void installationWhenFreshThenHasNoAccountAndNoDefaultPassword(@TempDir Path dataDir) {
        try (WebPortal fresh = WebPortal.openEmpty(store, dataDir, HttpClient.newHttpClient())) {
            for (String table : Snapshot.tables(fresh.get(DataSource.class))) {
                if (table.matches(".*(account|session|totp|device|extension).*")) {
                    assertThat(fresh.snapshot().rows().get(table)).as(table).isEmpty();
                }
            }
        }
        assertThat(rows("account")).isEqualTo(1);
        portal.addExtension(portal.loggedIn());
        for (String name : List.of("admin", "root", "support", "1001")) {
            for (String password : List.of(name, "admin", "password", "1234", "")) {
                portal.clock.advance(Duration.ofMinutes(16));
                Answer answer =
                        portal.browser().post("/login", "username", name, "password", password);
                assertThat(answer.status()).as(name + "/" + password).isIn(401, 422, 429);
            }
        }
    }

    /// PP-5: a secret was asked for and never compared. Every credential with one character off.
    @Test
    void credentialWhenOneCharacterIsOffThenRefused() {
        portal.write("update account set role = 'EMPLOYEE'");
        Browser browser = portal.loggedIn();
        String page = portal.beginEnrolment(browser);
        WebPortal.expect(browser.get(page), 200);
        assertThat(browser.get(off(page)).status()).isNotEqualTo(200);
        TotpSecret secret = portal.secret(browser, page);
        Answer on = browser.post(page, "code", portal.code(secret));
        String recovery = on.find(RECOVERY_CODE).orElseThrow();
        assertThat(passwordOf(WebPortal.PASSWORD)).isEqualTo("/login/code");
        assertThat(passwordOf(off(WebPortal.PASSWORD))).isEmpty();

        Browser half = portal.afterPassword();
        WebPortal.expect(half.post("/login/code", "code", off(portal.nextCode(secret))), 401);
        WebPortal.expect(half.post("/login/recovery-code", "code", off(recovery)), 401);
        assertThat(with(half, "tollgate-login").get("/login/code").status()).isNotEqualTo(200);
        WebPortal.expect(half.copy().get("/login/code"), 200);
        WebPortal.expect(half.post("/login/recovery-code", "code", recovery), 302);
        assertThat(with(half, "tollgate").get("/").location()).startsWith("/login");
        WebPortal.expect(half.get("/account/security"), 200);

        Browser trusted = portal.afterPassword();
        trusted.post("/login/code", "code", portal.nextCode(secret), "trust", "true");
        String device =
                trusted.cookies().keySet().stream()
                        .filter(name -> name.startsWith("tollgate-device-"))
                        .findFirst()
                        .orElseThrow();
        Browser forged = with(trusted, device);
        String[] login = {"username", "admin", "password", WebPortal.PASSWORD};
        assertThat(forged.post("/login", login).location()).isEqualTo("/login/code");
        assertThat(trusted.post("/login", login).location()).isEqualTo("/");
    }

    /// PP-8: a password that was no text got in. What is not one field with one text is no
    /// password.
    @Test
    void passwordWhenItIsNotOneTextThenNobodyIsLoggedIn() {
        String right = Browser.encoded("password", WebPortal.PASSWORD);
        String value = right.substring(right.indexOf('=') + 1);
        for (String body :
                List.of(
                        "username=admin&password[]=" + value,
                        "username=admin&password[0]=" + value,
                        "username=admin&password.x=" + value,
                        "username=admin&password[$ne]=x",
                        "username=admin&password=wrong&" + right,
                        "username=admin&" + right + "&password=wrong",
                        "username=nobody&username=admin&" + right,
                        "username[]=admin&" + right,
                        "username=admin&password",
                        "username=admin&password=",
                        "username=admin",
                        "username=admin&password=true",
                        "username=admin&password=%00" + value,
                        "username=admin&password=" + value + "%00")) {
            assertNobodyIn(FORM, body);
        }
        for (String json : List.of("\"%s\"", "[\"%s\"]", "true", "null", "{\"$gt\":\"\"}", "0")) {
            assertNobodyIn(
                    "application/json",
                    "{\"username\":\"admin\",\"password\":%s}"
                            .formatted(json.formatted(WebPortal.PASSWORD)));
        }
        assertNobodyIn("text/plain", "username=admin&" + right);
    }

    private void assertNobodyIn(String type, String body) {
        portal.clock.advance(Duration.ofMinutes(16));
        Browser browser = portal.browser();
        String token = Browser.encoded("_csrf", browser.token());
        Map<String, String> headers =
                Map.of("Cookie", browser.cookieHeader(), "Content-Type", type);
        Answer answer = portal.wire().send("POST", "/login", headers, token + "&" + body);
        assertThat(answer.status()).as(body).isBetween(400, 499);
        assertThat(rows("session")).as(body).isZero();
        assertThat(rows("half_session")).as(body).isZero();
    }

    private Answer openedWith(Map<String, String> headers) {
        return portal.wire().send("GET", "/account/security", headers, "");
    }

    private static Answer tried(Browser browser, String door, String address, String password) {
        List<String> all = new ArrayList<>();
        for (String field : Forms.FIELDS.get(door)) {
            boolean asked = field.equals(passwordField(Forms.FIELDS.get(door)));
            all.addAll(List.of(field, asked ? password : field.equals("code") ? "" : "x"));
        }
        return browser.post(address, all.toArray(String[]::new));
    }

    /// The field of a form that takes a password which is there already.
    private static String passwordField(List<String> fields) {
        return Stream.of("password", "currentPassword")
                .filter(fields::contains)
                .findFirst()
                .orElse("");
    }

    private static String shown(Answer answer) {
        String words = answer.words().replaceAll("Reference [0-9a-f]{8}", "");
        return answer.status() + " " + answer.location() + " " + words;
    }

    private String passwordOf(String password) {
        return portal.browser()
                .post("/login", "username", "admin", "password", password)
                .location();
    }

    /// A browser that has the cookie with one character off.
    private static Browser with(Browser browser, String cookie) {
        Browser forged = browser.copy();
        forged.cookies().put(cookie, off(browser.cookies().get(cookie)));
        return forged;
    }

    /// With another character at the place before the last; of the last one of a token not every
    /// bit counts.
    private static String off(String right) {
        int place = right.length() - 2;
        char there = right.charAt(place);
        char other = there == '0' || there == 'A' ? (there == '0' ? '1' : 'B') : other(there);
        return right.substring(0, place) + other + right.substring(place + 1);
    }

    private static char other(char there) {
        return Character.isDigit(there) ? '0' : 'A';
    }

    private static String damaged(String cookie, SeededRandom random) {
        int place = random.below(cookie.length());
        String head = cookie.substring(0, place);
        String tail = cookie.substring(place);
        char odd = (char) (' ' + random.below(94));
        return switch (random.below(6)) {
            case 0 -> head;
            case 1 -> tail;
            case 2 -> head + odd + tail;
            case 3 -> head + odd + tail.substring(1);
            case 4 -> head + "%" + Integer.toHexString(cookie.charAt(place)) + tail.substring(1);
            default -> tail + head;
        };
    }

    private List<List<String>> factors() {
        Map<String, List<String>> rows = portal.snapshot().rows();
        return FACTOR_TABLES.stream().map(rows::get).toList();
    }

    /// Every column of an account that a form has no field for, as fields.
    private String[] otherColumns(List<String> fields) {
        List<String> others =
                new ArrayList<>(
                        List.of(
                                "emailVerified",
                                "true",
                                "version",
                                portal.version(WebPortal.EXTENSION)));
        for (String column :
                portal.jdbc()
                        .sql("select * from account")
                        .query()
                        .listOfRows()
                        .getFirst()
                        .keySet()) {
            if (!fields.contains(column)) {
                others.addAll(List.of(column, "1", "account." + column, "SUPER_ADMINISTRATOR"));
            }
        }
        return others.toArray(String[]::new);
    }

    private long attempts() {
        return rows("attempt");
    }

    private long rows(String table) {
        return portal.jdbc()
                .sql("select count(*) from " + table)
                .query((row, _) -> row.getLong(1))
                .single();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
