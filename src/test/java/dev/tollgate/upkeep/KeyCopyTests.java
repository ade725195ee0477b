package dev.tollgate.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.bootstrap.TestConsole;
import dev.tollgate.bootstrap.TestConsole.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The key goes with a backup, and a passphrase opens it.
class KeyCopyTests {

    private static final String PASSPHRASE = "orbit kettle manor viola tundra pecan";

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void backupWhenTheKeyIsWithItThenRestoredFromTheTwoAndThePassphrase(TestStore store)
            throws IOException {
        try (TestPortal portal = open(store)) {
            TestUser user = TestUser.enrolled(portal);
            Path file = folder.resolve("portal.backup");
            Path key = folder.resolve("portal.backup.key");
            Result made = with(PASSPHRASE + "\n", portal.settings(), "backup", file);
            assertThat(made.exitCode()).as(made.err()).isZero();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(key))
                    .doesNotContain(
                            Files.readString(folder.resolve("data").resolve("tollgate.key"))
                                    .strip());
            portal.stop();
            Map<String, Object> settings =
                    store.settings(Files.createDirectory(folder.resolve("elsewhere")));

            assertRefused(settings, file, "another sentence of many words\n", "does not open");
            String whole = Files.readString(key);
            Files.writeString(key, whole.replace("copy 1 ", "copy 2 "));
            assertRefused(settings, file, PASSPHRASE, "damaged");
            Files.writeString(key, whole.substring(0, whole.length() - 9) + "AAAAAAAA\n");
            assertRefused(settings, file, PASSPHRASE, "does not open");
            Files.writeString(key, whole);
            assertThat(folder.resolve("elsewhere").resolve("tollgate.key")).doesNotExist();

            Result restored = with(PASSPHRASE, settings, "restore", file);

            assertThat(restored.exitCode()).as(restored.err()).isZero();
            assertThat(restored.out()).contains("1 keys were put into the key file.");
            assertThat(restored.out() + restored.err() + made.out() + made.err())
                    .doesNotContain(PASSPHRASE);
            try (TestPortal again = TestPortal.join(settings)) {
                again.clock.pin(Instant.now().plusSeconds(120));
                assertThat(user.on(again).logInWithCode()).isNotNull();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void backupWhenItFailsThenNoCopyOfTheKeyStays(TestStore store) throws IOException {
        try (TestPortal portal = open(store)) {
            Path file = Files.createFile(folder.resolve("portal.backup"));

            Result failed = with(PASSPHRASE, portal.settings(), "backup", file);

            assertThat(failed.err()).contains("is there already");
            assertThat(folder.resolve("portal.backup.key")).doesNotExist();
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void backupWhenThePassphraseIsShortOrNotThereThenRefusedAndNothingIsWritten(TestStore store) {
        try (TestPortal portal = open(store)) {
            Path file = folder.resolve("portal.backup");

            Result brief = with("nineteen characters", portal.settings(), "backup", file);
            Result none =
                    TestConsole.run(portal.settings(), "backup", file.toString(), "--with-key");
            Result argument =
                    TestConsole.run(
                            portal.settings(),
                            "backup",
                            file.toString(),
                            "--with-key",
                            "--passphrase=" + PASSPHRASE);

            assertThat(brief.err()).contains("20 to 128 characters");
            assertThat(none.err()).contains("there is no terminal", "--passphrase-file");
            assertThat(argument.exitCode()).isEqualTo(2);
            assertThat(argument.err()).doesNotContain(PASSPHRASE);
            assertThat(file).doesNotExist();
            assertThat(KeyCopy.beside(file)).doesNotExist();
        }
    }

    private TestPortal open(TestStore store) {
        TestPortal portal = TestPortal.open(store, folder.resolve("data"));
        portal.clock.pin(Instant.now().minus(Duration.ofMinutes(10)));
        return portal;
    }

    private static void assertRefused(
            Map<String, Object> settings, Path file, String passphrase, String because) {
        Result result = with(passphrase, settings, "restore", file);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains(because).doesNotContain("\tat ");
    }

    private static Result with(
            String passphrase, Map<String, Object> settings, String command, Path file) {
        return TestConsole.runWithInput(
                passphrase,
                settings,
                command,
                file.toString(),
                "--with-key",
                "--passphrase-file",
                "-");
    }
}
