package dev.tollgate.upkeep;

import dev.tollgate.sealing.Keys;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/// The file: gzip of a head and the rows of every table, then a signature over all before it, of a
/// fixed length, under the key that was current.
///
/// The head is format, version of the schema, and instant. A table is its name, the names of its
/// columns, and its rows, each behind a 1; a 0 ends a table, an empty name the tables.
record BackupFile(Path path, String schemaVersion, Instant takenAt) {

    static final String FORMAT = "tollgate backup 1";
    static final String PURPOSE = "backup";
    static final int SIGNATURE_LENGTH = 16 + 1 + 64;

    private static final int PIECE = 65_536;
    private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{16}:[0-9a-f]{64}");

    /// Reads the head of a file that is whole.
    ///
    /// @throws BackupException if it is damaged or no backup
    /// @throws dev.tollgate.sealing.KeyException if the key is missing under which it was made
    static BackupFile verify(Path path, Keys keys) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            MessageDigest sha256 = sha256();
            for (long left = Files.size(path) - SIGNATURE_LENGTH; left > 0; ) {
                byte[] piece = in.readNBytes((int) Math.min(left, PIECE));
                sha256.update(piece);
                left -= piece.length == 0 ? left : piece.length;
            }
            String signature = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            String digest = HexFormat.of().formatHex(sha256.digest());
            if (!SIGNATURE.matcher(signature).matches()
                    || !keys.isSigned(signature, PURPOSE, digest)) {
                throw damaged(path);
            }
        } catch (IOException e) {
            throw new BackupException("cannot read " + path, "", e);
        }
        return head(path);
    }

    /// What stands in it, behind the head.
    DataInputStream rows() throws IOException {
        DataInputStream in = open(path);
        in.readUTF();
        in.readUTF();
        in.readLong();
        return in;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    private static BackupFile head(Path path) {
        try (DataInputStream in = open(path)) {
            if (!in.readUTF().equals(FORMAT)) {
                throw new BackupException(
                        path + " has a format that this version does not know",
                        "use the version of Tollgate that made it");
            }
            return new BackupFile(path, in.readUTF(), Instant.ofEpochMilli(in.readLong()));
        } catch (IOException e) {
            throw new BackupException(path + " cannot be unpacked", "", e);
        }
    }

    /// The signature behind the gzip is not read.
    private static DataInputStream open(Path path) throws IOException {
        return new DataInputStream(
                new BufferedInputStream(
                        new GZIPInputStream(new BufferedInputStream(Files.newInputStream(path)))));
    }

    private static BackupException damaged(Path path) {
        return new BackupException(path + " is no backup, or damaged", "use another copy of it");
    }
}
