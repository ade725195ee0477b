package dev.tollgate.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AuditKindsTests {

    private static final Path TESTS = Path.of("src/test/java");
    private static final Pattern NAME = Pattern.compile("\\b[A-Z]+(_[A-Z]+)*\\b");

    /// An act whose row no test ever asks for could stop being on record.
    @Test
    void kindWhenDefinedThenATestNamesIt() throws IOException {
        try (Stream<Path> files = Files.walk(TESTS)) {
            Set<String> named =
                    files.filter(file -> file.toString().endsWith("Tests.java"))
                            .flatMap(AuditKindsTests::names)
                            .collect(Collectors.toSet());

            assertThat(named)
                    .containsAll(Arrays.stream(AuditEvent.Kind.values()).map(Enum::name).toList());
        }
    }

    private static Stream<String> names(Path file) {
        try {
            return NAME.matcher(Files.readString(file)).results().map(MatchResult::group);
        } catch (IOException e) {
            throw new AssertionError(file.toString(), e);
        }
    }
}
