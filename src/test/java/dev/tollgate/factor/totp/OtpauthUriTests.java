package dev.tollgate.factor.totp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tollgate.kernel.SeededRandom;
import dev.tollgate.kernel.VectorFile;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtpauthUriTests {

    private static final TotpSecret RFC_KEY =
            TotpSecret.of("12345678901234567890".getBytes(US_ASCII));

    @Test
    void textWhenVectorThenSameOctets() {
        for (String[] row : VectorFile.rows("otpauth-uri.txt")) {
            OtpauthUri uri = OtpauthUri.of(decoded(row[0]), decoded(row[1]), RFC_KEY);
            assertThat(uri.text()).isEqualTo(row[2]);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "a b|a%20b",
                "a+b|a%2Bb",
                "a&b|a%26b",
                "a#b|a%23b",
                "a%b|a%25b",
                "a/b|a%2Fb",
                "a?b|a%3Fb",
                "a=b|a%3Db",
                "a@b|a%40b",
                "a'b|a%27b",
                "a-b.c_d~e|a-b.c_d~e",
                "100%20|100%2520",
                "Müller|M%C3%BCller",
                "日本|%E6%97%A5%E6%9C%AC",
                "📞|%F0%9F%93%9E",
                "pbx:8443|pbx-8443",
                "sip:100|sip-100",
                "fe80::1|fe80--1",
                ":|-"
            })
    void textWhenSpecialCharactersThenEncodedAlikeInAllThreePlaces(String name, String encoded) {
        String text = OtpauthUri.of(name, name, RFC_KEY).text();

        assertThat(text)
                .startsWith("otpauth://totp/" + encoded + ":" + encoded + "?secret=")
                .contains("&issuer=" + encoded + "&algorithm=SHA1&digits=6&period=30");
    }

    @Test
    void textWhenAnyNamesThenApplicationsReadBackTheSame() {
        SeededRandom random = new SeededRandom(3986);
        for (int round = 0; round < 5_000; round++) {
            OtpauthUri uri =
                    OtpauthUri.of(
                            "i" + random.text(20),
                            random.text(20) + "a",
                            TotpSecret.random(random));
            URI parsed = URI.create(uri.text());
            Map<String, String> query = query(parsed);

            assertThat(uri.text()).matches("[A-Za-z0-9._~%:/?&=-]+");
            assertThat(parsed.getPath()).isEqualTo("/" + uri.issuer() + ":" + uri.account());
            assertThat(parsed.getPath().chars().filter(c -> c == ':')).hasSize(1);
            assertThat(query).containsEntry("issuer", uri.issuer());
            assertThat(query.get("secret")).matches("[A-Z2-7]{32}");
            assertThat(query).hasSize(5);
        }
    }

    @Test
    void issuerWhenColonsAndOuterSpacesThenAsInTheUri() {
        OtpauthUri uri = OtpauthUri.of(" PBX: Nord ", "\tsip:100\n", RFC_KEY);

        assertThat(uri.issuer()).isEqualTo("PBX- Nord");
        assertThat(uri.account()).isEqualTo("sip-100");
    }

    @Test
    void ofWhenNamesAreVeryLongThenCutBetweenCharactersAndStillDrawable() {
        OtpauthUri uri = OtpauthUri.of("📞".repeat(300), "x".repeat(5000), RFC_KEY);

        assertThat(uri.issuer()).isEqualTo("📞".repeat(32));
        assertThat(uri.account()).isEqualTo("x".repeat(384));
        assertThat(QrCode.svg(uri.text(), "code")).startsWith("<svg ");
    }

    @Test
    void ofWhenHalfASurrogatePairThenStillAnUri() {
        assertThat(OtpauthUri.of("a\uD83D", "b", RFC_KEY).text())
                .startsWith("otpauth://totp/a%3F:b?");
    }

    @Test
    void ofWhenBlankThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> OtpauthUri.of(" ", "a", RFC_KEY));
        assertThatIllegalArgumentException().isThrownBy(() -> OtpauthUri.of("i", "", RFC_KEY));
    }

    @Test
    void toStringWhenPrintedThenRedacted() {
        assertThat(OtpauthUri.of("i", "a", RFC_KEY)).hasToString("[REDACTED]");
    }

    private static Map<String, String> query(URI uri) {
        return Arrays.stream(uri.getRawQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> decoded(pair[1])));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, UTF_8);
    }
}
