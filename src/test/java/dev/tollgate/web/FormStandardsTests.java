package dev.tollgate.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the standards ask of every form, and a program can read in the page. The numbers are those
/// of `docs/standards.md`.
class FormStandardsTests {

    private static final Pattern INPUT = Pattern.compile("<input\\b[^>]*>");
    private static final Pattern ATTRIBUTE = Pattern.compile("\\b([a-z-]+)=\"([^\"]*)\"");
    private static final Pattern STORED =
            Pattern.compile("(?:local|session)Storage\\.setItem\\((.*?)\\);");
    private static final TestRenderer RENDERER = new TestRenderer();

    static Stream<TestPages.Page> pages() {
        return TestPages.all().stream();
    }

    /// AX-03, PW-09: password managers and phones know what to fill in.
    @ParameterizedTest
    @MethodSource("pages")
    void fieldWhenAPasswordManagerCanFillItThenSaysWhatItIs(TestPages.Page page) {
        for (String input : inputs(page)) {
            String autocomplete = attribute(input, "autocomplete");
            switch (attribute(input, "type")) {
                case "password" ->
                        assertThat(autocomplete).as(input).isIn("current-password", "new-password");
                case "email" -> assertThat(autocomplete).as(input).isIn("email", "off");
                default -> {
                    if (attribute(input, "name").equals("code")) {
                        assertThat(autocomplete).as(input).isIn("one-time-code", "off");
                    }
                }
            }
        }
    }

    @Test
    void loginWhenShownThenItsFieldsAreNamedForPasswordManagers() {
        List<String> names =
                pages().filter(page -> page.template().equals("login"))
                        .flatMap(page -> inputs(page).stream())
                        .map(
                                input ->
                                        attribute(input, "name")
                                                + " "
                                                + attribute(input, "autocomplete"))
                        .distinct()
                        .toList();

        assertThat(names).contains("username username", "password current-password");
    }

    /// AX-04: room for a space, a keyboard of digits, nothing that spins.
    @ParameterizedTest
    @MethodSource("pages")
    void codeWhenTypedThenInAFieldOfText(TestPages.Page page) {
        for (String input : inputs(page)) {
            assertThat(attribute(input, "type")).as(input).isNotEqualTo("number");
            if (attribute(input, "autocomplete").equals("one-time-code")) {
                assertThat(input).contains("type=\"text\"", "inputmode=\"numeric\"");
                assertThat(Integer.parseInt(attribute(input, "maxlength"))).isGreaterThan(7);
            }
        }
    }

    /// PW-08: nothing that helps to remember a password helps to guess it.
    @ParameterizedTest
    @MethodSource("pages")
    void fieldWhenOfAnyFormThenNoHintAndNoSecurityQuestion(TestPages.Page page) {
        assertThat(inputs(page))
                .extracting(input -> attribute(input, "name"))
                .noneMatch(name -> name.matches("(?i).*(hint|question|answer|maiden|pet).*"));
    }

    /// SE-15: scripts keep the time of the last activity in the browser, and nothing else.
    @Test
    void storageWhenScriptsUseItThenForATimeOnly() throws IOException {
        StringBuilder scripts = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src/main/resources/static"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".js")).toList()) {
                scripts.append(Files.readString(file));
            }
        }

        assertThat(STORED.matcher(scripts).results().map(result -> result.group(1)))
                .containsExactly("store, String(Date.now())");
        assertThat(scripts).doesNotContain("document.cookie", "indexedDB", "caches.open");
    }

    private static List<String> inputs(TestPages.Page page) {
        return INPUT.matcher(RENDERER.render(page)).results().map(MatchResult::group).toList();
    }

    private static String attribute(String input, String name) {
        Map<String, String> attributes =
                ATTRIBUTE
                        .matcher(input)
                        .results()
                        .collect(
                                Collectors.toMap(
                                        found -> found.group(1),
                                        found -> found.group(2),
                                        (first, _) -> first));
        return attributes.getOrDefault(name, "");
    }
}
