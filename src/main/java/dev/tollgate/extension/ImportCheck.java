package dev.tollgate.extension;

import dev.tollgate.extension.ImportLine.Kind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// What an import would do, line by line.
public record ImportCheck(List<ImportLine> lines) {

    public ImportCheck {
        lines = List.copyOf(lines);
    }

    public List<ImportLine> of(Kind kind) {
        return lines.stream().filter(line -> line.kind() == kind).toList();
    }

    public int count(Kind kind) {
        return of(kind).size();
    }

    /// How many would be done.
    public int good() {
        return count(Kind.NEW) + count(Kind.CHANGED);
    }

    /// Tells whether two checks say the same of every line that would be done.
    public String stamp() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (ImportLine line : lines) {
                if (line.kind() == Kind.NEW || line.kind() == Kind.CHANGED) {
                    digest.update((line.stamp() + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
