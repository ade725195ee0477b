package dev.tollgate.extension;

import dev.tollgate.extension.ImportLine.Kind;
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
        return Digests.of(
                lines.stream()
                        .filter(line -> line.kind() == Kind.NEW || line.kind() == Kind.CHANGED)
                        .map(ImportLine::stamp));
    }
}
