package dev.tollgate.sealing;

import dev.tollgate.storage.OwnerOnly;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The keys in a file of their own, one a line, readable by the portal's user only.
final class KeyFile {

    private static final Set<PosixFilePermission> TOO_OPEN =
            PosixFilePermissions.fromString("----w-rwx");

    private final Path path;

    KeyFile(Path path) {
        this.path = path;
    }

    /// Empty where there is no such file.
    ///
    /// @throws KeyException if others may read it, or it holds no key
    List<MasterKey> read() {
        if (!Files.exists(path)) {
            return List.of();
        }
        try {
            refuseTooOpen(Files.getPosixFilePermissions(path));
            return KeyTexts.parse(Files.readString(path));
        } catch (IOException e) {
            throw new KeyException(
                    "cannot read the key file " + path, "let the portal's user read it", e);
        } catch (IllegalArgumentException e) {
            throw new KeyException(
                    "the key file " + path + " does not hold a key",
                    "each line must be the base64 of 32 bytes; put the right file there",
                    e);
        }
    }

    /// Adds a key to those that are there. One writer at a time: whoever writes holds
    /// [KeyTable#lock].
    ///
    /// @throws KeyException if it cannot be written, or is not a file of the portal's own
    void add(MasterKey key) {
        write(Stream.concat(read().stream(), Stream.of(key)).toList());
    }

    /// Leaves out the keys of these ids.
    ///
    /// @throws KeyException if it cannot be written, or is not a file of the portal's own
    void remove(Set<String> ids) {
        List<MasterKey> all = read();
        List<MasterKey> kept = all.stream().filter(key -> !ids.contains(key.id())).toList();
        if (kept.size() < all.size()) {
            write(kept);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }

    /// Writes so that the keys are on the disk, whole, before this returns: a row sealed under a
    /// key that a power cut then took away could never be opened again. The file is the old one or
    /// the new one at any moment.
    private void write(List<MasterKey> keys) {
        Path draft = path.resolveSibling(path.getFileName() + ".new");
        try {
            if (Files.isSymbolicLink(path)) {
                throw new IOException("a mounted secret is changed where it comes from");
            }
            Files.deleteIfExists(draft);
            OwnerOnly.write(
                    draft,
                    keys.stream().map(key -> key.text() + "\n").collect(Collectors.joining()));
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
            syncFolder();
        } catch (IOException e) {
            throw new KeyException(
                    "cannot write the key file " + path,
                    "let the portal's user write there, or add a key where the file comes from:"
                            + " openssl rand -base64 32",
                    e);
        }
    }

    private void refuseTooOpen(Set<PosixFilePermission> permissions) {
        if (permissions.stream().anyMatch(TOO_OPEN::contains)) {
            throw new KeyException(
                    "the key file " + path + " is open to other users of this machine",
                    "chmod 600 " + path);
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
