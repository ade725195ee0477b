package dev.tollgate.sealing;

import dev.tollgate.storage.DataDirectory;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Where the keys come from: the setting (an environment variable), else the file.
@Component
final class KeySource {

    private final String given;
    private final KeyFile file;

    KeySource(SealingProperties properties, DataDirectory directory) {
        this.given = properties.key();
        this.file =
                new KeyFile(
                        properties.keyFile().isEmpty()
                                ? directory.resolve("tollgate.key")
                                : Path.of(properties.keyFile()));
    }

    /// @throws KeyException if what is there is no key
    List<MasterKey> read() {
        if (given.isEmpty()) {
            return file.read();
        }
        try {
            return KeyTexts.parse(given);
        } catch (IllegalArgumentException e) {
            throw new KeyException(
                    "tollgate.key does not hold a key",
                    "it must be the base64 of 32 bytes, or several with spaces between",
                    e);
        }
    }

    /// @throws KeyException where the keys do not come from a file that can be written
    void add(MasterKey key) {
        requireFile();
        file.add(key);
    }

    /// Takes keys out of the file; what the setting holds is not ours to change.
    void remove(Set<String> ids) {
        if (given.isEmpty()) {
            file.remove(ids);
        }
    }

    boolean isFile() {
        return given.isEmpty();
    }

    /// The place, for people.
    @Override
    public String toString() {
        return given.isEmpty() ? file.toString() : "tollgate.key (TOLLGATE_KEY)";
    }

    private void requireFile() {
        if (!given.isEmpty()) {
            throw new KeyException(
                    "the key comes from TOLLGATE_KEY, where no key can be added from here",
                    "put a second one beside it, with a space between (openssl rand -base64 32),"
                            + " restart every server, then run this again");
        }
    }
}
