package dev.tollgate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds the pages that say which test shows what: every row is there once, and names tests that
/// are there too.
class ProofTests {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-Z]{2}-\\d+) \\|(.*)\\|$");
    private static final Pattern EXPECTATION = Pattern.compile("(?m)^\\| (\\d+) \\|(.*)\\|$");
    private static final Pattern TEST = Pattern.compile("`(\\w+Tests)(?:#(\\w+))?`");
    private static final Pattern NOT = Pattern.compile("(?:Does not apply|Not built): .*");

    /// How many requirements each group has.
    private static final Map<String, Integer> REQUIREMENTS =
            Map.ofEntries(
                    Map.entry("PW", 16),
                    Map.entry("TH", 12),
                    Map.entry("OT", 14),
                    Map.entry("UR", 7),
                    Map.entry("EM", 8),
                    Map.entry("RC", 14),
                    Map.entry("PK", 14),
                    Map.entry("TD", 5),
                    Map.entry("SE", 16),
                    Map.entry("TK", 2),
                    Map.entry("AD", 12),
                    Map.entry("WB", 11),
                    Map.entry("CR", 6),
                    Map.entry("LG", 9),
                    Map.entry("AX", 14),
                    Map.entry("PB", 8));

    private static final Map<String, String> TESTS = tests();

    @Test
    void failureWhenOfOthersThenARowOfItsOwn() {
        List<String> ids = new ArrayList<>();
        IntStream.rangeClosed(1, 28).forEach(i -> ids.add("AP-" + i));
        IntStream.rangeClosed(1, 18).forEach(i -> ids.add("PP-" + i));

        assertThat(rows("failures.md")).extracting(Row::id).containsExactlyElementsOf(ids);
    }

    @Test
    void failureWhenShownByATestThenItsIdStandsThere() {
        for (Row row : rows("failures.md")) {
            assertShown(row);
            Pattern id = Pattern.compile("\\b" + row.id() + "\\b");
            for (MatchResult test : row.tests()) {
                assertThat(id.matcher(TESTS.get(test.group(1))).find())
                        .as("%s in %s", row.id(), test.group(1))
                        .isTrue();
            }
        }
    }

    @Test
    void requirementWhenOfTheStandardsThenARowOfItsOwn() {
        List<String> ids = new ArrayList<>();
        REQUIREMENTS.forEach(
                (group, count) ->
                        IntStream.rangeClosed(1, count)
                                .forEach(i -> ids.add("%s-%02d".formatted(group, i))));

        assertThat(ids).hasSize(168);
        assertThat(rows("standards.md"))
                .extracting(Row::id)
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void requirementWhenShownByTestsThenTheyAreThere() {
        assertThat(rows("standards.md")).allSatisfy(ProofTests::assertShown);
    }

    @Test
    void expectationWhenOfThoseWhoKnowOthersThenARowOfItsOwn() {
        List<String> ids = IntStream.rangeClosed(1, 39).mapToObj(String::valueOf).toList();

        assertThat(expectations()).extracting(Row::id).containsExactlyElementsOf(ids);
    }

    @Test
    void expectationWhenShownByTestsThenTheyAreThere() {
        assertThat(expectations())
                .allSatisfy(
                        row -> {
                            assertThat(row.shownBy()).isNotEmpty();
                            assertThere(row);
                        });
    }

    /// Shown by tests, or said not to apply or not to be built, and never both.
    private static void assertShown(Row row) {
        assertThat(row.tests().isEmpty())
                .as(row.id())
                .isEqualTo(NOT.matcher(row.shownBy()).matches());
        assertThere(row);
    }

    private static void assertThere(Row row) {
        for (MatchResult test : row.tests()) {
            String source = TESTS.get(test.group(1));
            assertThat(source != null).as("%s: %s", row.id(), test.group(1)).isTrue();
            assertThat(test.group(2) == null || source.contains("void " + test.group(2) + "("))
                    .as("%s: %s", row.id(), test.group())
                    .isTrue();
        }
    }

    private static List<Row> rows(String page) {
        return rows(page, ROW, "\\| [A-Z]{2}-.*");
    }

    private static List<Row> expectations() {
        return rows("expectations.md", EXPECTATION, "\\| \\d.*");
    }

    /// @param start of every line that is meant as a row
    private static List<Row> rows(String page, Pattern row, String start) {
        String text = read(Path.of("docs", page));
        List<Row> rows = row.matcher(text).results().map(Row::of).toList();
        assertThat(text.lines().filter(line -> line.matches(start)))
                .as("lines that are rows")
                .hasSameSizeAs(rows);
        return rows;
    }

    /// The source of each test class, by its simple name.
    private static Map<String, String> tests() {
        Map<String, String> tests = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            files.filter(file -> file.toString().endsWith("Tests.java"))
                    .forEach(
                            file ->
                                    tests.put(
                                            file.getFileName().toString().replace(".java", ""),
                                            read(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tests;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param shownBy the last cell
    private record Row(String id, String shownBy) {

        static Row of(MatchResult row) {
            String cells = row.group(2);
            return new Row(row.group(1), cells.substring(cells.lastIndexOf('|') + 1).strip());
        }

        List<MatchResult> tests() {
            return TEST.matcher(shownBy).results().toList();
        }
    }
}
