package dev.tollgate.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TemplatesTests {

    private static final Path TEMPLATES = Path.of("src/main/resources/templates");
    private static final Pattern KEY = Pattern.compile("#\\{([a-z0-9.-]+)[}(]");
    private static final Pattern KEY_PREFIX = Pattern.compile("#\\{\\|([a-z0-9.-]+)\\$");
    private static final Pattern KEY_IN_CODE = Pattern.compile("\"([a-z0-9-]+(\\.[a-z0-9-]*)+)\"");
    private static final Pattern INLINE =
            Pattern.compile("<style|\\sstyle=|\\son[a-z]+=|<script(?![^>]*src=)|javascript:");
    private static final Pattern ID = Pattern.compile("\\sid=\"([^\"]+)\"");
    private static final Pattern REFERENCE =
            Pattern.compile(
                    "\\s(?:for|aria-labelledby|aria-describedby|aria-controls)=\"([^\"]*)\"");
    private static final Pattern POST = Pattern.compile("<form[^>]*method=\"post\"[^>]*>");

    private static final TestRenderer RENDERER = new TestRenderer();

    static Stream<TestPages.Page> pages() {
        return TestPages.all().stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pageWhenRenderedThenTextsAreKnownAndNothingIsInline(TestPages.Page page) {
        String html = RENDERER.render(page);

        assertThat(html).doesNotContain("??").doesNotContain(" th:").doesNotContainPattern(INLINE);
        assertThat(html).doesNotContainPattern("\\{[0-9]}(?!\\.\"| seconds)");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pageWhenRenderedThenIdsAreUniqueAndReferencesLeadSomewhere(TestPages.Page page) {
        String html = RENDERER.render(page);
        List<String> ids = ID.matcher(html).results().map(match -> match.group(1)).toList();
        Set<String> named =
                REFERENCE
                        .matcher(html)
                        .results()
                        .flatMap(match -> Stream.of(match.group(1).strip().split("\\s+", -1)))
                        .collect(Collectors.toSet());

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(ids).containsAll(named);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pageWhenRenderedThenItsTitleNamesEntryAndPbxAndOneHeadingIsFirst(TestPages.Page page) {
        String html = RENDERER.render(page);

        assertThat(html).containsPattern("<title>[^<]+ · Acme &amp; Sons PBX</title>");
        assertThat(html.split("<h1", -1)).hasSize(2);
        assertThat(html).containsPattern("<html lang=\"en\" data-theme=\"auto\">");
    }

    @Test
    void templatesWhenTheyPostThenTheActionIsTheEnginesSoThatItAddsTheToken() throws IOException {
        for (Path template : templates()) {
            POST.matcher(Files.readString(template))
                    .results()
                    .map(MatchResult::group)
                    .forEach(form -> assertThat(form).as("%s", template).contains("th:action"));
        }
    }

    @Test
    void messagesWhenUsedThenExistAndWhenTheyExistThenAreUsed() throws IOException {
        Set<String> used = new TreeSet<>();
        Set<String> prefixes = new TreeSet<>();
        for (Path template : templates()) {
            String text = Files.readString(template);
            KEY.matcher(text).results().forEach(match -> used.add(match.group(1)));
            KEY_PREFIX.matcher(text).results().forEach(match -> prefixes.add(match.group(1)));
        }
        assertThat(keys()).containsAll(used);

        collectFromCode(used, prefixes);
        Set<String> unused = new TreeSet<>(keys());
        unused.removeAll(used);
        unused.removeIf(key -> prefixes.stream().anyMatch(key::startsWith));
        assertThat(unused).isEmpty();
    }

    /// A text with arguments goes through `MessageFormat`, which takes a single apostrophe away.
    @Test
    void messagesWhenTheyTakeArgumentsThenApostrophesAreDoubled() throws IOException {
        for (Object text : messages().values()) {
            if (text.toString().matches("(?s).*\\{[0-9]}.*")) {
                assertThat(text.toString().replace("''", "")).doesNotContain("'");
            }
        }
    }

    private static void collectFromCode(Set<String> used, Set<String> prefixes) throws IOException {
        for (Path source : files(Path.of("src"), ".java")) {
            KEY_IN_CODE
                    .matcher(Files.readString(source))
                    .results()
                    .map(match -> match.group(1))
                    .forEach(key -> (key.endsWith(".") ? prefixes : used).add(key));
        }
    }

    private static Set<String> keys() throws IOException {
        return messages().stringPropertyNames();
    }

    private static Properties messages() throws IOException {
        Properties properties = new Properties();
        properties.load(Files.newBufferedReader(Path.of("src/main/resources/messages.properties")));
        return properties;
    }

    private static List<Path> templates() throws IOException {
        return files(TEMPLATES, ".html");
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> path.toString().endsWith(ending)).toList();
        }
    }
}
