package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestMailServer;
import dev.tollgate.TestMailServer.Received;
import dev.tollgate.notice.EventSettings;
import dev.tollgate.notice.MailHand;
import dev.tollgate.notice.PortalEvent;
import dev.tollgate.notice.SavedEvents;
import dev.tollgate.setting.MailServers;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// "Event Notification", as it answers.
class EventsPagesTests {

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    private static final String PAGE = "/system/events";
    private static final String SAMPLE = PAGE + "/sample";

    private WebPortal portal;

    @BeforeEach
    void open() {
        portal = PORTALS.sqlite();
    }

    @Test
    void pageWhenShownThenHasEveryEventAndNoSwitchForWhatIsAlwaysMailed() {
        String page = portal.loggedIn().get(PAGE).body();

        for (PortalEvent event : PortalEvent.values()) {
            assertThat(page).contains("name=\"contacts-" + event + "\"");
            assertThat(page.contains("name=\"mailed-" + event + "\""))
                    .isEqualTo(!event.isAlwaysMailed());
        }
        assertThat(page).contains("No mail server is set, so nobody is mailed anything.");
    }

    @Test
    void pageWhenMailServerIsUntestedThenSaysSoUntilItIs() {
        MailServers servers = portal.get(MailServers.class);
        Browser admin = portal.loggedIn();
        try (TestMailServer smtp = TestMailServer.open()) {
            portal.get(Transactions.class)
                    .write(
                            () ->
                                    servers.save(
                                            smtp.settings(),
                                            Optional.empty(),
                                            portal.clock.instant()));
            assertThat(admin.get(PAGE).body()).contains("has not passed a test");
            servers.prove(servers.current().orElseThrow(), portal.clock.instant());
            assertThat(admin.get(PAGE).body()).doesNotContain("has not passed a test", "No mail");
        }
    }

    /// Addresses come from mails and lists, with whatever stands between them.
    @Test
    void saveWhenAddressesAreFineThenKeptOnceEach() {
        Browser admin = portal.loggedIn();

        Answer saved =
                admin.post(
                        PAGE,
                        "version",
                        "0",
                        "contacts-MANY_RESETS",
                        " it@example.com; desk@example.com,IT@example.com\twatch@bücher.example ",
                        "mailed-INVITED",
                        "true");

        assertThat(saved.location()).isEqualTo(PAGE + "?edited");
        SavedEvents events = portal.get(EventSettings.class).saved();
        assertThat(events.of(PortalEvent.MANY_RESETS).contacts())
                .containsExactly("it@example.com", "desk@example.com", "watch@bücher.example");
        assertThat(events.of(PortalEvent.INVITED).mailed()).isTrue();
        assertThat(events.of(PortalEvent.NEW_BROWSER).mailed()).isFalse();
        assertThat(events.of(PortalEvent.TWO_FACTOR_OFF).mailed()).isTrue();
        assertThat(admin.get(PAGE).body())
                .contains("value=\"it@example.com, desk@example.com, watch@bücher.example\"");
    }

    @ParameterizedTest
    @CsvSource({
        "it@@example.com",
        "nobody",
        "'it@example.com, <b>x</b>@example.com'",
        "'it@example.com\u0000bcc@example.com'",
        "'it@example.com%0d%0aBcc:evil@example.net'",
        "'\"a b\"@example.com'",
        "'ana\u202E@example.com'",
        "'a@1.com b@2.com c@3.com d@4.com e@5.com f@6.com g@7.com h@8.com i@9.com j@a.com k@b.com'"
    })
    void saveWhenAnAddressIsNoneThenSaidAtTheFieldAndEverythingKept(String contacts) {
        Browser admin = portal.loggedIn();
        Snapshot before = portal.snapshot();

        Answer answer =
                admin.post(
                        PAGE,
                        "version",
                        "0",
                        "contacts-INVITED",
                        contacts,
                        "contacts-MANY_RESETS",
                        "kept@example.com",
                        "mailed-LOGGED_OUT",
                        "true");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body())
                .contains("id=\"contacts-INVITED-error\"", "value=\"kept@example.com\"")
                .doesNotContain("<b>x</b>")
                .containsPattern("id=\"mailed-LOGGED_OUT\"[^>]* checked")
                .containsPattern("name=\"mailed-INVITED\"(?![^>]* checked)");
        assertThat(portal.snapshot().changesSince(before)).isEmpty();
    }

    @Test
    void saveWhenSomebodyWasFirstThenToldAndWhatWasTypedStays() {
        Browser admin = portal.loggedIn();
        admin.post(PAGE, "version", "0", "contacts-INVITED", "first@example.com");

        Answer late = admin.post(PAGE, "version", "0", "contacts-INVITED", "late@example.com");

        assertThat(late.status()).isEqualTo(422);
        assertThat(late.body())
                .contains(
                        "admin changed these settings at",
                        "value=\"late@example.com\"",
                        "value=\"1\"");
        assertThat(contacts(PortalEvent.INVITED)).containsExactly("first@example.com");
    }

    /// What no page of the portal made must not switch anything off, before the first save either.
    @ParameterizedTest
    @CsvSource({"''", "-1", "1", "x", "99999999999"})
    void saveWhenVersionIsOfNoPageThenNothingIsSaved(String version) {
        Browser admin = portal.loggedIn();
        Snapshot before = portal.snapshot();

        Answer answer = admin.post(PAGE, "version", version, "contacts-INVITED", "it@example.com");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(portal.snapshot().changesSince(before)).isEmpty();
    }

    /// Whoever finds a screen unlocked must not send the watchmen home.
    @Test
    void saveWhenPasswordWasShownLongAgoThenAskedAgainAndTheFormIsKept() {
        Browser admin = portal.loggedIn();
        portal.clock.advance(Duration.ofMinutes(6));
        String[] fields = {
            "version", "0", "contacts-INVITED", "it@example.com", "mailed-NEW_BROWSER", "true"
        };

        Answer asked = admin.post(PAGE, fields);
        assertThat(asked.body()).contains("type=\"password\"", "value=\"it@example.com\"");
        assertThat(contacts(PortalEvent.INVITED)).isEmpty();

        Answer confirmed = admin.post(PAGE, Browser.with(fields, "password", WebPortal.PASSWORD));
        assertThat(confirmed.location()).isEqualTo(PAGE + "?edited");
        assertThat(contacts(PortalEvent.INVITED)).containsExactly("it@example.com");
        assertThat(portal.get(EventSettings.class).saved().of(PortalEvent.NEW_BROWSER).mailed())
                .isTrue();
    }

    @Test
    void sampleWhenPasswordWasShownLongAgoThenAskedAgainAndNothingIsSent() {
        Browser admin = portal.loggedIn();
        portal.clock.advance(Duration.ofMinutes(6));
        Snapshot before = portal.snapshot().without("session");

        Answer asked = admin.post(SAMPLE, "event", "MANY_RESETS");

        assertThat(asked.body()).contains("type=\"password\"", "value=\"MANY_RESETS\"");
        assertThat(portal.snapshot().without("session").changesSince(before)).isEmpty();
        assertThat(
                        admin.post(SAMPLE, "event", "MANY_RESETS", "password", WebPortal.PASSWORD)
                                .location())
                .isEqualTo(PAGE + "?sampled=MANY_RESETS");
    }

    @Test
    void sampleWhenSentThenArrivesMarkedAndTheNextHasToWait() throws Exception {
        try (TestMailServer smtp = TestMailServer.open()) {
            portal.get(Transactions.class)
                    .write(
                            () ->
                                    portal.get(MailServers.class)
                                            .save(
                                                    smtp.settings(),
                                                    Optional.empty(),
                                                    portal.clock.instant()));
            Browser admin = portal.loggedIn();
            admin.post(PAGE, "version", "0", "contacts-PASSWORD_KNOWN", "desk@example.com");

            Answer sent = admin.post(SAMPLE, "event", "PASSWORD_KNOWN");
            Answer soon = admin.post(SAMPLE, "event", "TWO_FACTOR_OFF");

            assertThat(admin.get(sent.location()).body())
                    .contains("A sample of &quot;Somebody knows the password&quot; is on its way");
            assertThat(soon.status()).isEqualTo(429);
            assertThat(soon.header("retry-after")).contains("30");
            assertThat(soon.body()).contains("contacts-TWO_FACTOR_OFF-error");
            List<Received> samples = awaitSamples(smtp);
            assertThat(samples)
                    .extracting(Received::recipient)
                    .containsExactlyInAnyOrder("desk@example.com", "admin@example.com");
            assertThat(samples.getFirst().message().getSubject())
                    .isEqualTo("Acme PBX: SAMPLE: Someone knows your password");
            assertThat(admin.get("/").body()).doesNotContain("Someone entered your password");
        }
    }

    @Test
    void sampleWhenEventIsNoneThenNotFoundAndNothingHappens() {
        Browser admin = portal.loggedIn();
        Snapshot before = portal.snapshot();

        for (String name : List.of("", "NOTHING", "many_resets", "../MANY_RESETS")) {
            assertThat(admin.post(SAMPLE, "event", name).status()).isEqualTo(404);
        }
        assertThat(admin.get(PAGE + "?sampled=%3Cscript%3E").body()).doesNotContain("on its way");
        assertThat(portal.snapshot().changesSince(before)).isEmpty();
    }

    /// The mailer of the running portal may have them already.
    private List<Received> awaitSamples(TestMailServer smtp) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        List<Received> samples = new ArrayList<>();
        while (samples.size() < 2 && System.nanoTime() < end) {
            MailHand.sendDue(portal.get(MailHand.MAILER));
            samples.clear();
            for (Received mail : smtp.received()) {
                if (mail.message().getSubject().contains("SAMPLE")) {
                    samples.add(mail);
                }
            }
            Thread.sleep(50);
        }
        return samples;
    }

    private List<String> contacts(PortalEvent event) {
        return portal.get(EventSettings.class).saved().of(event).contacts();
    }
}
