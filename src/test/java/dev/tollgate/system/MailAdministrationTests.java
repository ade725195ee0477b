package dev.tollgate.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MailAdministrationTests {

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void actWhenDoneThenOnRecord(TestStore store, @TempDir Path dataDir) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            TestUser maker = TestUser.create(portal);
            PortalSession session = maker.logIn();
            MailAdministration mail = portal.get(MailAdministration.class);
            mail.tryAgain(session, maker.source, portal.now());
            mail.test(maker.stepUp(session, Purpose.CHANGE_PORTAL), maker.source, portal.now());

            assertThat(
                            portal.jdbc()
                                    .sql("select kind from audit where actor = :by")
                                    .param("by", maker.id.text())
                                    .query(String.class)
                                    .list())
                    .containsOnlyOnce("MAIL_TRIED_AGAIN", "MAIL_TESTED");
        }
    }
}
