package dev.tollgate.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.AtOnce;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.kernel.ScriptedRandom;
import dev.tollgate.storage.DataDirectory;
import dev.tollgate.storage.Transactions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where the key comes from, and that a program without the right one does not start.
class KeysTests {

    @TempDir private Path folder;

    @Test
    void keyFileWhenWrittenThenOnlyItsOwnerReadsIt() throws IOException {
        Path path = folder.resolve("tollgate.key");
        new KeyFile(path).add(key(1));

        assertThat(mode(path)).isEqualTo("rw-------");
        assertThat(ids(new KeyFile(path))).containsExactly(key(1).id());
        try (var files = Files.list(folder)) {
            assertThat(files).as("no draft is left").containsExactly(path);
        }
    }

    @Test
    void keyFileWhenKeysComeAndGoThenTheOthersStay() throws IOException {
        KeyFile file = new KeyFile(folder.resolve("tollgate.key"));
        file.add(key(1));
        file.add(key(2));
        file.add(key(3));
        assertThat(ids(file)).containsExactly(key(1).id(), key(2).id(), key(3).id());

        file.remove(Set.of(key(2).id(), "another"));

        assertThat(ids(file)).containsExactly(key(1).id(), key(3).id());
        assertThat(mode(folder.resolve("tollgate.key"))).isEqualTo("rw-------");
    }

    @Test
    void keyFileWhenMountedFromElsewhereThenReadAndNotWritten() throws IOException {
        Path secret = folder.resolve("secret");
        new KeyFile(secret).add(key(1));
        KeyFile mounted =
                new KeyFile(Files.createSymbolicLink(folder.resolve("tollgate.key"), secret));

        assertThat(ids(mounted)).containsExactly(key(1).id());
        assertThatThrownBy(() -> mounted.add(key(2))).isInstanceOf(KeyException.class);
        assertThat(ids(new KeyFile(secret))).containsExactly(key(1).id());
    }

    @ParameterizedTest
    @CsvSource({
        "rw-------, true",
        "r--------, true",
        "rw-r-----, true",
        "rw-rw----, false",
        "rw-r--r--, false",
        "rw-----w-, false",
        "rwx-----x, false"
    })
    void keyFileWhenOthersMayUseItThenRefusedWithHint(String permissions, boolean taken)
            throws IOException {
        Path path = folder.resolve("tollgate.key");
        KeyFile file = new KeyFile(path);
        file.add(key(1));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));

        if (taken) {
            assertThat(file.read()).isNotEmpty();
        } else {
            assertThatThrownBy(file::read)
                    .isInstanceOfSatisfying(
                            KeyException.class,
                            e -> assertThat(e.hint()).isEqualTo("chmod 600 " + path));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "not a key", "AAAA\nAAAA", "\n\n"})
    void keyFileWhenItHoldsNoKeyThenRefused(String text) throws IOException {
        Path path = folder.resolve("tollgate.key");
        Files.writeString(path, text);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));

        assertThatThrownBy(() -> new KeyFile(path).read())
                .isInstanceOf(KeyException.class)
                .hasMessageContaining("does not hold a key");
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void startWhenKeyIsMissingOrWrongThenRefusedAndRightKeyStartsAgain(
            TestStore store, @TempDir Path dataDir) throws IOException {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            Path path = dataDir.resolve("tollgate.key");
            String right = Files.readString(path);
            Files.delete(path);
            assertThatThrownBy(() -> load(portal, ""))
                    .isInstanceOfSatisfying(
                            KeyException.class,
                            e -> {
                                assertThat(e).hasMessageContaining("is missing");
                                assertThat(e.hint())
                                        .contains(path.toString(), "tollgate keys abandon");
                            });
            assertThat(path).as("no key is made for a database that has one").doesNotExist();

            assertThatThrownBy(() -> load(portal, key(1).text()))
                    .isInstanceOf(KeyException.class)
                    .hasMessageContaining("is missing; there is only " + key(1).id());
            assertThat(load(portal, right).text()).isEqualTo(right.strip());
            assertThat(load(portal, key(1).text() + " " + right).text()).isEqualTo(right.strip());
            assertThatThrownBy(() -> load(portal, "no key"))
                    .isInstanceOf(KeyException.class)
                    .hasMessageContaining("tollgate.key");
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void startWhenCheckValueDoesNotOpenThenRefused(TestStore store, @TempDir Path dataDir) {
        try (TestPortal portal = TestPortal.openEmpty(store, dataDir)) {
            portal.jdbc()
                    .sql("update key_ring set sealed = :other")
                    .param("other", new byte[64])
                    .update();

            assertThatThrownBy(() -> load(portal, "")).isInstanceOf(KeyException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void startWhenKeyIsGivenAsPropertyThenNoFileIsMade(TestStore store, @TempDir Path dataDir)
            throws IOException {
        try (TestPortal portal = TestPortal.openEmpty(store, dataDir)) {
            forget(portal, dataDir);

            assertThat(load(portal, key(3).text()).id()).isEqualTo(key(3).id());

            assertThat(dataDir.resolve("tollgate.key")).doesNotExist();
            assertThatThrownBy(() -> load(portal, key(4).text())).isInstanceOf(KeyException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void startWhenManyAtOnceOnAnEmptyDatabaseThenOneKey(TestStore store, @TempDir Path dataDir)
            throws IOException {
        try (TestPortal portal = TestPortal.openEmpty(store, dataDir)) {
            for (int round = 0; round < 5; round++) {
                forget(portal, dataDir);

                List<Object> keys = AtOnce.run(8, i -> load(portal, "", i));

                Set<Object> ids =
                        keys.stream()
                                .map(key -> key instanceof MasterKey made ? made.id() : key)
                                .collect(Collectors.toSet());
                assertThat(ids).hasSize(1);
                assertThat(ids(new KeyFile(dataDir.resolve("tollgate.key"))))
                        .containsExactly(String.valueOf(ids.iterator().next()));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void startWhenKeyFileIsThereAndDatabaseEmptyThenTaken(TestStore store, @TempDir Path dataDir)
            throws IOException {
        try (TestPortal portal = TestPortal.openEmpty(store, dataDir)) {
            forget(portal, dataDir);
            new KeyFile(dataDir.resolve("tollgate.key")).add(key(5));

            assertThat(load(portal, "").id()).isEqualTo(key(5).id());
        }
    }

    private static MasterKey load(TestPortal portal, String property) {
        return load(portal, property, 1);
    }

    private static MasterKey load(TestPortal portal, String property, int seed) {
        return new Keys(
                        new KeySource(
                                new SealingProperties(property, ""),
                                portal.get(DataDirectory.class)),
                        portal.get(KeyTable.class),
                        portal.get(Transactions.class),
                        new ScriptedRandom(seed),
                        portal.clock)
                .load()
                .current();
    }

    private static List<String> ids(KeyFile file) {
        return file.read().stream().map(MasterKey::id).toList();
    }

    /// As before the first start.
    private static void forget(TestPortal portal, Path dataDir) throws IOException {
        portal.jdbc().sql("delete from key_ring").update();
        portal.jdbc().sql("delete from working_key").update();
        Files.deleteIfExists(dataDir.resolve("tollgate.key"));
    }

    private static MasterKey key(int filling) {
        byte[] bytes = new byte[MasterKey.BYTES];
        bytes[0] = (byte) filling;
        return MasterKey.of(bytes);
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
