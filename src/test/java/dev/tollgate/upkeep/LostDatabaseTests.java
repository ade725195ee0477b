package dev.tollgate.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.Status;
import dev.tollgate.audit.AuditExport;
import dev.tollgate.audit.AuditQuery;
import dev.tollgate.audit.AuditSealer;
import dev.tollgate.bootstrap.TestConsole;
import dev.tollgate.bootstrap.TestConsole.Result;
import dev.tollgate.enrolment.FactorChanges;
import dev.tollgate.kernel.Secret;
import dev.tollgate.login.CodeOutcome;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.login.Rescue;
import dev.tollgate.session.ConsoleAct;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The database is lost, and only the audit stream tells what was changed since the backup.
class LostDatabaseTests {

    private static final AuditQuery EVERYTHING =
            new AuditQuery(null, null, null, null, Set.of(), null, "");

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void restoreWhenOnlyEventsTellThenWhoWasChangedHasToBeLetInAnew(TestStore store)
            throws IOException {
        try (TestPortal portal = open(store)) {
            TestUser untouched = TestUser.enrolled(portal);
            TestUser changed = TestUser.enrolled(portal);
            TestUser reset = TestUser.enrolled(portal);
            TestUser enrolled = TestUser.create(portal);
            TestUser disabled = TestUser.create(portal);
            Path backup = backup(portal);
            ConsoleAct act = ConsoleAct.issue(portal.now());
            portal.get(Rescue.class)
                    .resetPassword(
                            act,
                            changed.account(),
                            portal.get(Accounts.class)
                                    .hash(Secret.of("another long enough password")));
            portal.get(FactorChanges.class).reset(act, reset.account());
            enrolled.enrol(enrolled.logIn());
            Path events = events(portal);
            Files.writeString(
                    events,
                    line("account-disabled", disabled, "success")
                            + line("password-changed", untouched, "failure")
                            + "<86>1 - pbx tollgate 1 X - {\"@timestamp\":\"20",
                    StandardOpenOption.APPEND);
            portal.stop();
            Map<String, Object> settings = elsewhere(store);

            Result result =
                    TestConsole.run(
                            settings, "restore", backup.toString(), "--events", events.toString());

            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(result.out())
                    .contains("4 accounts were changed since")
                    .contains("tollgate account reset-password " + changed.name)
                    .contains("tollgate account reset-2fa " + reset.name)
                    .contains("tollgate account reset-2fa " + enrolled.name)
                    .contains(disabled.name + " is disabled")
                    .doesNotContain(untouched.name);
            try (TestPortal restored = TestPortal.join(settings)) {
                restored.clock.pin(Instant.now().plusSeconds(120));
                assertThat(untouched.on(restored).logInWithCode()).isNotNull();
                assertThat(changed.on(restored).rightPassword())
                        .isInstanceOf(PasswordOutcome.Refused.class);
                assertShut(reset.on(restored));
                assertThat(enrolled.on(restored).rightPassword())
                        .isInstanceOf(PasswordOutcome.NeedsFactor.class);
                assertThat(disabled.on(restored).account().status()).isEqualTo(Status.DISABLED);
                assertThat(
                                restored.jdbc()
                                        .sql(
                                                """
                                                select count(*) from audit
                                                where kind = 'BACKUP_RESTORED'
                                                  and target is not null""")
                                        .query(Long.class)
                                        .single())
                        .isEqualTo(4);
            }
            assertThat(TestConsole.run(settings, "account", "reset-2fa", reset.name).exitCode())
                    .isZero();
            try (TestPortal restored = TestPortal.join(settings)) {
                assertThat(reset.on(restored).rightPassword())
                        .isInstanceOf(PasswordOutcome.SignedIn.class);
            }
        }
    }

    /// The authenticator of then is perhaps what was stolen.
    private static void assertShut(TestUser user) {
        assertThat(user.code(user.halfSession(), user.code()))
                .isNotInstanceOf(CodeOutcome.SignedIn.class);
    }

    /// What stands in the backup has not happened since.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void restoreWhenEventsAreThoseOfTheBackupThenNobodyIsConcerned(TestStore store)
            throws IOException {
        try (TestPortal portal = open(store)) {
            TestUser user = TestUser.enrolled(portal);
            Path events = events(portal);
            Path backup = backup(portal);
            portal.stop();
            Map<String, Object> settings = elsewhere(store);

            Result result =
                    TestConsole.run(
                            settings, "restore", backup.toString(), "--events", events.toString());

            assertThat(result.out()).contains("0 accounts were changed since");
            try (TestPortal restored = TestPortal.join(settings)) {
                restored.clock.pin(Instant.now().plusSeconds(120));
                assertThat(user.on(restored).logInWithCode()).isNotNull();
            }
        }
    }

    /// The database that is there knows more than events do.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void restoreWhenTheDatabaseIsThereThenEventsAreRefused(TestStore store) throws IOException {
        try (TestPortal portal = open(store)) {
            Path backup = backup(portal);
            portal.stop();

            Result result =
                    TestConsole.run(
                            portal.settings(),
                            "restore",
                            backup.toString(),
                            "--events",
                            backup.toString());

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err()).contains("--old-is-lost");
        }
    }

    private TestPortal open(TestStore store) {
        TestPortal portal = TestPortal.open(store, folder.resolve("data"));
        portal.clock.pin(Instant.now().minus(Duration.ofMinutes(10)));
        return portal;
    }

    private Path backup(TestPortal portal) {
        portal.get(AuditSealer.class).finish();
        Path file = folder.resolve("portal.backup");
        portal.get(Backup.class).write(ConsoleAct.issue(portal.now()), file);
        return file;
    }

    /// As the stream writes them.
    private Path events(TestPortal portal) throws IOException {
        StringBuilder lines = new StringBuilder();
        portal.get(AuditExport.class)
                .write(EVERYTHING, AuditExport.Format.JSON, portal.now(), lines);
        return Files.writeString(
                folder.resolve("audit.json"), lines.toString(), StandardCharsets.US_ASCII);
    }

    private static String line(String action, TestUser user, String outcome) {
        return """
               {"@timestamp":"%s","event.id":"x","event.action":"%s","event.outcome":"%s",\
               "user.target.id":"%s"}
               """
                .formatted(Instant.now(), action, outcome, user.id.text());
    }

    private Map<String, Object> elsewhere(TestStore store) throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.copy(
                folder.resolve("data").resolve("tollgate.key"), elsewhere.resolve("tollgate.key"));
        return store.settings(elsewhere);
    }
}
