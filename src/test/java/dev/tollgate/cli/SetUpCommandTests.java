package dev.tollgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.account.Account;
import dev.tollgate.account.FirstSetUp;
import dev.tollgate.account.Role;
import dev.tollgate.bootstrap.TestConsole;
import dev.tollgate.bootstrap.TestConsole.Result;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.setting.PortalSettings;
import dev.tollgate.setting.Settings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SetUpCommandTests {

    private static final String PASSWORD = "tall green window";

    @TempDir private Path directory;

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void setUpWhenDatabaseEmptyThenPortalIsReady(TestStore store) throws Exception {
        Map<String, Object> settings = store.settings(directory.resolve("new/data"));

        Result result =
                setUp(
                        settings,
                        "--pbx-name=Acme",
                        "--portal-address=https://pbx.example.com/",
                        "--time-zone=Europe/Lisbon");

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .contains("The set-up is done", "https://pbx.example.com/login")
                .doesNotContain(PASSWORD);
        try (TestPortal portal = TestPortal.join(settings)) {
            Account admin = portal.admin();
            assertThat(admin.role()).isEqualTo(Role.SUPER_ADMINISTRATOR);
            assertThat(admin.email()).isEqualTo("ana@example.com");
            assertThat(admin.mustChangePassword()).isFalse();
            assertThat(portal.get(Settings.class).current())
                    .isEqualTo(
                            new PortalSettings(
                                    "Acme",
                                    URI.create("https://pbx.example.com"),
                                    ZoneId.of("Europe/Lisbon"),
                                    ""));
            TestRows rows = new TestRows(portal);
            assertThat(rows.column("audit", "kind")).containsExactly("SET_UP");
            assertThat(rows.column("audit", "address")).containsExactly("console");
            assertThat(rows.everything()).doesNotContain(PASSWORD);
            assertThat(portal.password(Secret.of(PASSWORD)))
                    .isInstanceOf(PasswordOutcome.SignedIn.class);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void setUpWhenDoneBeforeThenRefusedAndNothingChanges(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, directory.resolve("data"))) {
            Account before = portal.admin();
            PortalSettings settings = portal.get(Settings.class).current();

            Result result = setUp(portal.settings(), "--pbx-name=Other");

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.out()).isEmpty();
            assertThat(result.err())
                    .contains("tollgate: error: the set-up has been done before")
                    .contains("tollgate: hint: tollgate account create-super-admin");
            assertThat(portal.admin()).isEqualTo(before);
            assertThat(portal.get(Settings.class).current()).isEqualTo(settings);
        }
    }

    @Test
    void setUpWhenMuchIsWrongThenEachProblemInWords() {
        Map<String, Object> settings = TestStore.SQLITE.settings(directory.resolve("data"));

        Result result =
                TestConsole.runWithInput(
                        "short",
                        settings,
                        "setup",
                        "--username=<admin>",
                        "--email=nowhere",
                        "--password-file=-",
                        "--pbx-name=a:b",
                        "--portal-address=ftp://pbx.example.com",
                        "--time-zone=Mars/Olympus");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines())
                .hasSize(6)
                .allMatch(line -> line.matches("tollgate: error: [a-z].*[^.]"));
        try (TestPortal portal = TestPortal.join(settings)) {
            assertThat(portal.get(FirstSetUp.class).isWaiting()).isTrue();
        }
    }

    @Test
    void setUpWhenPasswordFileReadableByOthersThenWarnsAndGoesOn() throws Exception {
        Path file = Files.writeString(directory.resolve("password"), PASSWORD + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        Result result =
                TestConsole.run(
                        TestStore.SQLITE.settings(directory.resolve("data")),
                        "setup",
                        "--username=admin",
                        "--email=ana@example.com",
                        "--password-file",
                        file.toString());

        assertThat(result.exitCode()).isZero();
        assertThat(result.err())
                .contains("tollgate: warning: other users of this machine may read " + file)
                .doesNotContain(PASSWORD);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void setUpLinkWhenWaitingThenOnlyTheNewestOneWorks(TestStore store) {
        try (TestPortal portal = TestPortal.join(store.settings(directory.resolve("data")))) {
            Token first = portal.get(FirstSetUp.class).newLink(portal.now());

            Result result = TestConsole.run(portal.settings(), "setup-link");
            Result other =
                    TestConsole.run(
                            portal.settings(),
                            "setup-link",
                            "--portal-address=https://pbx.example.com");

            assertThat(result.exitCode()).isZero();
            assertThat(result.out()).startsWith("http://127.0.0.1:8080/setup?link=");
            assertThat(other.out()).startsWith("https://pbx.example.com/setup?link=");
            assertThat(other.err()).doesNotContain(link(other).text());
            FirstSetUp setUp = portal.get(FirstSetUp.class);
            assertThat(setUp.isCurrent(first)).isFalse();
            assertThat(setUp.isCurrent(link(result))).isFalse();
            assertThat(setUp.isCurrent(link(other))).isTrue();
            assertThat(new TestRows(portal).newestAudit())
                    .isEqualTo("SET_UP_LINK_MADE DONE by null on null");
        }
    }

    @Test
    void setUpLinkWhenAddressIsNoneThenRefused() {
        try (TestPortal portal =
                TestPortal.join(TestStore.SQLITE.settings(directory.resolve("data")))) {
            Result result =
                    TestConsole.run(portal.settings(), "setup-link", "--portal-address=nowhere");

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).contains("the Portal Address must be");
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void setUpLinkWhenSetUpIsDoneThenRefused(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, directory.resolve("data"))) {
            Result result = TestConsole.run(portal.settings(), "setup-link");

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).contains("the set-up has been done before");
        }
    }

    @Test
    void createSuperAdminWhenNotSetUpYetThenRefused() {
        try (TestPortal portal =
                TestPortal.join(TestStore.SQLITE.settings(directory.resolve("data")))) {
            Result result =
                    TestConsole.run(
                            portal.settings(),
                            "account",
                            "create-super-admin",
                            "--username=second",
                            "--email=second@example.com");

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.out()).isEmpty();
            assertThat(result.err())
                    .contains("the portal has not been set up yet", "tollgate setup");
        }
    }

    private static Result setUp(Map<String, Object> settings, String... more) {
        String[] arguments = new String[more.length + 4];
        arguments[0] = "setup";
        arguments[1] = "--username=admin";
        arguments[2] = "--email=ana@example.com";
        arguments[3] = "--password-file=-";
        System.arraycopy(more, 0, arguments, 4, more.length);
        return TestConsole.runWithInput(PASSWORD + "\r\n", settings, arguments);
    }

    private static Token link(Result result) {
        return Token.parse(result.out().strip().replaceFirst(".*link=", "")).orElseThrow();
    }
}
