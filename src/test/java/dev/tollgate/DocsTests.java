package dev.tollgate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// Holds the documentation to what a program can compare: files, settings, packages, libraries.
class DocsTests {

    private static final Path DOCS = Path.of("docs");
    private static final Path PROGRAM = Path.of("src/main/java/dev/tollgate");

    /// From where a path in a page's text may begin.
    private static final List<Path> ROOTS =
            List.of(
                    Path.of(""),
                    PROGRAM,
                    Path.of("src/main/resources"),
                    Path.of("src/test/java/dev/tollgate"));

    private static final Pattern FENCE = Pattern.compile("(?ms)^ *```.*?^ *```\\s*?$");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");
    private static final Pattern NAMED_PATH =
            Pattern.compile("`([\\w.-]+/[\\w./-]*[\\w-]\\.[a-z]+|script/[a-z]+)`");
    private static final Pattern PROPERTY_ROW =
            Pattern.compile("(?m)^\\| `([a-z][\\w.-]+)` \\|(?:[^|]*\\|){3} `([A-Z_]+)` \\|");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(tollgate\\.[a-z.-]+)");
    private static final Pattern PACKAGE_ROW = Pattern.compile("(?m)^\\| `([a-z.]+)` \\|");
    private static final Pattern SHOWN_BY = Pattern.compile("`(\\w+Tests)`");

    static List<Path> pages() throws IOException {
        try (Stream<Path> top = Files.list(Path.of(""));
                Stream<Path> below = Files.walk(DOCS)) {
            return Stream.concat(top, below)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linkWhenToThisTreeThenLeadsSomewhere(Path page) {
        List<String> links =
                found(LINK, prose(page), 1)
                        .filter(link -> !link.matches("[a-z]+:.*"))
                        .filter(link -> !leadsSomewhere(page, link))
                        .toList();

        assertThat(links).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pathWhenNamedThenThere(Path page) {
        List<String> missing =
                found(NAMED_PATH, prose(page), 1)
                        .filter(name -> !name.matches("(META-INF|target)/.*"))
                        .filter(name -> ROOTS.stream().noneMatch(root -> isThere(root, name)))
                        .toList();

        assertThat(missing).isEmpty();
    }

    @Test
    void settingWhenOfOursThenDocumented() throws IOException {
        Set<String> documented = new TreeSet<>();
        found(PROPERTY_ROW, read(DOCS.resolve("configuration.md")), 1)
                .filter(name -> name.startsWith("tollgate."))
                .forEach(documented::add);

        assertThat(documented).isEqualTo(settings());
    }

    @Test
    void environmentVariableWhenDocumentedThenSetsItsProperty() {
        String page = read(DOCS.resolve("configuration.md"));
        List<MatchResult> rows = PROPERTY_ROW.matcher(page).results().toList();

        assertThat(rows)
                .isNotEmpty()
                .allSatisfy(row -> assertThat(bound(row.group(1), row.group(2))).isEqualTo("x"));
    }

    @Test
    void settingWhenShownByATestThenThereIsOne() throws IOException {
        Set<String> tests = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .forEach(tests::add);
        }

        assertThat(found(SHOWN_BY, read(DOCS.resolve("configuration.md")), 1))
                .isNotEmpty()
                .isSubsetOf(tests);
    }

    @Test
    void packageWhenItHasCodeThenInTheArchitecture() throws IOException {
        String page = read(DOCS.resolve("architecture.md"));
        Set<String> described = new TreeSet<>();
        found(PACKAGE_ROW, page.substring(0, page.indexOf("## The main job")), 1)
                .forEach(described::add);

        assertThat(described).isEqualTo(packages());
    }

    @Test
    void tableWhenInTheSchemaThenInTheArchitecture() throws IOException {
        String page = read(DOCS.resolve("architecture.md"));
        String tables = page.substring(page.indexOf("## Tables"), page.indexOf("## Web"));
        Pattern created = Pattern.compile("(?m)^create table (\\w+)");
        Pattern dropped = Pattern.compile("(?m)^drop table (\\w+)");
        Set<String> schema = new TreeSet<>();
        Set<String> gone = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            files.forEach(
                    file -> {
                        found(created, read(file), 1).forEach(schema::add);
                        found(dropped, read(file), 1).forEach(gone::add);
                    });
        }
        schema.removeAll(gone);

        assertThat(found(Pattern.compile("(?m)^\\| `(\\w+)` \\|"), tables, 1))
                .containsExactlyInAnyOrderElementsOf(schema);
    }

    @Test
    void libraryWhenShippedThenItsLicenceIsListed() throws Exception {
        String page = read(DOCS.resolve("third-party.md"));

        assertThat(found(Pattern.compile("`([\\w.-]+:[\\w.-]+)`"), page, 1))
                .containsExactlyInAnyOrderElementsOf(shippedLibraries());
    }

    private static boolean leadsSomewhere(Path page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        return Files.exists(target) && (parts.length == 1 || hasHeading(target, parts[1]));
    }

    private static boolean hasHeading(Path page, String anchor) {
        return found(HEADING, prose(page), 1).map(DocsTests::anchor).anyMatch(anchor::equals);
    }

    /// The name under which a heading can be linked to, as the usual viewers make it.
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }

    private static boolean isThere(Path root, String name) {
        return Files.exists(root.resolve(name));
    }

    /// Every property that the program reads under `tollgate`.
    private static Set<String> settings() throws IOException {
        ClassPathScanningCandidateComponentProvider scanner =
                new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        Set<String> settings = new TreeSet<>();
        scanner.findCandidateComponents("dev.tollgate").stream()
                .map(found -> type(found.getBeanClassName()))
                .forEach(type -> settings.addAll(properties(prefix(type), type)));
        sources().forEach(file -> found(PLACEHOLDER, read(file), 1).forEach(settings::add));
        return settings;
    }

    private static String prefix(Class<?> type) {
        return type.getAnnotation(ConfigurationProperties.class).value();
    }

    private static List<String> properties(String prefix, Class<?> type) {
        List<String> properties = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
            if (component.getType().isRecord()) {
                properties.addAll(properties(name, component.getType()));
            } else {
                properties.add(name);
            }
        }
        return properties;
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError("the scanner has just found it", e);
        }
    }

    /// What a property is where only this environment variable is set, to "x".
    private static String bound(String property, String variable) {
        MutablePropertySources sources = new MutablePropertySources();
        sources.addFirst(
                new SystemEnvironmentPropertySource("systemEnvironment", Map.of(variable, "x")));
        return new Binder(ConfigurationPropertySources.from(sources))
                .bind(property, String.class)
                .orElse("nothing");
    }

    private static Set<String> packages() throws IOException {
        Set<String> packages = new TreeSet<>();
        sources()
                .map(file -> PROGRAM.relativize(file).getParent())
                .map(folder -> folder.toString().replace('/', '.'))
                .forEach(packages::add);
        return packages;
    }

    private static Stream<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(PROGRAM)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        }
    }

    /// The dependencies in the pom that are not for tests.
    private static List<String> shippedLibraries() throws Exception {
        NodeList dependencies =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(Path.of("pom.xml").toFile())
                        .getElementsByTagName("dependency");
        List<String> shipped = new ArrayList<>();
        for (int i = 0; i < dependencies.getLength(); i++) {
            Element dependency = (Element) dependencies.item(i);
            if (isOfTheProgram(dependency) && !text(dependency, "scope").equals("test")) {
                shipped.add(text(dependency, "groupId") + ":" + text(dependency, "artifactId"));
            }
        }
        return shipped;
    }

    /// What a plugin of the build brings along is not.
    private static boolean isOfTheProgram(Element dependency) {
        return !dependency.getParentNode().getParentNode().getNodeName().equals("plugin");
    }

    private static String text(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
    }

    private static Stream<String> found(Pattern pattern, String text, int group) {
        return pattern.matcher(text).results().map(result -> result.group(group));
    }

    /// A page without its blocks of code.
    private static String prose(Path page) {
        return FENCE.matcher(read(page)).replaceAll("");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
