package dev.tollgate.factor.totp;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class QrCodeTests {

    private static final String URI =
            OtpauthUri.of(
                            "Acme & Sons PBX",
                            "jöhn doe 📞",
                            TotpSecret.of("12345678901234567890".getBytes(US_ASCII)))
                    .text();
    private static final Pattern RUN = Pattern.compile("M([0-9]+) ([0-9]+)h([0-9]+)v1h-([0-9]+)z");

    @TempDir Path directory;

    /// Drawn from the SVG alone and read by zbar, which shares no code with what wrote it.
    @Test
    void svgWhenReadByAnIndependentScannerThenTheSameText() throws Exception {
        assertThat(scan(QrCode.svg(URI, "QR code"))).isEqualTo(URI);
        assertThat(scan(QrCode.svg("x", "QR code"))).isEqualTo("x");
    }

    @Test
    void svgWhenParsedThenOneWhitePlateAndOneBlackPathInsideTheQuietZone() throws Exception {
        Element svg = parse(QrCode.svg(URI, "QR code"));
        boolean[][] dark = modules(svg);
        int side = dark.length;

        assertThat(svg.getAttribute("role")).isEqualTo("img");
        assertThat(svg.getAttribute("viewBox")).isEqualTo("0 0 " + side + " " + side);
        assertThat(svg.getChildNodes().getLength()).isEqualTo(2);
        Element plate = (Element) svg.getElementsByTagName("rect").item(0);
        assertThat(plate.getAttribute("fill")).isEqualTo("#fff");
        assertThat(plate.getAttribute("width")).isEqualTo(Integer.toString(side));
        assertThat(plate.getAttribute("height")).isEqualTo(Integer.toString(side));
        for (int i = 0; i < side; i++) {
            for (int edge : new int[] {0, 1, 2, 3, side - 4, side - 3, side - 2, side - 1}) {
                assertThat(dark[edge][i]).isFalse();
                assertThat(dark[i][edge]).isFalse();
            }
        }
        assertThat(dark[4][4]).isTrue();
    }

    @Test
    void svgWhenDrawnThenNothingThatAContentSecurityPolicyForbids() {
        assertThat(QrCode.svg(URI, "QR code"))
                .doesNotContain("style", "script", "href", "url(", "otpauth", "<image");
    }

    @Test
    void svgWhenLabelHoldsMarkupThenEscaped() throws Exception {
        String label = "Code für <b>\"A & B's\"</b>";

        assertThat(parse(QrCode.svg(URI, label)).getAttribute("aria-label")).isEqualTo(label);
    }

    @Test
    void svgWhenDrawnTwiceThenTheSame() {
        assertThat(QrCode.svg(URI, "QR code")).isEqualTo(QrCode.svg(URI, "QR code"));
    }

    @Test
    void svgWhenTooMuchForAnyCodeThenRefused() {
        assertThat(QrCode.svg("x".repeat(2331), "QR code")).isNotEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QrCode.svg("x".repeat(2332), "QR code"));
    }

    private String scan(String svg) throws Exception {
        Path picture = directory.resolve("code.pgm");
        Files.write(picture, pgm(modules(parse(svg)), 5));
        Process zbarimg =
                new ProcessBuilder("zbarimg", "-q", "--raw", picture.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String text = new String(zbarimg.getInputStream().readAllBytes(), UTF_8);
        assertThat(zbarimg.waitFor()).isZero();
        return text.strip();
    }

    private static Element parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getDocumentElement();
    }

    private static boolean[][] modules(Element svg) {
        int side = Integer.parseInt(svg.getAttribute("viewBox").split(" ", -1)[3]);
        boolean[][] dark = new boolean[side][side];
        Element path = (Element) svg.getElementsByTagName("path").item(0);
        assertThat(path.getAttribute("fill")).isEqualTo("#000");
        String drawn = path.getAttribute("d");
        assertThat(RUN.matcher(drawn).replaceAll("")).isEmpty();
        RUN.matcher(drawn).results().forEach(run -> fill(dark, run));
        return dark;
    }

    private static void fill(boolean[][] dark, MatchResult run) {
        int x = Integer.parseInt(run.group(1));
        int length = Integer.parseInt(run.group(3));
        assertThat(run.group(4)).isEqualTo(run.group(3));
        Arrays.fill(dark[Integer.parseInt(run.group(2))], x, x + length, true);
    }

    private static byte[] pgm(boolean[][] dark, int scale) {
        int side = dark.length * scale;
        byte[] header = ("P5 " + side + " " + side + " 255\n").getBytes(US_ASCII);
        byte[] picture = Arrays.copyOf(header, header.length + side * side);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                boolean black = dark[y / scale][x / scale];
                picture[header.length + y * side + x] = (byte) (black ? 0 : 255);
            }
        }
        return picture;
    }
}
