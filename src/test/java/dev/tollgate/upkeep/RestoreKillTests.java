package dev.tollgate.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestJvm;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.audit.AuditSealer;
import dev.tollgate.audit.AuditVerifier;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.session.ConsoleAct;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A restore that is killed at any moment leaves the old database or the restored one, whole, and
/// the next restore is done as if nothing had been.
class RestoreKillTests {

    private static final int MOMENTS = 5;

    @TempDir private Path folder;
    private long restores;

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void databaseWhenTheRestoreIsKilledThenTheOldOneOrTheNewOne(TestStore store)
            throws IOException, InterruptedException {
        try (TestPortal portal = TestPortal.open(store, folder.resolve("data"))) {
            portal.clock.pin(Instant.now().minus(Duration.ofMinutes(10)));
            TestUser user = TestUser.enrolled(portal);
            portal.get(AuditSealer.class).finish();
            Path file = folder.resolve("portal.backup");
            portal.get(Backup.class).write(ConsoleAct.issue(portal.now()), file);
            long nanos = restored(portal, file, user, Long.MAX_VALUE);

            int old = 0;
            for (int moment = 1; moment <= MOMENTS; moment++) {
                long size = restored(portal, file, user, nanos * moment / MOMENTS);
                old += size < 0 ? 1 : 0;
            }
            assertThat(old).as("killed before it was done").isPositive();
            assertThat(restored(portal, file, user, Long.MAX_VALUE)).isPositive();
        }
    }

    /// Changes the portal, restores, kills, and looks at what is there.
    ///
    /// @param after nanoseconds from its beginning to its end
    /// @return how long the whole restore took; negative where the old database is there
    private long restored(TestPortal portal, Path file, TestUser user, long after)
            throws IOException, InterruptedException {
        TestUser since = TestUser.create(portal);
        portal.get(AuditSealer.class).finish();
        long accounts = count(portal, "account");
        portal.stop();
        long took = run(portal.settings(), file, after);
        portal.restart();
        boolean done = count(portal, "account where username = '" + since.name + "'") == 0;

        assertThat(count(portal, "account")).isEqualTo(done ? 2 : accounts);
        assertThat(count(portal, "audit where kind = 'BACKUP_RESTORED'"))
                .isEqualTo(done ? 1 : restores);
        restores = done ? 1 : restores;
        portal.get(AuditSealer.class).finish();
        assertThat(portal.get(AuditVerifier.class).verify(List.of(), portal.now()).findings())
                .isEmpty();
        assertThat(count(portal, "totp where account_id = '" + user.id.text() + "'")).isEqualTo(1);
        assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.NeedsFactor.class);
        return done ? took : -1;
    }

    private long run(Map<String, Object> settings, Path file, long after)
            throws IOException, InterruptedException {
        Path scratch = Files.createDirectories(folder.resolve("scratch"));
        List<String> command =
                TestJvm.command(
                        RestoringProgram.class, "-XX:+UseSerialGC", "-Djava.io.tmpdir=" + scratch);
        command.add(file.toString());
        settings.forEach((setting, value) -> command.add(setting + "=" + value));
        Process program = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader output = program.inputReader(StandardCharsets.UTF_8)) {
            awaitLine(output, RestoringProgram.BEGINS);
            long begun = System.nanoTime();
            if (after == Long.MAX_VALUE) {
                assertThat(awaitLine(output, RestoringProgram.ENDED))
                        .startsWith(RestoringProgram.ENDED + "0");
            } else {
                LockSupport.parkNanos(after);
            }
            return System.nanoTime() - begun;
        } finally {
            program.destroyForcibly().waitFor();
        }
    }

    private static String awaitLine(BufferedReader output, String beginning) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(beginning)) {
                return line;
            }
        }
        throw new AssertionError("the program ended by itself");
    }

    private static long count(TestPortal portal, String of) {
        return portal.jdbc().sql("select count(*) from " + of).query(Long.class).single();
    }
}
