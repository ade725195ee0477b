package dev.tollgate.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.TestJar;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.audit.AuditVerifier;
import dev.tollgate.bootstrap.TestConsole;
import dev.tollgate.bootstrap.TestConsole.Result;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.CodeOutcome;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.sealing.KeyException;
import dev.tollgate.sealing.Keys;
import dev.tollgate.sealing.Place;
import dev.tollgate.sealing.Resealing;
import dev.tollgate.sealing.Sealer;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Sessions;
import dev.tollgate.storage.DataDirectory;
import dev.tollgate.storage.ServerLock;
import dev.tollgate.storage.Transactions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A lost key opens no door, neither to its owner nor to anybody else, until the console does.
class LostKeyTests {

    private static final Pattern ONE_TIME =
            Pattern.compile("^ {4}([0-9a-z]{5}(?:-[0-9a-z]{5}){3})$", Pattern.MULTILINE);

    @TempDir private Path dataDir;

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void abandonWhenKeyIsLostThenOnlyTheConsoleOpensAnAccountAgain(TestStore store)
            throws IOException {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            TestUser user = TestUser.enrolledEmployee(portal).bringing(new TestJar());
            user.logInTrusting();
            PortalSession open = portal.logIn();
            Token half = user.halfSession();
            formerMailServer(portal);
            lose(portal);

            Result result = abandon(portal.settings(), "abandon\n");

            assertThat(result.exitCode()).as(result.err()).isZero();
            portal.restart();
            assertThat(portal.get(Resealing.class).uses().keySet())
                    .as("nothing is left that only the lost key opens")
                    .containsExactly(portal.get(Keys.class).all().getLast().id());
            assertThat(portal.get(Sessions.class).of(open.account(), portal.now())).isEmpty();
            assertThat(user.code(half, user.code())).isInstanceOf(CodeOutcome.Gone.class);
            assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.Refused.class);
            assertThat(user.password("")).isInstanceOf(PasswordOutcome.Refused.class);
            assertThat(
                            portal.jdbc()
                                    .sql("select count(*) from audit where kind = 'KEYS_ABANDONED'")
                                    .query(Long.class)
                                    .single())
                    .isEqualTo(1);

            assertThat(portal.get(AuditVerifier.class).verify(List.of(), portal.now()).findings())
                    .isEmpty();

            String password = resetPassword(portal, user);
            Token again = ((PasswordOutcome.NeedsFactor) user.password(password)).halfSession();
            user.nextStep();
            assertThat(user.code(again, user.code())).isNotInstanceOf(CodeOutcome.SignedIn.class);
            assertThat(user.recoveryCode(again, user.recoveryCodes.getFirst()))
                    .isNotInstanceOf(CodeOutcome.SignedIn.class);

            console(portal, "account", "reset-2fa", user.name);
            assertThat(user.password(password)).isInstanceOf(PasswordOutcome.SignedIn.class);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void abandonWhenKeyIsThereOrPortalRunsOrAnswerIsNoThenNothingChanges(TestStore store)
            throws IOException {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            String key = Files.readString(dataDir.resolve("tollgate.key"));
            assertThat(abandon(portal.settings(), "abandon\n").err())
                    .contains("the key is not lost", "tollgate keys rotate");
            lose(portal);

            assertThat(abandon(portal.settings(), "yes\n").err()).contains("nothing was changed");
            assertThat(abandon(portal.settings(), "").exitCode()).isEqualTo(1);
            try (ServerLock _ = ServerLock.take(new DataDirectory(dataDir))) {
                assertThat(abandon(portal.settings(), "abandon\n").exitCode()).isEqualTo(1);
            }

            assertThat(dataDir.resolve("tollgate.key")).doesNotExist();
            Files.writeString(dataDir.resolve("tollgate.key"), key);
            Files.setPosixFilePermissions(
                    dataDir.resolve("tollgate.key"), PosixFilePermissions.fromString("rw-------"));
            portal.restart();
            assertThat(portal.logIn()).isNotNull();
        }
    }

    /// One that was replaced an hour ago, with a password.
    private static void formerMailServer(TestPortal portal) {
        byte[] password =
                portal.get(Sealer.class)
                        .seal(new Place("former_mail_server", "password", "1"), new byte[] {1});
        portal.get(Transactions.class)
                .write(
                        () ->
                                portal.jdbc()
                                        .sql(
                                                """
                                                insert into former_mail_server
                                                    (id, stored, host, port, encryption, username,
                                                     password, sender, expires_at)
                                                values ('1', 1, 'localhost', 25, 'NONE', 'pbx',
                                                        :password, 'a@example.com', :until)""")
                                        .param("password", password)
                                        .param("until", portal.now().toEpochMilli() + 3_600_000)
                                        .update());
    }

    private void lose(TestPortal portal) throws IOException {
        Files.delete(dataDir.resolve("tollgate.key"));
        assertThatThrownBy(portal::restart).hasRootCauseInstanceOf(KeyException.class);
    }

    private static Result abandon(Map<String, Object> settings, String answer) {
        return TestConsole.runWithInput(answer, settings, "keys", "abandon");
    }

    private static String resetPassword(TestPortal portal, TestUser user) {
        Matcher shown = ONE_TIME.matcher(console(portal, "account", "reset-password", user.name));
        assertThat(shown.find()).isTrue();
        return shown.group(1);
    }

    private static String console(TestPortal portal, String... arguments) {
        Result result = TestConsole.run(portal.settings(), arguments);
        assertThat(result.exitCode()).as(result.err()).isZero();
        return result.out();
    }
}
