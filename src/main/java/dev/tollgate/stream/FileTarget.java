package dev.tollgate.stream;

import dev.tollgate.audit.AuditFeed.Line;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;

/// A file of JSON lines. It is opened for each few rows by its name, so that whoever rotates it has
/// to tell nobody: rename it, and the next rows are in a new one.
final class FileTarget implements StreamTarget {

    private static final String OWNER_AND_GROUP = "rw-r-----";

    private final Path path;

    FileTarget(Path path) {
        this.path = path;
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public void send(List<Line> lines) throws IOException {
        make();
        String text = lines.stream().map(line -> line.json() + "\n").collect(Collectors.joining());
        String before = isCut() ? "\n" : "";
        ByteBuffer bytes = StandardCharsets.US_ASCII.encode(before + text);
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.APPEND)) {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
    }

    private void make() throws IOException {
        try {
            Files.createFile(
                    path,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(OWNER_AND_GROUP)));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isRegularFile(path)) {
                throw new IOException(path + " is no file", e);
            }
        }
    }

    /// Whether whoever wrote the last line was killed at it.
    private boolean isCut() throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return file.size() > 0 && file.read(last, file.size() - 1) == 1 && last.get(0) != '\n';
        }
    }
}
