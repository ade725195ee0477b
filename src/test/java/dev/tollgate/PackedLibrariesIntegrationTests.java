package dev.tollgate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Compares the packed jar with the list of components (CycloneDX) that it carries. What it holds
/// is printed in `docs/libraries.md`; run with `-Dtollgate.docs.rewrite=true` to write the page
/// anew.
class PackedLibrariesIntegrationTests {

    private static final Path JAR = Path.of("target/tollgate.jar");
    private static final Path PAGE = Path.of("docs/libraries.md");
    private static final String LIBRARIES = "BOOT-INF/lib/";

    /// Of Spring Boot; the packing puts it in after the list was made.
    private static final String UNPACKER = "spring-boot-jarmode-tools";

    /// The SPDX names of those that Apache-2.0 software may be handed on with; where a library has
    /// several, one of these is enough.
    private static final List<String> FINE =
            List.of(
                    "Apache-2.0",
                    "BSD-2-Clause",
                    "BSD-3-Clause",
                    "Bouncy Castle Licence",
                    "EPL-2.0",
                    "MIT",
                    "MPL-2.0");

    /// @param sha256 lower-case hexadecimal digits
    private record Component(String name, String version, List<String> licences, String sha256) {}

    @Test
    void libraryWhenPackedThenItsBytesAreOnTheList() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            Map<String, String> packed = packed(jar);
            Map<String, String> listed =
                    components(jar).stream()
                            .collect(
                                    Collectors.toMap(
                                            PackedLibrariesIntegrationTests::fileName,
                                            Component::sha256));

            assertThat(packed).isNotEmpty();
            assertThat(listed).containsAllEntriesOf(packed);
        }
    }

    @Test
    void libraryWhenPackedThenUnderALicenceThatIsFine() throws IOException {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(components(jar))
                    .allSatisfy(
                            component ->
                                    assertThat(component.licences())
                                            .as(component.name())
                                            .containsAnyElementsOf(FINE));
        }
    }

    @Test
    void librariesWhenPackedThenAreThoseOfTheDocumentation() throws IOException {
        String printed;
        try (JarFile jar = new JarFile(JAR.toFile())) {
            printed = page(jar);
        }
        if (Boolean.getBoolean("tollgate.docs.rewrite")) {
            Files.writeString(PAGE, printed);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(printed);
    }

    /// As the scripts do before they start it.
    @Test
    void jarWhenUnpackedThenTheProgramIsThere(@TempDir Path dir) throws Exception {
        Process process =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-Djarmode=tools",
                                "-jar",
                                JAR.toString(),
                                "extract",
                                "--destination",
                                dir.resolve("app").toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
        assertThat(dir.resolve("app/tollgate.jar")).exists();
        assertThat(dir.resolve("app/lib")).isNotEmptyDirectory();
    }

    private static String page(JarFile jar) throws IOException {
        Map<String, String> packed = packed(jar);
        StringBuilder page =
                new StringBuilder(
                        """
                        # Libraries

                        Every library in the jar, printed by `PackedLibrariesIntegrationTests` from the CycloneDX list
                        inside it (`META-INF/sbom/application.cdx.json`), after comparing that with the libraries' own
                        bytes. What each is for: [third-party software](third-party.md).

                        | Library | Version | Licence |
                        |---|---|---|
                        """);
        components(jar).stream()
                .filter(component -> packed.containsKey(fileName(component)))
                .sorted(Comparator.comparing(Component::name))
                .forEach(
                        component ->
                                page.append(
                                        "| %s | %s | %s |\n"
                                                .formatted(
                                                        component.name(),
                                                        component.version(),
                                                        String.join(", ", component.licences()))));
        return page.toString();
    }

    private static String fileName(Component component) {
        return component.name() + "-" + component.version() + ".jar";
    }

    /// SHA-256 by file name.
    private static Map<String, String> packed(JarFile jar) {
        Map<String, String> packed = new TreeMap<>();
        jar.stream()
                .filter(entry -> entry.getName().matches(LIBRARIES + ".+\\.jar"))
                .filter(entry -> !entry.getName().contains(UNPACKER))
                .forEach(
                        entry -> {
                            try (InputStream bytes = jar.getInputStream(entry)) {
                                packed.put(
                                        entry.getName().substring(LIBRARIES.length()),
                                        sha256(bytes.readAllBytes()));
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        });
        return packed;
    }

    private static List<Component> components(JarFile jar) throws IOException {
        try (InputStream list =
                jar.getInputStream(jar.getEntry("META-INF/sbom/application.cdx.json"))) {
            return JsonMapper.shared()
                    .readTree(list)
                    .get("components")
                    .valueStream()
                    .map(PackedLibrariesIntegrationTests::component)
                    .toList();
        }
    }

    private static Component component(JsonNode node) {
        return new Component(
                node.get("name").asString(),
                node.get("version").asString(),
                node.get("licenses")
                        .valueStream()
                        .map(PackedLibrariesIntegrationTests::licence)
                        .toList(),
                node.get("hashes")
                        .valueStream()
                        .filter(hash -> hash.get("alg").asString().equals("SHA-256"))
                        .findFirst()
                        .orElseThrow()
                        .get("content")
                        .asString());
    }

    private static String licence(JsonNode node) {
        if (node.has("expression")) {
            return node.get("expression").asString();
        }
        JsonNode licence = node.get("license");
        return licence.get(licence.has("id") ? "id" : "name").asString();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
