package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestStore;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.factor.totp.TotpSecret;
import dev.tollgate.kernel.Source;
import dev.tollgate.setting.FormVersions;
import dev.tollgate.setting.PortalSettings;
import dev.tollgate.setting.Settings;
import dev.tollgate.throttle.Throttle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is done through the pages stands in the record: who did it, to whom, from where, in which
/// session, and what. What the console does, what needs mail, and what comes of time alone is
/// looked at where it is done.
class RecordedActsTests {

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    private static final String ANA = WebPortal.EXTENSION;
    private static final String NOBODY = "";
    private static final String EXTENSION = "/extensions/" + ANA;
    private static final String CHOSEN = "a sentence of her own choice";
    private static final Pattern MADE = Pattern.compile("name=\"made\" value=\"([^\"]+)\"");
    private static final Pattern AUTHENTICATOR =
            Pattern.compile("/account/security/authenticators/([0-9a-f-]{36})/replace");
    private static final Pattern SESSION =
            Pattern.compile("/account/security/sessions/([0-9a-f]+)/log-out");
    private static final Pattern RULE =
            Pattern.compile("/security/rules/allowed/([0-9a-f-]{36})/remove");

    /// Somebody at the pages: the super administrator, logged in.
    record Scene(WebPortal portal, Browser admin) {

        Answer confirm(String purpose, String code) {
            return portal.confirm(admin, purpose, "", code);
        }

        Answer ana(String... fields) {
            String[] all = Browser.with(fields, "name", "Ana Silva");
            all = Browser.with(all, "email", "ana@example.com");
            return admin.post(EXTENSION, Browser.with(all, "version", portal.version(ANA)));
        }

        void open() {
            ana("status", "ACTIVE", "portalAccess", "true");
        }
    }

    @FunctionalInterface
    interface Deed {
        void by(Scene scene);
    }

    /// @param who did it, and to whom; empty for nobody
    record Act(Kind kind, String outcome, String who, String whom, String reason, Deed deed) {

        @Override
        public String toString() {
            return kind + " " + outcome + " " + reason;
        }
    }

    static Stream<Arguments> acts() {
        return Stream.of(TestStore.values())
                .flatMap(store -> ACTS.stream().map(act -> Arguments.of(store, act)));
    }

    private static final List<Act> ACTS =
            List.of(
                    own(Kind.LOGIN, "password", scene -> scene.portal().loggedIn()),
                    refused(Kind.LOGIN_REFUSED, "admin", scene -> wrong(scene, "admin")),
                    refused(Kind.LOGIN_REFUSED, NOBODY, scene -> wrong(scene, "nobody-here")),
                    own(Kind.PASSWORD_ACCEPTED, "", RecordedActsTests::halfWay),
                    refused(
                            Kind.CODE_REFUSED,
                            "admin",
                            scene -> halfWay(scene).post("/login/code", "code", "000000")),
                    own(Kind.LOGOUT, "", scene -> scene.admin().post("/logout")),
                    own(Kind.CONFIRMED, "", scene -> scene.confirm("enrol", "")),
                    new Act(
                            Kind.CONFIRMATION_REFUSED,
                            "REFUSED",
                            "admin",
                            "admin",
                            "wrong password",
                            scene ->
                                    scene.admin()
                                            .post(
                                                    "/account/security/confirm",
                                                    "purpose",
                                                    "enrol",
                                                    "password",
                                                    "wrong")),
                    own(
                            Kind.ENROLMENT_BEGUN,
                            "",
                            scene -> scene.portal().beginEnrolment(scene.admin())),
                    new Act(
                            Kind.ENROLMENT_REFUSED,
                            "REFUSED",
                            "admin",
                            "admin",
                            "wrong code",
                            scene ->
                                    scene.admin()
                                            .post(
                                                    scene.portal().beginEnrolment(scene.admin()),
                                                    "code",
                                                    "000000")),
                    own(Kind.TWO_FACTOR_ON, "", scene -> scene.portal().turnOn(scene.admin())),
                    own(Kind.RECOVERY_CODES_SAVED, "", RecordedActsTests::saveCodes),
                    own(Kind.RECOVERY_CODES_MADE, "", RecordedActsTests::makeCodes),
                    own(Kind.TWO_FACTOR_OFF, "", RecordedActsTests::turnOff),
                    own(Kind.AUTHENTICATOR_RENAMED, "", RecordedActsTests::rename),
                    own(
                            Kind.PASSWORD_CHANGED,
                            "",
                            scene ->
                                    scene.admin()
                                            .post(
                                                    "/account/password",
                                                    "currentPassword",
                                                    WebPortal.PASSWORD,
                                                    "newPassword",
                                                    CHOSEN,
                                                    "confirmPassword",
                                                    CHOSEN)),
                    own(Kind.SESSION_ENDED, "", RecordedActsTests::endSession),
                    own(Kind.OTHER_SESSIONS_ENDED, "", RecordedActsTests::endOthers),
                    own(Kind.SECURING_BEGUN, "", scene -> scene.admin().post("/account/secure")),
                    own(Kind.SECURING_ENDED, "", RecordedActsTests::endSecuring),
                    own(Kind.SOURCE_ALLOWED, "192.0.2.0", RecordedActsTests::allow),
                    own(Kind.SOURCE_ALLOWED_NO_MORE, "192.0.2.0", RecordedActsTests::disallow),
                    own(Kind.SOURCE_RELEASED, "198.51.100.77", RecordedActsTests::release),
                    own(Kind.POLICY_CHANGED, "", scene -> saveOptions(scene, "idleMinutes", "20")),
                    own(
                            Kind.RETENTION_CHANGED,
                            "365 to 400 days",
                            scene ->
                                    scene.admin()
                                            .post(
                                                    "/maintenance/operation-logs/retention",
                                                    "days",
                                                    "400",
                                                    "version",
                                                    "0")),
                    own(
                            Kind.LOGS_EXPORTED,
                            "CSV: everything",
                            scene ->
                                    scene.admin()
                                            .post(
                                                    "/maintenance/operation-logs/export",
                                                    "format",
                                                    "CSV")),
                    own(Kind.PREFERENCES_CHANGED, "", RecordedActsTests::prefer),
                    ana(Kind.EXTENSION_ADDED, "", _ -> {}),
                    ana(
                            Kind.EXTENSION_CHANGED,
                            "",
                            scene ->
                                    scene.admin()
                                            .post(
                                                    EXTENSION,
                                                    "name",
                                                    "Ana Souza",
                                                    "email",
                                                    "ana@example.com",
                                                    "version",
                                                    scene.portal().version(ANA))),
                    ana(Kind.ROLE_CHANGED, "", scene -> scene.ana("role", "OPERATOR")),
                    ana(Kind.PORTAL_ACCESS_OFF, "", scene -> scene.ana("status", "ACTIVE")),
                    ana(Kind.PORTAL_ACCESS_ON, "", RecordedActsTests::openAgain),
                    ana(
                            Kind.ACCOUNT_DISABLED,
                            "",
                            scene -> scene.admin().post(EXTENSION + "/disable")),
                    ana(Kind.ACCOUNT_ENABLED, "", RecordedActsTests::enable),
                    ana(Kind.UNLOCKED, "", scene -> scene.admin().post(EXTENSION + "/unlock")),
                    ana(
                            Kind.LOGGED_OUT_BY_ADMINISTRATOR,
                            "",
                            scene -> scene.admin().post(EXTENSION + "/log-out")),
                    ana(
                            Kind.PASSWORD_ISSUED,
                            "",
                            scene -> scene.admin().post(EXTENSION + "/letter")),
                    ana(Kind.TWO_FACTOR_RESET, "lost phone", RecordedActsTests::reset),
                    ana(Kind.TEMPORARY_CODE_ISSUED, "", RecordedActsTests::temporaryCode),
                    new Act(
                            Kind.ACCOUNT_DELETED,
                            "DONE",
                            "admin",
                            "gone",
                            ANA,
                            scene -> scene.admin().post(EXTENSION + "/delete")));

    @ParameterizedTest
    @MethodSource("acts")
    void actWhenDoneThenStandsInTheRecord(TestStore store, Act act) {
        WebPortal portal = PORTALS.of(store);
        Scene scene = new Scene(portal, portal.loggedIn());
        portal.addExtension(scene.admin());
        if (act.kind() != Kind.EXTENSION_ADDED) {
            portal.write("delete from audit");
        }

        act.deed().by(scene);

        List<Map<String, Object>> rows =
                portal.jdbc()
                        .sql("select * from audit where kind = :kind and outcome = :outcome")
                        .param("kind", act.kind().name())
                        .param("outcome", act.outcome())
                        .query()
                        .listOfRows();
        assertThat(rows).as(all(portal)).hasSize(1);
        Map<String, Object> row = rows.getFirst();
        assertThat(name(portal, row.get("actor"))).as("who").isEqualTo(act.who());
        assertThat(name(portal, row.get("target"))).as("whom").isEqualTo(act.whom());
        assertThat(row.get("address")).as("from where").isEqualTo("127.0.0.1");
        assertThat(row.get("at")).as("when").isEqualTo(portal.clock.instant().toEpochMilli());
        assertThat(String.valueOf(row.get("reason"))).as("what").contains(act.reason());
        boolean inSession = !act.who().isEmpty() && act.kind() != Kind.PASSWORD_ACCEPTED;
        if (inSession) {
            assertThat(String.valueOf(row.get("session"))).as("session").hasSize(12);
        }
    }

    private static String name(WebPortal portal, Object id) {
        return id == null
                ? NOBODY
                : portal.jdbc()
                        .sql("select username from account where id = :id")
                        .param("id", id)
                        .query(String.class)
                        .optional()
                        .orElse("gone");
    }

    private static String all(WebPortal portal) {
        return portal.jdbc().sql("select kind from audit").query(String.class).list().toString();
    }

    private static Act own(Kind kind, String reason, Deed deed) {
        return new Act(kind, "DONE", "admin", "admin", reason, deed);
    }

    private static Act refused(Kind kind, String whom, Deed deed) {
        return new Act(kind, "REFUSED", NOBODY, whom, "", deed);
    }

    private static Act ana(Kind kind, String reason, Deed deed) {
        return new Act(kind, "DONE", "admin", ANA, reason, deed);
    }

    private static void wrong(Scene scene, String name) {
        scene.portal().browser().post("/login", "username", name, "password", "wrong");
    }

    private static Browser halfWay(Scene scene) {
        scene.portal().turnOn(scene.admin());
        scene.portal().write("delete from audit");
        return scene.portal().afterPassword();
    }

    private static void saveCodes(Scene scene) {
        String page = scene.portal().beginEnrolment(scene.admin());
        TotpSecret secret = scene.portal().secret(scene.admin(), page);
        Answer codes = scene.admin().post(page, "code", scene.portal().code(secret));
        String made = codes.find(MADE).orElseThrow();
        scene.admin().post("/account/security/recovery-codes/saved", "saved", "true", "made", made);
    }

    private static void makeCodes(Scene scene) {
        TotpSecret secret = scene.portal().turnOn(scene.admin());
        scene.portal().write("delete from audit");
        scene.confirm("recovery-codes", scene.portal().nextCode(secret));
        scene.admin().post("/account/security/recovery-codes");
    }

    private static void turnOff(Scene scene) {
        TotpSecret secret = scene.portal().turnOn(scene.admin());
        scene.confirm("turn-off", scene.portal().nextCode(secret));
        scene.admin().post("/account/security/turn-off");
    }

    private static void rename(Scene scene) {
        scene.portal().turnOn(scene.admin());
        String id = scene.admin().get("/account/security").find(AUTHENTICATOR).orElseThrow();
        scene.admin()
                .post("/account/security/authenticators/" + id + "/rename", "name", "New phone");
    }

    private static void endSession(Scene scene) {
        scene.portal().loggedIn();
        String id = scene.admin().get("/account/security").find(SESSION).orElseThrow();
        scene.admin().post("/account/security/sessions/" + id + "/log-out");
    }

    private static void endOthers(Scene scene) {
        scene.portal().loggedIn();
        scene.admin().post("/account/security/sessions/log-out-others");
    }

    private static void endSecuring(Scene scene) {
        scene.admin().post("/account/secure");
        scene.admin().post("/account/secure/end");
    }

    private static void allow(Scene scene) {
        scene.admin().post("/security/rules/allowed/add", "address", "192.0.2.0/24", "note", "x");
    }

    private static void disallow(Scene scene) {
        allow(scene);
        String id = scene.admin().get("/security/rules/allowed").find(RULE).orElseThrow();
        scene.admin().post("/security/rules/allowed/" + id + "/remove");
    }

    private static void release(Scene scene) {
        Source thief = new Source("198.51.100.77", "");
        for (int i = 0; i <= 30; i++) {
            scene.portal()
                    .get(Throttle.class)
                    .admitPassword("name" + i, null, thief, scene.portal().clock.instant());
        }
        scene.admin().post("/security/rules/blocked/delete", "source", thief.address());
    }

    private static void saveOptions(Scene scene, String... changed) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("idleMinutes", "15");
        fields.put("administratorTrustDays", "0");
        fields.put("userTrustDays", "30");
        fields.put("administratorMethods-AUTHENTICATOR", "true");
        fields.put("userMethods-AUTHENTICATOR", "true");
        fields.put("userMethods-EMAIL", "true");
        fields.put("version", "0");
        fields.put(changed[0], changed[1]);
        scene.admin()
                .post(
                        "/security/settings",
                        fields.entrySet().stream()
                                .flatMap(field -> Stream.of(field.getKey(), field.getValue()))
                                .toArray(String[]::new));
    }

    private static void prefer(Scene scene) {
        PortalSettings now = scene.portal().get(Settings.class).current();
        scene.admin()
                .post(
                        "/settings/preferences",
                        "pbxName",
                        "Beta PBX",
                        "portalAddress",
                        now.portalAddress().toString(),
                        "timeZone",
                        now.timeZone().getId(),
                        "helpContact",
                        now.helpContact(),
                        "headerColour",
                        now.headerColour().name(),
                        "version",
                        scene.portal().get(FormVersions.class).of(FormVersions.Form.PREFERENCES)
                                + "");
    }

    private static void openAgain(Scene scene) {
        scene.ana("status", "ACTIVE");
        scene.open();
    }

    private static void enable(Scene scene) {
        scene.admin().post(EXTENSION + "/disable");
        scene.open();
    }

    private static void turnAnaOn(Scene scene) {
        scene.portal()
                .write(
                        "insert into second_factor (account_id, method, since) select id, 'AUTHENTICATOR',"
                                + " 0 from account where username = '"
                                + ANA
                                + "'",
                        "update account set two_factor = 1 where username = '" + ANA + "'");
    }

    private static void reset(Scene scene) {
        turnAnaOn(scene);
        scene.admin().post(EXTENSION + "/security", "reason", "lost phone");
    }

    private static void temporaryCode(Scene scene) {
        turnAnaOn(scene);
        scene.admin().post(EXTENSION + "/temporary-code");
    }
}
