package dev.tollgate.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// Published test vectors, kept as they were printed: one a line, fields apart by one space,
/// comments that name the source behind `#`.
public final class VectorFile {

    private VectorFile() {}

    /// The rows of one file, comments left out.
    ///
    /// @param name a file in `src/test/resources/vectors`
    public static List<String[]> rows(String name) {
        String path = "/vectors/" + name;
        try (InputStream in = VectorFile.class.getResourceAsStream(path)) {
            byte[] bytes = Objects.requireNonNull(in, path).readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" ", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
