package dev.tollgate.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// Files that only the portal's user can read, from their first moment on.
public final class OwnerOnly {

    private OwnerOnly() {}

    /// Makes an empty one.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException if there is a file of the name
    public static Path create(Path file) throws IOException {
        return Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }

    /// Makes sure that the name of a file is on the disk, too.
    ///
    /// @param file its absolute path
    public static void syncFolderOf(Path file) throws IOException {
        try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    /// Makes one that is on the disk, whole, before this returns.
    ///
    /// @param text US-ASCII
    /// @throws java.nio.file.FileAlreadyExistsException if there is a file of the name
    public static void write(Path file, String text) throws IOException {
        create(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        syncFolderOf(file.toAbsolutePath());
    }
}
