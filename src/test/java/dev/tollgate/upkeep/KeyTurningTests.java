package dev.tollgate.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.AtOnce;
import dev.tollgate.TestJar;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.audit.AuditVerifier;
import dev.tollgate.bootstrap.TestConsole;
import dev.tollgate.bootstrap.TestConsole.Result;
import dev.tollgate.extension.TestSecrets;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.CodeOutcome;
import dev.tollgate.login.ForgottenPasswords;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.login.TestResets;
import dev.tollgate.sealing.Keys;
import dev.tollgate.sealing.KnownKey;
import dev.tollgate.sealing.KnownKey.State;
import dev.tollgate.sealing.Resealing;
import dev.tollgate.sealing.Sealer;
import dev.tollgate.session.ConsoleAct;
import dev.tollgate.session.PortalSession;
import dev.tollgate.setting.MailServer;
import dev.tollgate.setting.MailServer.Encryption;
import dev.tollgate.setting.MailServers;
import dev.tollgate.storage.Transactions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Another key, while the portal runs.
class KeyTurningTests {

    private static final Secret MAIL_PASSWORD = Secret.of("of the mail server");

    @TempDir private Path dataDir;

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void rotateWhenPortalRunsThenEverySecretIsUnderTheNewKeyAndServes(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            TestJar jar = new TestJar();
            TestUser user = TestUser.enrolledEmployee(portal).bringing(jar);
            user.logOut(user.logInTrusting());
            TestSecrets.Made extensions = TestSecrets.make(portal);
            Everywhere everywhere = Everywhere.seal(portal);
            String old = current(portal);

            Result result = rotate(store, portal);

            assertThat(result.err()).doesNotContain("error");
            assertThat(result.exitCode()).isZero();
            String anew = current(portal);
            assertThat(anew).isNotEqualTo(old);
            assertThat(portal.get(Resealing.class).uses()).containsOnlyKeys(anew);
            assertThat(audited(portal, "KEY_TURNED")).isEqualTo(1);
            everywhere.assertServes();
            assertThat(extensions.readable(portal)).isEqualTo(3);
            assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.SignedIn.class);
            TestUser elsewhere = user.bringing(new TestJar());
            elsewhere.logInWithCode();
            assertThat(elsewhere.recoveryCode(user.halfSession(), user.recoveryCodes.getFirst()))
                    .isInstanceOf(CodeOutcome.SignedIn.class);
        }
    }

    /// Somebody who knows the old key and can write to the database wants it back.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void rotateWhenAnOldKeyWasTakenOffTheListThenNotTakenAgain(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            String old = current(portal);
            rotate(store, portal);
            portal.jdbc().sql("delete from key_ring where id = :id").param("id", old).update();
            rotate(store, portal);

            assertThat(current(portal)).isNotEqualTo(old);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void rotateWhenDoneThenPortalSealsUnderTheNewKeyWithinSeconds(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            rotate(store, portal);
            portal.clock.advance(Duration.ofSeconds(11));

            TestUser.enrolled(portal);

            assertThat(portal.get(Resealing.class).uses()).containsOnlyKeys(current(portal));
        }
    }

    /// What the portal has sealed before it heard of the new key is not lost, and the old key not
    /// dropped before it is sealed anew.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void dropWhenKeyIsInUseOrJustTurnedThenRefused(TestStore store) throws IOException {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            String old = current(portal);
            String signature = portal.get(Sealer.class).sign("test", "part");
            rotate(store, portal);
            TestUser late = TestUser.enrolled(portal);
            KeyTurning turning = portal.get(KeyTurning.class);

            assertThat(turning.drop(at(portal, Duration.ZERO), old))
                    .isEqualTo(KeyTurning.Drop.TOO_EARLY);
            assertThat(turning.drop(at(portal, Keys.REST), old)).isEqualTo(KeyTurning.Drop.IN_USE);
            assertThat(turning.drop(at(portal, Keys.REST), current(portal)))
                    .isEqualTo(KeyTurning.Drop.NOT_OLD);
            assertThat(keyFile()).hasSize(2);
            late.logInWithCode();

            rotate(store, portal);
            assertThat(turning.drop(at(portal, Keys.REST), old)).isEqualTo(KeyTurning.Drop.DONE);

            assertThat(keyFile()).hasSize(1);
            assertThat(audited(portal, "KEY_DROPPED")).isEqualTo(1);
            portal.restart();
            late.logInWithCode();
            Sealer sealer = portal.get(Sealer.class);
            assertThat(portal.get(AuditVerifier.class).verify(List.of(), portal.now()).findings())
                    .isEmpty();
            assertThat(sealer.sign("test", "part")).isNotEqualTo(signature);
            assertThat(sealer.isSigned(signature, "test", "part")).isTrue();
            assertThat(sealer.isSigned(signature, "test", "other")).isFalse();
            assertThat(sealer.isSigned("no signature", "test", "part")).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void keyWhenDroppedThenNeverCurrentAgain(TestStore store) throws IOException {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            String old = current(portal);
            String file = Files.readString(dataDir.resolve("tollgate.key"));
            rotate(store, portal);
            portal.get(KeyTurning.class).drop(at(portal, Keys.REST), old);
            Files.writeString(
                    dataDir.resolve("tollgate.key"), file + String.join("\n", keyFile()) + "\n");

            assertThat(portal.get(Keys.class).waiting()).isEmpty();
            rotate(store, portal);

            assertThat(portal.get(Keys.class).all())
                    .filteredOn(key -> key.id().equals(old))
                    .extracting(KnownKey::state)
                    .containsExactly(State.DROPPED);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void rotateWhenSeveralAtOnceThenEveryKeyNamedIsInTheFile(TestStore store) throws IOException {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            Keys keys = portal.get(Keys.class);
            KeyTurning turning = portal.get(KeyTurning.class);
            for (int round = 0; round < 4; round++) {
                AtOnce.run(
                        6,
                        _ -> {
                            keys.prepare();
                            turning.turn(at(portal, Duration.ZERO));
                            return portal.get(Resealing.class).run(_ -> {});
                        });
            }

            assertThat(keyFile()).hasSameSizeAs(keys.all());
            portal.restart();
            assertThat(portal.logIn()).isNotNull();
        }
    }

    /// Owners change what is being sealed anew: whoever was later wins.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void rotateWhenSecretsChangeMeanwhileThenTheChangesStay(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            MailServers servers = portal.get(MailServers.class);
            for (int round = 0; round < 5; round++) {
                String last = "password " + round;
                List<Object> results =
                        AtOnce.run(
                                () -> {
                                    portal.get(Keys.class).prepare();
                                    portal.get(KeyTurning.class).turn(at(portal, Duration.ZERO));
                                    return portal.get(Resealing.class).run(_ -> {});
                                },
                                () -> {
                                    for (int i = 0; i < 20; i++) {
                                        save(portal, Secret.of("not " + last));
                                    }
                                    return save(portal, Secret.of(last));
                                });
                assertThat(results).noneMatch(Throwable.class::isInstance);
                assertThat(servers.password().orElseThrow().reveal()).isEqualTo(last);
            }
            portal.get(Resealing.class).run(_ -> {});
            assertThat(portal.get(Resealing.class).uses()).containsOnlyKeys(current(portal));
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void rotateWhenAValueDoesNotOpenThenSaysSoAndSealsTheRest(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            TestUser user = TestUser.enrolled(portal);
            String old = current(portal);
            portal.jdbc()
                    .sql(
                            """
                            update account set password =
                                (select password from account where username = 'admin')
                            where id = :id""")
                    .param("id", user.id.text())
                    .update();

            Result result = rotate(store, portal);

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err()).contains("1 secrets do not open");
            assertThat(portal.get(Resealing.class).uses()).containsEntry(old, 1L);
            assertThat(portal.logIn()).isNotNull();
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void consoleWhenKeysAreListedAndDroppedThenSays(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            String old = current(portal);
            rotate(store, portal);

            assertThat(TestConsole.run(portal.settings(), "keys", "list").out())
                    .contains(old + "  old", current(portal) + "  current")
                    .doesNotContain(firstLine());
            Result early = TestConsole.run(portal.settings(), "keys", "drop", old);
            assertThat(early.exitCode()).isEqualTo(1);
            assertThat(early.err()).contains("was the current one until a moment ago");
            portal.jdbc().sql("update key_ring set since = 0 where state = 'OLD'").update();
            assertThat(TestConsole.run(portal.settings(), "keys", "drop", old).exitCode()).isZero();
            assertThat(TestConsole.run(portal.settings(), "keys", "drop", old).err())
                    .contains("there is no old key " + old);
        }
    }

    /// With several servers the key has to be on each of them first.
    @ParameterizedTest
    @EnumSource(value = TestStore.class, names = "POSTGRES")
    void rotateWhenNoKeyWaitsOnPostgresThenRefusedWithTheWay(TestStore store) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            String old = current(portal);

            Result result = TestConsole.run(portal.settings(), "keys", "rotate");

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err()).contains("tollgate keys new");
            assertThat(current(portal)).isEqualTo(old);
        }
    }

    private static Result rotate(TestStore store, TestPortal portal) {
        if (store == TestStore.POSTGRES && !portal.get(KeyTurning.class).isUnfinished()) {
            assertThat(TestConsole.run(portal.settings(), "keys", "new").exitCode()).isZero();
        }
        return TestConsole.run(portal.settings(), "keys", "rotate");
    }

    private static String current(TestPortal portal) {
        return portal.get(Keys.class).all().stream()
                .filter(key -> key.state() == State.CURRENT)
                .map(KnownKey::id)
                .findFirst()
                .orElseThrow();
    }

    /// The console's clock is the system's, so the old key is old since then.
    private static ConsoleAct at(TestPortal portal, Duration afterTurning) {
        return ConsoleAct.issue(
                portal.get(Keys.class).all().stream()
                        .filter(key -> key.state() == State.OLD)
                        .map(KnownKey::since)
                        .findFirst()
                        .orElseGet(portal::now)
                        .plus(afterTurning));
    }

    private static boolean save(TestPortal portal, Secret password) {
        MailServer server =
                new MailServer("127.0.0.1", 1, Encryption.NONE, "pbx", "pbx@example.com");
        portal.get(Transactions.class)
                .write(
                        () ->
                                portal.get(MailServers.class)
                                        .save(server, Optional.of(password), portal.now()));
        return true;
    }

    private static long audited(TestPortal portal, String kind) {
        return portal.jdbc()
                .sql("select count(*) from audit where address = 'console' and kind = :kind")
                .param("kind", kind)
                .query(Long.class)
                .single();
    }

    private List<String> keyFile() throws IOException {
        return Files.readAllLines(dataDir.resolve("tollgate.key"));
    }

    private String firstLine() {
        try {
            return keyFile().getFirst();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Something sealed in the columns that a user's login does not reach.
    private record Everywhere(
            TestPortal portal, TestUser user, PortalSession session, Token handle) {

        static Everywhere seal(TestPortal portal) {
            save(portal, MAIL_PASSWORD);
            TestUser user = TestUser.create(portal);
            TestResets.link(portal, user);
            portal.get(ForgottenPasswords.class).ask(user.name, user.source, portal.now());
            PortalSession session = user.logIn();
            return new Everywhere(portal, user, session, user.begin(session));
        }

        void assertServes() {
            assertThat(portal.get(MailServers.class).password().orElseThrow().reveal())
                    .isEqualTo(MAIL_PASSWORD.reveal());
            assertThat(user.pending(handle, session).secret()).isNotNull();
            assertThat(TestResets.link(portal, user)).isNotNull();
        }
    }
}
