package dev.tollgate.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.setting.HeaderColour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The six headers in both themes, by the formulas of WCAG 2.2, "relative luminance" and "contrast
/// ratio", on what the style sheet says.
class HeaderColoursTests {

    private static final Path SHEET = Path.of("src/main/resources/static/assets/tollgate.css");
    private static final Pattern VARIABLE = Pattern.compile("--([a-z-]+): (#[0-9a-f]{6});");
    private static final String DARK = ":root[data-theme=\"dark\"]";

    /// Success criterion 1.4.3, level AA.
    private static final double TEXT = 4.5;

    /// Success criterion 1.4.11, level AA.
    private static final double MARKS = 3;

    static Stream<Arguments> headers() {
        return Stream.of(HeaderColour.values())
                .flatMap(
                        colour ->
                                Stream.of(":root", DARK).map(theme -> Arguments.of(colour, theme)));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void headerWhenInAnyColourThenItsTextStandsOut(HeaderColour colour, String theme)
            throws IOException {
        Map<String, String> variables = new HashMap<>(variables(":root"));
        variables.putAll(variables(theme));
        variables.putAll(variables("[data-header=\"" + colour + "\"]"));

        for (String ground : List.of("top", "top-hover")) {
            String behind = variables.get(ground);
            assertThat(contrast(variables.get("on-top"), behind)).isGreaterThanOrEqualTo(TEXT);
            assertThat(contrast("#ffffff", behind)).isGreaterThanOrEqualTo(TEXT);
            assertThat(contrast(variables.get("amber"), behind)).isGreaterThanOrEqualTo(MARKS);
        }
    }

    /// Of the rule of a selector; the first colour is the one of the themes themselves.
    private static Map<String, String> variables(String selector) throws IOException {
        Matcher rule =
                Pattern.compile("(?m)^" + Pattern.quote(selector) + " \\{([^}]*)}")
                        .matcher(Files.readString(SHEET));
        Map<String, String> variables = new HashMap<>();
        if (rule.find()) {
            VARIABLE.matcher(rule.group(1))
                    .results()
                    .forEach(variable -> variables.put(variable.group(1), variable.group(2)));
        }
        assertThat(variables.isEmpty())
                .as("%s", selector)
                .isEqualTo(selector.contains(HeaderColour.PETROL.name()));
        return variables;
    }

    private static double contrast(String text, String behind) {
        double one = luminance(text);
        double other = luminance(behind);
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    private static double luminance(String colour) {
        int rgb = Integer.parseInt(colour.substring(1), 16);
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
    }

    /// @param channel in the lowest eight bits
    private static double linear(int channel) {
        double share = (channel & 0xff) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
