package dev.tollgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestPortal;
import dev.tollgate.TestPostgres;
import dev.tollgate.TestStore;
import dev.tollgate.account.Account;
import dev.tollgate.bootstrap.TestConsole;
import dev.tollgate.bootstrap.TestConsole.Result;
import dev.tollgate.enrolment.ConsoleReset;
import dev.tollgate.factor.SecondFactors;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.login.Rescue;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// What a command says, and leaves alone, when it cannot be carried out.
class FailuresTests {

    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "account reset-2fa admin",
                "account unlock admin",
                "account reset-password admin",
                "account create-super-admin --username=a --email=a@example.com",
                "setup-link"
            })
    void commandWhenNoDatabaseThenMakesNone(String line) {
        Path data = directory.resolve("data");

        Result result = TestConsole.run(TestStore.SQLITE.settings(data), line.split(" ", -1));

        assertRefusal(result, "there is no database at " + data.resolve("tollgate.db"));
        assertThat(result.err()).contains("--tollgate.data-dir");
        assertThat(data).doesNotExist();
    }

    @Test
    void commandWhenDirectoryEmptyThenStaysEmpty() {
        Result result = TestConsole.run(TestStore.SQLITE.settings(directory), "setup-link");

        assertRefusal(result, "there is no database");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void commandWhenPostgresIsEmptyThenMakesNoTable() throws Exception {
        Map<String, Object> settings = TestStore.POSTGRES.settings(directory.resolve("data"));

        Result result = TestConsole.run(settings, "account", "unlock", "admin");

        assertRefusal(result, "the database has schema version 0");
        assertThat(directory.resolve("data")).doesNotExist();
        TestPostgres.Database database =
                new TestPostgres.Database(
                        settings.get("tollgate.database.url").toString(),
                        settings.get("tollgate.database.username").toString(),
                        settings.get("tollgate.database.password").toString());
        try (var connection = database.connect();
                var tables = connection.getMetaData().getTables(null, "public", "%", null)) {
            assertThat(tables.next()).isFalse();
        }
    }

    @Test
    void commandWhenDatabaseDoesNotAnswerThenNamesItWithoutPasswords() {
        Map<String, Object> settings =
                Map.of(
                        "tollgate.data-dir", directory.toString(),
                        "tollgate.database.url",
                                "jdbc:postgresql://127.0.0.1:1/tollgate?password=hush",
                        "tollgate.database.username", "tollgate",
                        "tollgate.database.password", "hush");

        Result result = TestConsole.run(settings, "account", "unlock", "admin");

        assertRefusal(
                result, "the database jdbc:postgresql://127.0.0.1:1/tollgate cannot be used: ");
        assertThat(result.err()).doesNotContain("hush");
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void commandWhenKeyMissingThenSaysWhereItBelongs(TestStore store) throws Exception {
        try (TestPortal portal = TestPortal.open(store, directory)) {
            Files.delete(directory.resolve("tollgate.key"));

            Result result = TestConsole.run(portal.settings(), "account", "unlock", "admin");

            assertRefusal(result, "the key ");
            assertThat(result.err())
                    .contains("of this database is missing", "tollgate: hint: put the key back");
            assertThat(directory.resolve("tollgate.key")).doesNotExist();
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void commandWhenSchemaIsNewerThenSaysWhichVersionToUse(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, directory)) {
            portal.jdbc()
                    .sql(
                            """
                            insert into flyway_schema_history
                                (installed_rank, version, description, type, script, checksum,
                                 installed_by, execution_time, success)
                            values (99, '99', 'later', 'SQL', 'V99__later.sql', 1, 'test', 1, true)""")
                    .update();

            Result result = TestConsole.run(portal.settings(), "account", "unlock", "admin");

            assertRefusal(result, "the database has schema version 99");
            assertThat(result.err())
                    .contains("tollgate: hint: use the version of Tollgate that last ran");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--tollgate.database.url=mysql:tollgate",
                "--tollgate.password.memory-kib=1",
                "--spring.config.location=file:/nowhere/tollgate.properties"
            })
    void commandWhenASettingIsWrongThenSaysWhatIsWrong(String setting) {
        try (TestPortal portal = TestPortal.open(TestStore.SQLITE, directory)) {
            Result result =
                    TestConsole.run(portal.settings(), "account", "unlock", "admin", setting);

            assertRefusal(result, "the portal cannot be opened: ");
        }
    }

    @Test
    void commandWhenAccountChangedMeanwhileThenNothingIsDone() {
        try (TestPortal portal = TestPortal.open(TestStore.SQLITE, directory)) {
            portal.enrol(portal.logIn());
            Account before = portal.admin();

            Result reset =
                    runAndInterfere(ConsoleReset.class, portal, "account", "reset-2fa", "admin");
            Result password =
                    runAndInterfere(Rescue.class, portal, "account", "reset-password", "admin");

            assertRefusal(reset, "the account was changed at this very moment");
            assertRefusal(password, "the account was changed at this very moment");
            assertThat(portal.get(SecondFactors.class).of(before.id())).isPresent();
            assertThat(portal.admin().mustChangePassword()).isFalse();
            assertThat(portal.password(TestPortal.PASSWORD))
                    .isInstanceOf(PasswordOutcome.NeedsFactor.class);
        }
    }

    @Test
    void commandWhenItHasADefectThenSaysSoWithATrace() {
        try (TestPortal portal = TestPortal.open(TestStore.SQLITE, directory)) {
            Core.Opener broken =
                    (settings, policy) -> {
                        throw new IllegalStateException("a broken promise");
                    };

            Result result = run(broken, portal, "account", "unlock", "admin");

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err())
                    .startsWith("tollgate: error: ")
                    .contains("a broken promise", "\tat " + FailuresTests.class.getName());
        }
    }

    private static void assertRefusal(Result result, String error) {
        assertThat(result.exitCode()).as(result.err()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("tollgate: error: " + error).doesNotContain("\tat ");
    }

    /// Runs a command on an account that changes between the command's look at it and its act,
    /// which begins when the command asks for `act`.
    private static Result runAndInterfere(Class<?> act, TestPortal portal, String... arguments) {
        Core.Opener interfering =
                (settings, policy) ->
                        new InterferedCore(TestConsole.opener().open(settings, policy), act);
        return run(interfering, portal, arguments);
    }

    private static Result run(Core.Opener opener, TestPortal portal, String... arguments) {
        CommandLine program = new CommandLine(new Program());
        ConsoleCommands.addTo(program, opener, new ByteArrayInputStream(new byte[0]));
        return TestConsole.execute(program, portal.settings(), arguments);
    }

    @Command(name = "tollgate")
    private static final class Program {}

    private record InterferedCore(Core core, Class<?> act) implements Core {

        @Override
        public <T> T get(Class<T> part) {
            if (part.equals(act)) {
                core.get(JdbcClient.class).sql("update account set epoch = epoch + 1").update();
            }
            return core.get(part);
        }

        @Override
        public String databaseName() {
            return core.databaseName();
        }

        @Override
        public void close() {
            core.close();
        }
    }
}
