package dev.tollgate.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which text is a range, and which addresses are in it.
class AddressRangeTests {

    private static final int RUNS = 2_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "192.0.2",
                "192.0.2.256",
                "192.0.2.01",
                "192.0.2.1/",
                "192.0.2.1/33",
                "192.0.2.1/024",
                "192.0.2.1/+24",
                "192.0.2.1/24",
                "192.0.2.0/24 ",
                "192.0.2.0/24,192.0.3.0/24",
                "192.0.2.0/255.255.255.0",
                "192.0.2.0-192.0.2.9",
                "0.0.0.0/0",
                "::/0",
                "3221225985",
                "0xc0000201",
                "1９2.0.2.1",
                "localhost",
                "example.com",
                "[2001:db8::1]",
                "fe80::1%eth0",
                "2001:db8::1/64",
                "2001:db8::/129",
                "2001:db8:::1",
                "2001:db8::1::2",
                "12345::",
                "::ffff:192.0.2.1",
                "::ffff:192.0.2.0/120"
            })
    void textWhenNotExactlyARangeThenNone(String typed) {
        assertThat(AddressRange.parse(typed)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7, 192.0.2.8",
        "192.0.2.0/24, 192.0.2.255, 192.0.3.0",
        "192.0.2.128/25, 192.0.2.128, 192.0.2.127",
        "10.0.0.0/8, 10.255.0.1, 11.0.0.1",
        "128.0.0.0/1, 255.0.0.1, 127.0.0.1",
        "2001:db8::/32, 2001:db8:ffff::1, 2001:db9::1",
        "2001:db8::1, 2001:0DB8:0:0:0:0:0:1, 2001:db8::2",
        "fe80::/10, fe80::1%eth0, fec0::1",
        "192.0.2.0/24, 192.0.2.1, ::ffff:192.0.2.1",
        "8000::/1, ffff::1, 192.0.2.1",
        "192.0.2.0/24, 192.0.2.1, console",
        "192.0.2.0/24, 192.0.2.1, localhost"
    })
    void addressWhenInTheRangeThenContainedAndElseNot(String range, String in, String out) {
        AddressRange parsed = AddressRange.parse(range).orElseThrow();

        assertThat(parsed.contains(in)).isTrue();
        assertThat(parsed.contains(out)).isFalse();
    }

    /// By another arithmetic: what the shift of one number says.
    @Test
    void addressWhenAnyThenContainedExactlyIfTheFirstBitsAgree() throws UnknownHostException {
        Random random = new Random(41);
        for (int run = 0; run < RUNS; run++) {
            int size = random.nextBoolean() ? 4 : 16;
            int bits = 1 + random.nextInt(size * 8);
            BigInteger start = cut(new BigInteger(size * 8, random), size * 8 - bits);
            AddressRange range = AddressRange.parse(text(start, size) + "/" + bits).orElseThrow();
            int near = random.nextInt(size * 8);
            BigInteger other = start.xor(BigInteger.ONE.shiftLeft(near));

            assertThat(range.contains(text(start, size))).isTrue();
            assertThat(range.contains(text(other, size)))
                    .as("%s in %s", text(other, size), range)
                    .isEqualTo(cut(other, size * 8 - bits).equals(start));
        }
    }

    @Test
    void rangeWhenPrintedThenReadAsTheSame() throws UnknownHostException {
        Random random = new Random(43);
        for (int run = 0; run < RUNS; run++) {
            int size = random.nextBoolean() ? 4 : 16;
            int bits = 1 + random.nextInt(size * 8);
            BigInteger start = cut(new BigInteger(size * 8, random), size * 8 - bits);
            AddressRange.parse(text(start, size) + "/" + bits)
                    .ifPresent(
                            range -> assertThat(AddressRange.parse(range.text())).contains(range));
        }
    }

    /// Whatever is typed, it is read or refused, never thrown.
    @Test
    void textWhenAnythingThenReadOrRefused() {
        Random random = new Random(47);
        String alphabet = "0123456789abcfF:./% -x";
        for (int run = 0; run < RUNS; run++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(24); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            AddressRange.parse(text.toString())
                    .ifPresent(range -> assertThat(range.contains(text + "x")).isFalse());
        }
    }

    private static BigInteger cut(BigInteger number, int low) {
        return number.shiftRight(low).shiftLeft(low);
    }

    private static String text(BigInteger number, int size) throws UnknownHostException {
        byte[] signed = number.toByteArray();
        byte[] bytes = new byte[size];
        for (int i = 1; i <= Math.min(size, signed.length); i++) {
            bytes[size - i] = signed[signed.length - i];
        }
        return InetAddress.getByAddress(bytes).getHostAddress();
    }
}
