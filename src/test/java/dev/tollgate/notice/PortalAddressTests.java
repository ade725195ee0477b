package dev.tollgate.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestMailServer;
import dev.tollgate.TestMailServer.Received;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.session.Purpose;
import dev.tollgate.setting.FormVersions;
import dev.tollgate.setting.PortalSettings;
import dev.tollgate.setting.Settings;
import dev.tollgate.system.Preferences;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What somebody achieves who makes the links in mails lead to a host of their own.
class PortalAddressTests {

    private static final String DESK = "desk@example.com";
    private static final URI EVIL = URI.create("https://pbx.example.net");

    @TempDir private Path dataDir;

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenAddressIsChangedThenAllAreToldAndNoMailLeadsThere(TestStore store)
            throws Exception {
        try (TestPortal portal = TestPortal.open(store, dataDir);
                TestMailServer smtp = TestMailServer.open()) {
            TestUser maker = TestUser.create(portal);
            portal.jdbc().sql("delete from notice").update();
            TestMailer.use(portal, smtp.settings());
            TestEvents.set(portal, PortalEvent.PORTAL_ADDRESS_CHANGED, true, DESK);
            String before = portal.get(Settings.class).current().portalAddress().toString();

            move(maker, EVIL);
            TestMailer.of(portal).sendDue();

            assertThat(smtp.received())
                    .extracting(Received::recipient)
                    .containsExactlyInAnyOrder("admin@example.com", maker.account().email(), DESK);
            for (Received mail : smtp.received()) {
                MimeMessage message = new MimeMessage(null, new ByteArrayInputStream(mail.bytes()));
                MimeMultipart parts = (MimeMultipart) message.getContent();
                assertThat(parts.getCount()).isEqualTo(2);
                for (int part = 0; part < 2; part++) {
                    String text = (String) parts.getBodyPart(part).getContent();
                    assertThat(text)
                            .contains(maker.name, before + " → " + EVIL, "has no button")
                            .doesNotContain("href", "Sent by Acme PBX, ", "front desk")
                            .containsOnlyOnce(EVIL.toString());
                }
            }
            assertThat(maker.told("PORTAL_ADDRESS_CHANGED")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenSomethingElseIsChangedThenNobodyIsTold(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            TestUser maker = TestUser.create(portal);

            move(maker, portal.get(Settings.class).current().portalAddress());

            assertThat(maker.told("PORTAL_ADDRESS_CHANGED")).isZero();
        }
    }

    private static void move(TestUser maker, URI address) {
        PortalSettings now = maker.get(Settings.class).current();
        PortalSettings wanted =
                new PortalSettings(
                        now.pbxName(),
                        address,
                        now.timeZone(),
                        "the front desk",
                        now.headerColour());
        maker.get(Preferences.class)
                .save(
                        maker.stepUp(maker.logIn(), Purpose.CHANGE_PORTAL),
                        wanted,
                        maker.get(FormVersions.class).of(FormVersions.Form.PREFERENCES),
                        maker.source,
                        maker.now());
    }
}
