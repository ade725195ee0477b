package dev.tollgate.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestJar;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.LoginName;
import dev.tollgate.account.Role;
import dev.tollgate.account.Status;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.audit.AuditSealer;
import dev.tollgate.audit.AuditVerifier;
import dev.tollgate.bootstrap.TestConsole;
import dev.tollgate.bootstrap.TestConsole.Result;
import dev.tollgate.enrolment.FactorChanges;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.CodeOutcome;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.login.Rescue;
import dev.tollgate.login.TestResets;
import dev.tollgate.sealing.Keys;
import dev.tollgate.session.ConsoleAct;
import dev.tollgate.storage.DataDirectory;
import dev.tollgate.storage.ServerLock;
import dev.tollgate.storage.Transactions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What somebody tries who knows that an older state of the portal has come back.
class RestoreTests {

    private static final String NEW_PASSWORD = "another long enough password";

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void restoreWhenDoneThenNothingOldOpensADoor(TestStore store) throws IOException {
        try (TestPortal portal = open(store)) {
            TestJar jar = new TestJar();
            TestUser user = TestUser.enrolledEmployee(portal).bringing(jar);
            Token session = ((CodeOutcome.SignedIn) trusting(user)).session();
            Token half = user.halfSession();
            Token link = TestResets.link(portal, user);
            String unused = user.recoveryCodes.getLast();
            backup(portal);
            assertThat(user.recoveryCode(user.halfSession(), user.recoveryCodes.getFirst()))
                    .isInstanceOf(CodeOutcome.SignedIn.class);

            restore(portal);

            portal.clock.pin(restoredAt(portal));
            assertThat(user.isLive(session)).isFalse();
            assertThat(user.code(half, user.code())).isInstanceOf(CodeOutcome.Gone.class);
            assertThat(user.rightPassword())
                    .as("trusted device")
                    .isInstanceOf(PasswordOutcome.NeedsFactor.class);
            for (int seconds : List.of(-30, 0, 30)) {
                String seen = user.codeAt(0, Duration.ofSeconds(seconds));
                assertThat(user.code(user.halfSession(), seen))
                        .as("code of %s s later", seconds)
                        .isNotInstanceOf(CodeOutcome.SignedIn.class);
            }
            for (String code : List.of(user.recoveryCodes.getFirst(), unused)) {
                assertThat(user.recoveryCode(user.halfSession(), code))
                        .isNotInstanceOf(CodeOutcome.SignedIn.class);
            }
            assertThat(rows(portal, "one_time_link")).as("%s", link).isZero();
            portal.clock.advance(Duration.ofMinutes(20));
            assertThat(user.logInWithCode()).isNotNull();
            portal.get(AuditSealer.class).finish();
            assertThat(portal.get(AuditVerifier.class).verify(List.of(), portal.now()).findings())
                    .isEmpty();
            assertThat(audited(portal, "BACKUP_RESTORED")).isEqualTo(1);
        }
    }

    /// Each by itself, whatever else would keep it from opening a door.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void restoreWhenDoneThenNothingThatWasUnderWayIsThere(TestStore store) throws IOException {
        try (TestPortal portal = open(store)) {
            TestUser user = TestUser.enrolledEmployee(portal).bringing(new TestJar());
            assertThat(trusting(user)).isInstanceOf(CodeOutcome.SignedIn.class);
            user.halfSession();
            TestResets.link(portal, user);
            TestUnderWay.insert(portal.jdbc(), user.id);
            assertThat(TestUnderWay.ALL)
                    .allSatisfy(rows -> assertThat(rows(portal, rows)).as(rows).isPositive());
            long epoch = user.account().epoch();
            backup(portal);

            restore(portal);

            assertThat(TestUnderWay.ALL)
                    .allSatisfy(rows -> assertThat(rows(portal, rows)).as(rows).isZero());
            assertThat(user.account().epoch()).isGreaterThan(epoch);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void restoreWhenAccountsHaveChangedSinceThenTheChangesStay(TestStore store) throws IOException {
        try (TestPortal portal = open(store)) {
            TestUser changed = TestUser.create(portal);
            TestUser reset = TestUser.enrolled(portal);
            TestUser enrolled = TestUser.create(portal);
            TestUser disabled = TestUser.create(portal);
            TestUser demoted = TestUser.create(portal);
            TestUser deleted = TestUser.create(portal);
            backup(portal);
            portal.get(Rescue.class)
                    .resetPassword(
                            ConsoleAct.issue(portal.now()),
                            changed.account(),
                            portal.get(Accounts.class).hash(Secret.of(NEW_PASSWORD)));
            portal.get(FactorChanges.class).reset(ConsoleAct.issue(portal.now()), reset.account());
            enrolled.enrol(enrolled.logIn());
            disabled.set("status = 'DISABLED', epoch = epoch + 1");
            demoted.set("role = 'EMPLOYEE', epoch = epoch + 1, email = 'x@example.com'");
            portal.jdbc()
                    .sql("delete from account where id = :id")
                    .param("id", deleted.id.text())
                    .update();
            TestUser made = TestUser.create(portal);

            String said = restore(portal);

            assertThat(said).contains("for 5 accounts", "1 that had been deleted", "1 made since");
            assertThat(changed.rightPassword()).isInstanceOf(PasswordOutcome.Refused.class);
            assertThat(changed.password(NEW_PASSWORD)).isInstanceOf(PasswordOutcome.SignedIn.class);
            assertThat(reset.rightPassword()).isInstanceOf(PasswordOutcome.SignedIn.class);
            portal.clock.pin(Instant.now().plus(Duration.ofMinutes(2)));
            assertThat(enrolled.logInWithCode()).isNotNull();
            assertThat(disabled.account().status()).isEqualTo(Status.DISABLED);
            assertThat(demoted.account().role()).isEqualTo(Role.EMPLOYEE);
            assertThat(demoted.account().email()).isEqualTo("x@example.com");
            assertThat(deleted.account().status()).isEqualTo(Status.DISABLED);
            assertThat(rows(portal, "account where username = '" + made.name + "'")).isZero();
        }
    }

    /// Codes and links go to addresses: to the present ones, also where two have exchanged theirs,
    /// and one has that of somebody who has left.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void restoreWhenAddressesHaveChangedSinceThenThePresentOnesHold(TestStore store)
            throws IOException {
        try (TestPortal portal = open(store)) {
            TestUser one = TestUser.create(portal);
            TestUser other = TestUser.create(portal);
            TestUser third = TestUser.create(portal);
            TestUser left = TestUser.create(portal);
            String first = one.account().email();
            String second = other.account().email();
            String freed = left.account().email();
            backup(portal);
            portal.jdbc()
                    .sql("delete from account where id = :id")
                    .param("id", left.id.text())
                    .update();
            readdress(portal, one, "nobody@example.com");
            readdress(portal, other, first);
            readdress(portal, one, second);
            readdress(portal, third, freed);

            restore(portal);

            assertThat(owner(portal, first)).isEqualTo(other.id);
            assertThat(owner(portal, second)).isEqualTo(one.id);
            assertThat(owner(portal, freed)).isEqualTo(third.id);
            assertThat(one.account().email()).isEqualTo(second);
            assertThat(left.account().status()).isEqualTo(Status.DISABLED);
        }
    }

    /// A guesser who waits for a restore, or causes one, has no try more.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void restoreWhenTriesWereCountedSinceThenTheyStayCounted(TestStore store) throws IOException {
        try (TestPortal portal = open(store)) {
            TestUser user = TestUser.enrolled(portal);
            backup(portal);
            for (int i = 0; i < 5; i++) {
                user.nextStep();
                user.code(user.halfSession(), "000000");
            }
            Token half = user.halfSession();
            assertThat(user.code(half, user.code())).isInstanceOf(CodeOutcome.Wait.class);
            long budgets = rows(portal, "budget");
            long attempts = rows(portal, "attempt");

            restore(portal);

            assertThat(rows(portal, "budget")).isEqualTo(budgets);
            assertThat(rows(portal, "attempt")).isEqualTo(attempts);
            assertThat(user.code(user.halfSession(), user.code()))
                    .isInstanceOf(CodeOutcome.Wait.class);
        }
    }

    /// The program was upgraded since.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void restoreWhenBackupIsOfAnOlderSchemaThenBroughtUpToDate(TestStore store) throws IOException {
        try (TestPortal portal = open(store)) {
            TestUser user = TestUser.enrolled(portal);
            portal.get(AuditSealer.class).finish();
            String[] newer = {
                "drop table name_part",
                "drop table audit_check",
                "drop table audit_stream",
                "drop index job_origin",
                "drop index job_content",
                "alter table job drop column origin",
                "alter table job drop column content"
            };
            for (String statement : newer) {
                portal.jdbc().sql(statement).update();
            }
            portal.jdbc()
                    .sql(
                            "delete from flyway_schema_history where version in ('30', '31', '36', '38', '39', '40')")
                    .update();
            Path file = folder.resolve("portal.backup");
            portal.get(Backup.class).write(ConsoleAct.issue(portal.now()), file);
            assertThat(BackupFile.verify(file, portal.get(Keys.class)).schemaVersion())
                    .isEqualTo("27");
            portal.restart();

            restore(portal);

            assertThat(rows(portal, "audit_stream")).isZero();
            portal.clock.pin(Instant.now().plus(Duration.ofMinutes(2)));
            assertThat(user.logInWithCode()).isNotNull();
            assertThat(portal.get(AuditVerifier.class).verify(List.of(), portal.now()).findings())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void restoreWhenKeyWasTurnedSinceThenBothKeysServe(TestStore store) throws IOException {
        try (TestPortal portal = open(store)) {
            TestUser before = TestUser.enrolled(portal);
            TestUser after = TestUser.create(portal);
            backup(portal);
            TestConsole.run(portal.settings(), "keys", "new");
            assertThat(TestConsole.run(portal.settings(), "keys", "rotate").exitCode()).isZero();
            portal.clock.advance(Duration.ofSeconds(11));
            after.enrol(after.logIn());

            restore(portal);

            portal.clock.pin(Instant.now().plus(Duration.ofMinutes(2)));
            assertThat(before.logInWithCode()).isNotNull();
            assertThat(after.logInWithCode()).isNotNull();
        }
    }

    /// Each leaves the database as it is.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void restoreWhenItCannotBeDoneThenRefusedAndNothingChanges(TestStore store) throws IOException {
        try (TestPortal portal = open(store)) {
            Map<String, Object> settings = portal.settings();
            Path file = backup(portal);
            Account before = portal.admin();
            if (store == TestStore.POSTGRES) {
                assertRefused(settings, file, "restore\n", "other programs are connected");
            }
            portal.stop();
            try (ServerLock _ = ServerLock.take(new DataDirectory(folder.resolve("data")))) {
                assertRefused(settings, file, "restore\n", "another Tollgate server is running");
            }
            assertRefused(settings, file, "no\n", "nothing was changed");
            assertRefused(settings, folder.resolve("none"), "restore\n", "cannot read");
            byte[] whole = Files.readAllBytes(file);
            for (int at : List.of(0, 15, whole.length / 2, whole.length - 90, whole.length - 1)) {
                byte[] altered = whole.clone();
                altered[at] ^= 1;
                assertRefused(settings, write(altered), "restore\n", "damaged", "is missing");
            }
            for (int length : List.of(0, 10, 81, whole.length / 2, whole.length - 1)) {
                byte[] cut = Arrays.copyOf(whole, length);
                assertRefused(settings, write(cut), "restore\n", "damaged");
            }
            Path key = folder.resolve("data").resolve("tollgate.key");
            String right = Files.readString(key);
            Files.writeString(key, "A".repeat(43) + "=\n");
            assertRefused(settings, file, "restore\n", "is missing");
            Files.writeString(key, right);

            try (TestPortal again = TestPortal.join(settings)) {
                assertThat(again.admin()).isEqualTo(before);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void restoreWhenBackupIsOfANewerSchemaThenRefused(TestStore store) throws IOException {
        try (TestPortal portal = open(store)) {
            portal.jdbc()
                    .sql(
                            """
                            insert into flyway_schema_history (installed_rank, version, description,
                                type, script, checksum, installed_by, execution_time, success)
                            select 999, '999', 'x', 'SQL', 'V999__x.sql', 1, 'x', 0, success
                            from flyway_schema_history where installed_rank = 1""")
                    .update();
            Path file = folder.resolve("newer.backup");
            portal.get(Backup.class).write(ConsoleAct.issue(portal.now()), file);
            portal.jdbc()
                    .sql("delete from flyway_schema_history where installed_rank = 999")
                    .update();
            portal.stop();

            assertRefused(portal.settings(), file, "restore\n", "has schema version 999");
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void restoreWhenTheDatabaseIsGoneThenFromFileAndKey(TestStore store) throws IOException {
        try (TestPortal portal = open(store)) {
            TestUser user = TestUser.enrolled(portal);
            Path file = backup(portal);
            portal.stop();
            Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
            Files.copy(
                    folder.resolve("data").resolve("tollgate.key"),
                    elsewhere.resolve("tollgate.key"));
            Map<String, Object> settings = store.settings(elsewhere);

            Result result = TestConsole.run(settings, "restore", file.toString());

            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(result.err()).contains("what was changed since is not known");
            try (TestPortal restored = TestPortal.join(settings)) {
                restored.clock.pin(Instant.now().plusSeconds(120));
                assertThat(user.on(restored).logInWithCode()).isNotNull();
            }
        }
    }

    /// The Dashboard must not speak of a backup that is not there.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void backupWhenItBreaksOffThenOnRecordAsBegunOnly(TestStore store) {
        try (TestPortal portal = open(store)) {
            portal.jdbc().sql("create table \"odd\"\"name\" (id integer)").update();
            Path file = folder.resolve("broken.backup");

            Result result = TestConsole.run(portal.settings(), "backup", file.toString());

            assertThat(result.exitCode()).isNotZero();
            assertThat(file).doesNotExist();
            assertThat(audited(portal, "BACKUP_BEGUN")).isEqualTo(1);
            assertThat(lastBackup(portal)).isEmpty();
        }
    }

    private static Optional<Instant> lastBackup(TestPortal portal) {
        return portal.get(Transactions.class)
                .read(() -> portal.get(AuditLog.class).lastDone(Kind.BACKUP_MADE));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void backupWhenMadeThenHoldsNoKeyIsTheOwnersAndNeverWrittenOver(TestStore store)
            throws IOException {
        try (TestPortal portal = open(store)) {
            Path file = backup(portal);

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(TestConsole.run(portal.settings(), "backup", file.toString()).err())
                    .contains("is there already");
            assertThat(audited(portal, "BACKUP_BEGUN")).isEqualTo(1);
            assertThat(audited(portal, "BACKUP_MADE")).isEqualTo(1);
            assertThat(lastBackup(portal)).isPresent();
            String key = Files.readString(folder.resolve("data").resolve("tollgate.key")).strip();
            byte[] rows = BackupFile.verify(file, portal.get(Keys.class)).rows().readAllBytes();
            assertThat(new String(rows, StandardCharsets.ISO_8859_1))
                    .contains("admin@example.com")
                    .doesNotContain(key)
                    .doesNotContain(
                            new String(
                                    Base64.getDecoder().decode(key), StandardCharsets.ISO_8859_1));
        }
    }

    /// The console's clock is the system's, and the portal's stands well before it.
    private TestPortal open(TestStore store) {
        TestPortal portal = TestPortal.open(store, folder.resolve("data"));
        portal.clock.pin(Instant.now().minus(Duration.ofMinutes(10)));
        return portal;
    }

    private Path backup(TestPortal portal) {
        portal.get(AuditSealer.class).finish();
        Path file = folder.resolve("portal.backup");
        Result result = TestConsole.run(portal.settings(), "backup", file.toString());
        assertThat(result.exitCode()).as(result.err()).isZero();
        return file;
    }

    private static void readdress(TestPortal portal, TestUser user, String email) {
        user.set("email = '" + email + "', epoch = epoch + 1");
        portal.jdbc()
                .sql(
                        "update login_name set name = :name where account_id = :id and name like '%@%'")
                .param("name", email)
                .param("id", user.id.text())
                .update();
    }

    private static AccountId owner(TestPortal portal, String name) {
        return portal.get(Accounts.class).find(LoginName.of(name)).orElseThrow().id();
    }

    private String restore(TestPortal portal) {
        portal.stop();
        Result result =
                TestConsole.runWithInput(
                        "restore\n",
                        portal.settings(),
                        "restore",
                        folder.resolve("portal.backup").toString());
        assertThat(result.exitCode()).as(result.err()).isZero();
        portal.restart();
        return result.out();
    }

    private static Instant restoredAt(TestPortal portal) {
        return Instant.ofEpochMilli(
                portal.jdbc()
                        .sql("select at from audit where kind = 'BACKUP_RESTORED'")
                        .query(Long.class)
                        .single());
    }

    private Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("altered"), bytes);
    }

    private static void assertRefused(
            Map<String, Object> settings, Path file, String answer, String... because) {
        Result result = TestConsole.runWithInput(answer, settings, "restore", file.toString());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).containsAnyOf(because).doesNotContain("\tat ");
    }

    private static CodeOutcome trusting(TestUser user) {
        user.nextStep();
        Token half = ((PasswordOutcome.NeedsFactor) user.rightPassword()).halfSession();
        return user.code(half, user.code(), true);
    }

    private static long audited(TestPortal portal, String kind) {
        return rows(portal, "audit where kind = '" + kind + "'");
    }

    private static long rows(TestPortal portal, String of) {
        return portal.jdbc().sql("select count(*) from " + of).query(Long.class).single();
    }
}
