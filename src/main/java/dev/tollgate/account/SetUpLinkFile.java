package dev.tollgate.account;

import dev.tollgate.storage.DataDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.stereotype.Component;

/// The set-up link in a file that only the portal's user can read, for a server whose standard
/// output goes to a log.
@Component
public final class SetUpLinkFile {

    private static final String NAME = "setup-link";

    private final DataDirectory directory;

    SetUpLinkFile(DataDirectory directory) {
        this.directory = directory;
    }

    /// Writes it and says where.
    public Path write(String link) {
        Path file = path();
        try {
            Files.deleteIfExists(file);
            return Files.writeString(directory.createFile(NAME), link + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    void remove() {
        try {
            Files.deleteIfExists(path());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + path(), e);
        }
    }

    private Path path() {
        return directory.resolve(NAME);
    }
}
