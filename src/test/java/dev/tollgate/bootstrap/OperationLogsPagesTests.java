package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestStore;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.audit.AuditSealer;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Source;
import dev.tollgate.storage.Transactions;
import dev.tollgate.system.RecordWatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// "Operation Logs" over HTTP.
class OperationLogsPagesTests {

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    private static final String PAGE = "/maintenance/operation-logs";
    private static final Pattern ROW = Pattern.compile("href=\"(" + PAGE + "/[0-9a-f-]{36})\"");
    private static final Pattern OLDER =
            Pattern.compile("href=\"(" + PAGE + "\\?[^\"]*before=[^\"]+)\"");

    private WebPortal portal;
    private Browser admin;

    @BeforeEach
    void open() {
        portal = PORTALS.sqlite();
        admin = portal.loggedIn();
    }

    /// Sentences, not the names that are stored.
    @Test
    void confirmationWhenListedThenSaysWhatFor() {
        WebPortal portal = PORTALS.sqlite();
        Browser admin = portal.loggedIn();
        portal.clock.advance(Duration.ofMinutes(6));
        portal.confirm(admin, "enrol", "", "");

        assertThat(admin.get("/maintenance/operation-logs?event=CONFIRMED").words())
                .contains("Confirmed with the password, to turn on two-factor authentication")
                .doesNotContain("TURN_ON");
    }

    @Test
    void pageWhenShownThenTellsWhoDidWhatToWhom() {
        portal.addExtension(admin);
        portal.get(AuditSealer.class).sealDue();
        String page = admin.get(PAGE).words();

        assertThat(page)
                .contains("admin", "The extension was added", "1001", "Set this portal up")
                .contains("Chained up to number")
                .doesNotContain("??");
        String row = admin.get(PAGE).find(ROW).orElseThrow();
        String one = admin.get(row).words();
        assertThat(one).contains("Number in the chain", "Session", "Who").doesNotContain("??");
        assertThat(admin.get(PAGE + "/not-there").status()).isEqualTo(404);
    }

    @Test
    void pageWhenTheRecordWasLookedThroughThenSaysWhenOrWhatIsWrong() {
        portal.get(AuditSealer.class).sealDue();
        assertThat(admin.get("/").words()).contains("Chain not verified yet");
        portal.get(RecordWatch.class).look(portal.clock.instant());
        assertThat(admin.get(PAGE).words()).contains("Chain verified today");
        assertThat(admin.get("/").words()).contains("Chain verified today");
        portal.clock.advance(Duration.ofDays(3));
        admin = portal.loggedIn();
        assertThat(admin.get("/").words()).contains("the last time was");

        portal.write("delete from audit where position = 1");
        portal.get(RecordWatch.class).look(portal.clock.instant());
        for (String page : List.of("/", PAGE)) {
            assertThat(admin.get(page).words())
                    .contains("not as this portal wrote them, first at number 1 (")
                    .doesNotContain("Chain verified", "??");
        }
    }

    /// Whoever can write to the database must not be able to hide all rows behind one, nor to keep
    /// an owner from the security page.
    @Test
    void pageWhenARowIsOfNoKindThenShowsItAndAllOthers() {
        portal.write(
                "update audit set kind = 'NO_SUCH_THING', outcome = 'MAYBE', actor = 'nobody'"
                        + " where kind = 'LOGIN'");

        assertThat(admin.get(PAGE).words())
                .contains("Something that this version does not know", "Set this portal up");
        assertThat(admin.get("/account/security").words())
                .contains("Something that this version does not know");
        assertThat(admin.post(PAGE + "/export", "format", "JSON").body())
                .contains("\"event.action\":\"unknown\"");
    }

    /// The server of the settings is away: said here and on the Dashboard, until it is back.
    @Test
    void pageWhenTheStreamFailsThenSaysSinceWhenAndHowManyWait(@TempDir Path dir) {
        try (WebPortal streaming =
                WebPortal.open(
                        TestStore.SQLITE,
                        dir,
                        "--tollgate.audit-stream.syslog=tcp://127.0.0.1:1")) {
            Browser reader = streaming.loggedIn();
            streaming.get(AuditSealer.class).sealDue();
            streaming.write(
                    "insert into audit_stream (name, position, failing_since, lease, lease_until)"
                            + " values ('syslog', 1, "
                            + streaming.clock.instant().toEpochMilli()
                            + ", '', 0)");
            for (String page : List.of("/", PAGE)) {
                assertThat(reader.get(page).words())
                        .containsPattern("have not reached the syslog server since .*; [1-9]");
            }
            assertThat(reader.get(PAGE).body()).contains("class=\"alert warn\"");
            streaming.write("update audit_stream set position = 1000, failing_since = null");
            for (String page : List.of("/", PAGE)) {
                assertThat(reader.get(page).words()).doesNotContain("have not reached");
            }
            assertThat(reader.get("/").words()).contains("Audit stream to syslog");
        }
        assertThat(admin.get("/").words()).doesNotContain("Audit stream");
    }

    @Test
    void filterWhenUsedThenNarrowsAndStaysInTheAddress() {
        portal.browser().post("/login", "username", "admin", "password", "wrong");
        assertThat(rows(PAGE + "?outcome=REFUSED")).isEqualTo(1);
        assertThat(rows(PAGE + "?event=LOGIN_REFUSED&whom=ADMIN")).isEqualTo(1);
        assertThat(rows(PAGE + "?event=LOGIN_REFUSED&who=admin")).isZero();
        assertThat(rows(PAGE + "?event=TWO_FACTOR_CHANGES")).isZero();
        assertThat(rows(PAGE + "?address=127.0.0.1&outcome=REFUSED")).isEqualTo(1);
        assertThat(rows(PAGE + "?from=2000-01-01&until=2000-01-02")).isZero();

        assertThat(admin.get(PAGE + "?who=nobody-like-this").words())
                .contains("Nothing matches.", "Clear filters");
        Answer wrong = admin.get(PAGE + "?from=2026-02-31");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.words()).contains("Enter a day such as");
        assertThat(admin.get(PAGE + "?event=%27%20or%201=1&outcome=x").status()).isEqualTo(200);
    }

    @Test
    void pageWhenThereAreManyThenEachRowStandsOnExactlyOne() {
        for (int i = 0; i < 120; i++) {
            write("many " + i);
        }
        String next = PAGE + "?event=SECURING_BEGUN";
        int seen = 0;
        while (!next.isEmpty()) {
            Answer answer = admin.get(next);
            seen += count(answer);
            next = answer.find(OLDER).map(found -> found.replace("&amp;", "&")).orElse("");
        }
        assertThat(seen).isEqualTo(120);
    }

    @Test
    void exportWhenAskedThenIsOnRecordAndHoldsNoFormula() {
        write("=cmd|' /C calc'!A0");
        Answer csv = admin.post(PAGE + "/export", "format", "CSV", "event", "SECURING_BEGUN");

        assertThat(csv.status()).isEqualTo(200);
        assertThat(csv.headers().toString()).contains("attachment", ".csv");
        List<String> lines = csv.body().lines().toList();
        assertThat(lines.getFirst()).endsWith("Number,Id");
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1))
                .contains(",SECURING_BEGUN,DONE,admin,", "'=cmd")
                .startsWith(portal.clock.instant().toString());
        assertThat(newest("LOGS_EXPORTED")).isEqualTo("CSV: event SECURING_BEGUN");
    }

    @Test
    void exportWhenInJsonLinesThenHasTheFieldsOfTheCommonSchema() {
        write("a \"quoted\"\nreason \u2028 \u00e9");
        Answer json = admin.post(PAGE + "/export", "format", "JSON", "who", "admin");
        JsonNode first =
                JsonMapper.shared()
                        .readTree(
                                json.body()
                                        .lines()
                                        .filter(line -> line.contains("securing-begun"))
                                        .findFirst()
                                        .orElseThrow());

        assertThat(first.get("@timestamp").asString()).isEqualTo(portal.clock.instant().toString());
        assertThat(first.get("event.action").asString()).isEqualTo("securing-begun");
        assertThat(first.get("event.outcome").asString()).isEqualTo("success");
        assertThat(first.get("user.name").asString()).isEqualTo("admin");
        assertThat(first.get("user.target.name").asString()).isEqualTo("admin");
        assertThat(first.get("source.ip").asString()).isEqualTo("192.0.2.9");
        assertThat(first.get("event.reason").asString()).contains("\"quoted\" reason");
        assertThat(newest("LOGS_EXPORTED")).isEqualTo("JSON: who admin");
    }

    /// What was typed into the filter and is none of its words is not kept.
    @Test
    void exportWhenFilterMakesNoSenseThenNothingIsWrittenAndNothingOnRecord() {
        Snapshot before = portal.snapshot();
        assertThat(admin.post(PAGE + "/export", "format", "XML").location()).isEqualTo(PAGE);
        assertThat(
                        admin.post(PAGE + "/export", "format", "CSV", "address", "hunter2 hunter2")
                                .location())
                .isEqualTo(PAGE);
        assertThat(portal.snapshot().changesSince(before)).isEmpty();
    }

    @Test
    void retentionWhenSavedThenAsksForThePasswordAndIsOnRecord() {
        portal.clock.advance(Duration.ofMinutes(6));
        Answer asked = admin.post(PAGE + "/retention", "days", "180", "version", "0");
        assertThat(asked.body()).contains("type=\"password\"");
        assertThat(admin.get(PAGE).body()).contains("value=\"365\"");

        Answer saved =
                admin.post(
                        PAGE + "/retention",
                        "days",
                        "180",
                        "version",
                        "0",
                        "password",
                        WebPortal.PASSWORD);
        assertThat(saved.location()).isEqualTo(PAGE + "?edited");
        assertThat(admin.follow(saved).body()).contains("value=\"180\"");
        assertThat(newest("RETENTION_CHANGED")).isEqualTo("365 to 180 days");

        Answer late = admin.post(PAGE + "/retention", "days", "200", "version", "0");
        assertThat(late.status()).isEqualTo(422);
        assertThat(late.words())
                .contains("changed these settings at")
                .contains("180")
                .contains("200");
        assertThat(newest("RETENTION_CHANGED")).isEqualTo("365 to 180 days");

        for (String wrong : List.of("89", "3651", "0", "-1", "", "1e3", "99999999999")) {
            Answer refused = admin.post(PAGE + "/retention", "days", wrong);
            assertThat(refused.status()).as(wrong).isEqualTo(422);
            assertThat(refused.words()).contains("Enter a number of days from 90 to 3650.");
        }
    }

    private void write(String reason) {
        portal.clock.advance(Duration.ofMillis(1));
        portal.get(Transactions.class)
                .write(
                        () ->
                                portal.get(AuditLog.class)
                                        .write(
                                                AuditEvent.own(
                                                                portal.clock.instant(),
                                                                Kind.SECURING_BEGUN,
                                                                admin(),
                                                                new Source("192.0.2.9", "x"))
                                                        .because(reason)));
    }

    private AccountId admin() {
        return AccountId.parse(
                portal.jdbc()
                        .sql("select id from account where username = 'admin'")
                        .query(String.class)
                        .single());
    }

    private int rows(String address) {
        return count(admin.get(address));
    }

    private static int count(Answer answer) {
        return (int) ROW.matcher(answer.body()).results().count();
    }

    private String newest(String kind) {
        return portal.jdbc()
                .sql(
                        "select reason from audit where kind = :kind order by at desc, id desc limit 1")
                .param("kind", kind)
                .query(String.class)
                .single();
    }
}
