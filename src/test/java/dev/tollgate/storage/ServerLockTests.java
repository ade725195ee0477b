package dev.tollgate.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLockTests {

    @TempDir private Path folder;

    @Test
    void lockWhenHeldThenASecondServerIsRefusedUntilItIsReleased() {
        DataDirectory directory = new DataDirectory(folder);
        try (ServerLock first = ServerLock.take(directory)) {
            assertThat(first).isNotNull();
            assertThatIllegalStateException()
                    .isThrownBy(() -> ServerLock.take(directory))
                    .withMessageContaining(folder.toString());
        }

        ServerLock.take(directory).close();
    }

    @Test
    void lockWhenOfOtherDirectoriesThenIndependent() {
        try (ServerLock first = ServerLock.take(new DataDirectory(folder.resolve("a")));
                ServerLock second = ServerLock.take(new DataDirectory(folder.resolve("b")))) {
            assertThat(first).isNotSameAs(second);
        }
    }

    @Test
    void directoryWhenMadeThenItsOwnersOnly() throws IOException {
        Path path = folder.resolve("deep").resolve("data");

        new DataDirectory(path).create();
        new DataDirectory(path).create();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rwx------");
    }
}
