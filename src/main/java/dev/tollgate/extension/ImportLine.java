package dev.tollgate.extension;

import dev.tollgate.account.Problem;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One line of an imported file, and what would come of it.
///
/// @param line where it stands in the file
/// @param name as it will be
/// @param email as it will be
/// @param problem why it is bad, or `null`
/// @param present the extension that is there, or `null`
public record ImportLine(
        long line,
        String number,
        String name,
        String email,
        Kind kind,
        @Nullable Problem problem,
        @Nullable Extension present) {

    /// What would come of it.
    public enum Kind {
        NEW,
        CHANGED,
        UNCHANGED,
        BAD
    }

    public Optional<Problem> why() {
        return Optional.ofNullable(problem);
    }

    /// What the extension that is there would be.
    ExtensionChange change(Extension extension) {
        ExtensionChange none = ExtensionChange.none(extension);
        return new ExtensionChange(
                name,
                none.mobile(),
                email,
                none.role(),
                none.portalAccess(),
                none.status(),
                none.stamp());
    }

    ImportLine bad(Problem found) {
        return new ImportLine(line, number, name, email, Kind.BAD, found, present);
    }

    ImportLine as(Kind wanted, @Nullable Extension extension) {
        return new ImportLine(line, number, name, email, wanted, problem, extension);
    }

    /// What it comes to, for comparison with what somebody has been shown.
    String stamp() {
        int version = present == null ? 0 : present.version();
        return kind + "|" + number + "|" + name + "|" + email + "|" + version;
    }
}
