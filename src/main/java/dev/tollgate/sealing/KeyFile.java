package dev.tollgate.sealing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/// The key in a file of its own, readable by the portal's user only.
final class KeyFile {

    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> TOO_OPEN =
            PosixFilePermissions.fromString("----w-rwx");

    private final Path path;

    KeyFile(Path path) {
        this.path = path;
    }

    /// Empty where there is no such file.
    ///
    /// @throws KeyException if others may read it, or it holds no key
    Optional<MasterKey> read() {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            refuseTooOpen(Files.getPosixFilePermissions(path));
            return Optional.of(MasterKey.parse(Files.readString(path)));
        } catch (IOException e) {
            throw new KeyException(
                    "cannot read the key file " + path, "let the portal's user read it", e);
        } catch (IllegalArgumentException e) {
            throw new KeyException(
                    "the key file " + path + " does not hold a key",
                    "it must be one line, the base64 of 32 bytes; put the right file there",
                    e);
        }
    }

    /// Writes the key so that it is on the disk, whole, before this returns: a row sealed under a
    /// key that a power cut then took away could never be opened again.
    ///
    /// @throws KeyException if there is a file already or it cannot be written
    void write(MasterKey key) {
        Path draft = path.resolveSibling(path.getFileName() + ".new");
        try {
            if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(path.toString());
            }
            Files.deleteIfExists(draft);
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            writeAndSync(draft, key.text() + "\n");
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
            syncFolder();
        } catch (IOException e) {
            throw new KeyException(
                    "cannot write the key file " + path, "let the portal's user write there", e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private void refuseTooOpen(Set<PosixFilePermission> permissions) {
        if (permissions.stream().anyMatch(TOO_OPEN::contains)) {
            throw new KeyException(
                    "the key file " + path + " is open to other users of this machine",
                    "chmod 600 " + path);
        }
    }

    private static void writeAndSync(Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
    }

    private void syncFolder() throws IOException {
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("no folder above " + path);
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
