package dev.tollgate.upkeep;

import dev.tollgate.account.Passphrase;
import dev.tollgate.kernel.RandomSource;
import dev.tollgate.sealing.KeyEnvelope;
import dev.tollgate.storage.OwnerOnly;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/// The key beside a backup, in a file of its own that a passphrase opens: one line of format, salt,
/// and the sealed keys in base64.
@Component
public final class KeyCopy {

    private static final String FORMAT = "tollgate key copy 1";
    private static final Pattern LINE =
            Pattern.compile(FORMAT + " ([A-Za-z0-9+/]{22}==) ([A-Za-z0-9+/]{40,8000}={0,2})\n");
    private static final int SALT_BYTES = 16;
    private static final int LONGEST = 9_000;

    private final KeyEnvelope envelope;
    private final RandomSource random;

    KeyCopy(KeyEnvelope envelope, RandomSource random) {
        this.envelope = envelope;
        this.random = random;
    }

    /// Where the key of a backup is.
    public static Path beside(Path backup) {
        return backup.resolveSibling(backup.getFileName() + ".key");
    }

    /// Writes it, readable by its owner only.
    ///
    /// @throws BackupException if there is such a file already, or it cannot be written
    public void write(Path file, Passphrase passphrase) {
        byte[] salt = random.bytes(SALT_BYTES);
        byte[] sealed = envelope.seal(passphrase.key(salt));
        Base64.Encoder base64 = Base64.getEncoder();
        String line =
                FORMAT
                        + " "
                        + base64.encodeToString(salt)
                        + " "
                        + base64.encodeToString(sealed)
                        + "\n";
        try {
            OwnerOnly.write(file, line);
        } catch (FileAlreadyExistsException e) {
            throw new BackupException(
                    file + " is there already",
                    "a copy of the key is never written over; give another name");
        } catch (IOException e) {
            throw new BackupException("cannot write " + file, "is the disk full?", e);
        }
    }

    /// Takes one away whose backup could not be written.
    ///
    /// @throws BackupException if it stays
    public static void remove(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new BackupException("cannot remove " + file, "remove it by hand", e);
        }
    }

    /// Puts the keys in it that are missing into the key file.
    ///
    /// @return how many were
    /// @throws BackupException if it is damaged, or the passphrase is another one
    /// @throws dev.tollgate.sealing.KeyException if the key file cannot be written
    public int open(Path file, Passphrase passphrase) {
        Matcher line = LINE.matcher(text(file));
        if (!line.matches()) {
            throw new BackupException(
                    file + " is no copy of a key, or damaged", "use another copy of it");
        }
        Base64.Decoder base64 = Base64.getDecoder();
        byte[] salt = base64.decode(line.group(1));
        return envelope.open(passphrase.key(salt), base64.decode(line.group(2)))
                .orElseThrow(
                        () ->
                                new BackupException(
                                        "the passphrase does not open " + file,
                                        "type it as it was typed for the backup"));
    }

    private static String text(Path file) {
        try {
            return Files.size(file) > LONGEST
                    ? ""
                    : Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new BackupException("cannot read " + file, "", e);
        }
    }
}
