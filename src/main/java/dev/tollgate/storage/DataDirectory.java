package dev.tollgate.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// The folder in which this server keeps its own files: the SQLite database, the key, the set-up
/// link.
public record DataDirectory(Path path) {

    private static final String DATABASE = "tollgate.db";

    /// Makes the folder, readable by its owner only, where it is missing.
    public void create() {
        if (Files.isDirectory(path)) {
            return;
        }
        try {
            Path parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.createDirectory(
                    path,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the data directory " + path, e);
        }
    }

    /// Insists on an SQLite database, for programs that must not make one.
    ///
    /// @throws MissingDatabaseException where there is none
    void requireDatabase() {
        Path file = databaseFile().toAbsolutePath().normalize();
        if (!Files.exists(file)) {
            throw new MissingDatabaseException(
                    "there is no database at " + file,
                    "name the server's data directory with --tollgate.data-dir=DIRECTORY; a new"
                            + " portal is made by the server's first start or by tollgate setup");
        }
    }

    /// Where SQLite keeps the portal's data.
    Path databaseFile() {
        return resolve(DATABASE);
    }

    /// The same, made where it is missing; SQLite gives its neighbours the same permissions.
    Path createDatabaseFile() {
        return createFile(DATABASE);
    }

    /// Makes a file that only the portal's user can read, where it is missing.
    public Path createFile(String file) {
        Path made = path.resolve(file);
        if (Files.exists(made)) {
            return made;
        }
        try {
            return OwnerOnly.create(made);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + made, e);
        }
    }

    public Path resolve(String file) {
        return path.resolve(file);
    }
}
