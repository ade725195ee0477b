package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestJvm;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.account.Account;
import dev.tollgate.bootstrap.TestConsole.Result;
import dev.tollgate.factor.SecondFactors;
import dev.tollgate.kernel.Secret;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.session.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands as processes of their own, as they are in life: two processes meet on one SQLite file.
class ConsoleProcessIntegrationTests {

    private static final long PATIENCE_SECONDS = 120;

    @TempDir private Path directory;

    @Test
    void commandWhenPortalRunsThenThePortalSeesTheChangeAtOnce() throws Exception {
        try (TestPortal portal = TestPortal.open(TestStore.SQLITE, data())) {
            TestPortal.Enrolled enrolled = portal.enrol(portal.logIn());
            Account before = portal.admin();

            Result result = start("account", "reset-2fa", "admin").await();

            assertThat(result.err()).isEmpty();
            assertThat(result.exitCode()).isZero();
            assertThat(result.out()).startsWith("Two-factor authentication of admin is off.");
            assertThat(portal.get(SecondFactors.class).of(before.id())).isEmpty();
            assertThat(portal.get(Sessions.class).find(enrolled.session(), portal.now())).isEmpty();
            assertThat(portal.password(TestPortal.PASSWORD))
                    .isInstanceOf(PasswordOutcome.SignedIn.class);
        }
    }

    @Test
    void commandWhenPortalWritesAllTheTimeThenBothGoOn() throws Exception {
        try (TestPortal portal = TestPortal.open(TestStore.SQLITE, data())) {
            Started command = start("account", "unlock", "admin");
            int logins = 0;
            while (command.process.isAlive()) {
                portal.logIn();
                logins++;
            }

            assertThat(command.await().exitCode()).isZero();
            assertThat(logins).isPositive();
        }
    }

    @Test
    void commandWhenPortalIsStoppedThenThePortalFindsTheChange() throws Exception {
        TestPortal portal = TestPortal.open(TestStore.SQLITE, data());
        try (portal) {
            portal.enrol(portal.logIn());
        }

        Result result = start("account", "reset-password", "ADMIN").await();

        assertThat(result.err())
                .isEqualToIgnoringNewLines(
                        "tollgate: hint: a login asks for a code too; with neither phone nor"
                                + " recovery code, tollgate account reset-2fa admin turns that off");
        assertThat(result.exitCode()).isZero();
        Secret issued = Secret.of(result.out().lines().toList().get(3).strip());
        try (TestPortal again = TestPortal.join(portal.settings())) {
            assertThat(again.admin().mustChangePassword()).isTrue();
            assertThat(again.password(issued)).isInstanceOf(PasswordOutcome.NeedsFactor.class);
        }
    }

    @Test
    void setUpWhenNothingIsThereThenAPortalStartsOnIt() throws Exception {
        Path password = Files.writeString(directory.resolve("password"), "tall green window\n");

        Result result =
                start(
                                "setup",
                                "--username=admin",
                                "--email=ana@example.com",
                                "--password-file=" + password)
                        .await();

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("The set-up is done.");
        try (TestPortal portal = TestPortal.join(Map.of("tollgate.data-dir", data().toString()))) {
            assertThat(portal.password(Secret.of("tall green window")))
                    .isInstanceOf(PasswordOutcome.SignedIn.class);
        }
    }

    private Path data() {
        return directory.resolve("data");
    }

    /// The data directory comes by environment variable here.
    private Started start(String... arguments) throws IOException {
        List<String> line = TestJvm.command(Tollgate.class);
        line.addAll(List.of(arguments));
        Path out = Files.createTempFile(directory, "out", "");
        Path err = Files.createTempFile(directory, "err", "");
        ProcessBuilder builder =
                new ProcessBuilder(line)
                        .directory(directory.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().put("TOLLGATE_DATA_DIR", data().toString());
        return new Started(builder.start(), out, err);
    }

    private record Started(Process process, Path out, Path err) {

        Result await() throws IOException, InterruptedException {
            try {
                assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
                return new Result(
                        process.exitValue(), Files.readString(out), Files.readString(err));
            } finally {
                process.destroyForcibly();
            }
        }
    }
}
