package dev.tollgate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTests {

    @Test
    void subjectWhenIpv4ThenWholeAddress() {
        assertThat(from("192.0.2.17").subject()).isEqualTo("192.0.2.17");
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:2::, 2001:db8:1:2:0:0:0:0/64",
        "2001:DB8:1:2:ffff:ffff:ffff:ffff, 2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:3::1, 2001:db8:1:3:0:0:0:0/64",
        "::1, 0:0:0:0:0:0:0:0/64",
    })
    void subjectWhenIpv6ThenItsPrefixOf64Bits(String address, String subject) {
        assertThat(from(address).subject()).isEqualTo(subject);
    }

    @Test
    void subjectWhenIpv4MappedIntoIpv6ThenTheIpv4Address() {
        assertThat(from("::ffff:192.0.2.17").subject()).isEqualTo("192.0.2.17");
    }

    @Test
    void subjectWhenSameNetworkOf64BitsThenEqual() {
        Random random = new Random(64);
        for (int i = 0; i < 1_000; i++) {
            String network =
                    quad(random) + ":" + quad(random) + ":" + quad(random) + ":" + quad(random);
            assertThat(from(network + ":" + hostPart(random)).subject())
                    .isEqualTo(from(network + ":" + hostPart(random)).subject());
        }
    }

    @Test
    void subjectWhenNoAddressAtAllThenTheTextItself() {
        assertThat(Source.console().subject()).isEqualTo("console");
        assertThat(from("no:address").subject()).isEqualTo("no:address");
    }

    @Test
    void userAgentWhenTooLongThenCutTo200Characters() {
        assertThat(new Source("192.0.2.1", "x".repeat(5_000)).userAgent()).hasSize(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla\r\nSet-Cookie: a=b",
                "tab\there",
                "bell\u0007",
                "escape\u001b[31m",
                "delete\u007f",
                "next line\u0085here",
                "terminal\u009b31m",
                "line separator\u2028here",
                "right to left\u202eoverride",
                "zero width\u200bspace",
                "half a pair\ud83d",
            })
    void userAgentWhenNotPrintableThenThatIsGone(String userAgent) {
        assertThat(new Source("192.0.2.1", userAgent).userAgent())
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");
    }

    @Test
    void userAgentWhenCutInsideACharacterThenNoHalfOfItStays() {
        String userAgent = "x".repeat(199) + "\ud83d\ude00";

        assertThat(new Source("192.0.2.1", userAgent).userAgent()).isEqualTo("x".repeat(199));
    }

    @Test
    void userAgentWhenOrdinaryThenUnchanged() {
        String firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

        assertThat(new Source("192.0.2.1", firefox).userAgent()).isEqualTo(firefox);
    }

    @Test
    void userAgentWhenEmptyThenEmpty() {
        assertThat(new Source("192.0.2.1", " \t ").userAgent()).isEmpty();
    }

    private static Source from(String address) {
        return new Source(address, "");
    }

    private static String hostPart(Random random) {
        return quad(random) + ":" + quad(random) + ":" + quad(random) + ":" + quad(random);
    }

    private static String quad(Random random) {
        return Integer.toHexString(random.nextInt(1, 0x1_0000));
    }
}
