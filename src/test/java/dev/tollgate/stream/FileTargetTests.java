package dev.tollgate.stream;

import static dev.tollgate.stream.StreamedRecord.numbers;
import static dev.tollgate.stream.StreamedRecord.upTo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The record in a file of JSON lines.
class FileTargetTests {

    @TempDir private Path dir;
    private Path file;
    private StreamedRecord record;

    @AfterEach
    void close() {
        record.close();
    }

    /// As logrotate does it: the file has another name, and nobody was told.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void fileWhenRotatedThenTheNextRowsAreInANewOne(TestStore store) throws IOException {
        open(store);
        record.chained(3);
        record.send();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        Path rotated = dir.resolve("audit.json.1");
        Files.move(file, rotated);
        record.chained(2);
        record.send();

        List<String> all = new ArrayList<>(Files.readAllLines(rotated));
        all.addAll(Files.readAllLines(file));
        assertThat(numbers(all)).isEqualTo(upTo(record.numbers().getLast()));
        assertThat(Files.readAllLines(file)).hasSize(2);
    }

    /// Killed while it wrote: a half line stands alone.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void fileWhenItsLastLineIsCutThenTheNextRowBeginsALine(TestStore store) throws IOException {
        open(store);
        record.chained(1);
        record.send();
        long before = record.numbers().getLast();
        Files.writeString(file, "{\"@timestamp\":\"20", StandardOpenOption.APPEND);
        record.chained(2);
        record.send();

        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        assertThat(lines.remove((int) before)).isEqualTo("{\"@timestamp\":\"20");
        assertThat(numbers(lines)).isEqualTo(upTo(record.numbers().getLast()));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void fileWhenItsFolderIsNotThereThenRowsWaitForIt(TestStore store) throws IOException {
        open(store);
        Path away = dir.resolve("away");
        Files.move(file.getParent(), away);
        record.chained(2);
        record.send();
        assertThat(record.health().failingSince()).isNotNull();
        Files.move(away, file.getParent());
        record.portal.clock.advance(Duration.ofSeconds(1));
        record.send();

        assertThat(record.health().failingSince()).isNull();
        assertThat(numbers(Files.readAllLines(file))).isEqualTo(record.numbers());
    }

    private void open(TestStore store) throws IOException {
        file = Files.createDirectory(dir.resolve("log")).resolve("audit.json");
        record = StreamedRecord.open(store, dir.resolve("data"), Map.of("file", file.toString()));
    }
}
