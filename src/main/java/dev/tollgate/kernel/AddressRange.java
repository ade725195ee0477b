package dev.tollgate.kernel;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An IPv4 or IPv6 address, or a range of them in CIDR notation (RFC 4632, RFC 4291). Read
/// strictly: numbers only, no leading zeros, no address that is no beginning of its range, and no
/// range of everything. No name is ever looked up. Immutable.
public final class AddressRange {

    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile("(?:" + OCTET + "\\.){3}" + OCTET);
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern RANGE = Pattern.compile("([0-9A-Fa-f:.]+)(?:/([1-9][0-9]{0,2}))?");
    private static final int BYTE = 8;

    private final byte[] first;
    private final int bits;

    private AddressRange(byte[] first, int bits) {
        this.first = first;
        this.bits = bits;
    }

    /// Empty where it is none.
    public static Optional<AddressRange> parse(String typed) {
        Matcher range = RANGE.matcher(typed);
        if (!range.matches()) {
            return Optional.empty();
        }
        String prefix = range.group(2);
        return bytes(range.group(1))
                .map(
                        first ->
                                new AddressRange(
                                        first,
                                        prefix == null
                                                ? first.length * BYTE
                                                : Integer.parseInt(prefix)))
                .filter(AddressRange::isOne);
    }

    /// Whether it holds a numeric address, such as a [Source] has. What is no address is in no
    /// range.
    public boolean contains(String address) {
        int scope = address.indexOf('%');
        return bytes(scope < 0 ? address : address.substring(0, scope))
                .filter(bytes -> bytes.length == first.length && agrees(bytes))
                .isPresent();
    }

    /// In one spelling, which [#parse] reads again.
    public String text() {
        try {
            String address = InetAddress.getByAddress(first).getHostAddress();
            return bits == first.length * BYTE ? address : address + "/" + bits;
        } catch (java.net.UnknownHostException e) {
            throw new AssertionError("four or sixteen bytes are an address", e);
        }
    }

    /// The prefix fits the kind of address, and nothing follows it.
    private boolean isOne() {
        if (bits > first.length * BYTE) {
            return false;
        }
        byte[] cut = first.clone();
        for (int bit = bits; bit < first.length * BYTE; bit++) {
            cut[bit / BYTE] &= (byte) ~(0x80 >> bit % BYTE);
        }
        return Arrays.equals(cut, first);
    }

    private boolean agrees(byte[] address) {
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> bit % BYTE;
            if ((first[bit / BYTE] & mask) != (address[bit / BYTE] & mask)) {
                return false;
            }
        }
        return true;
    }

    /// An IPv4 address in IPv6 clothes would be either: it is none.
    private static Optional<byte[]> bytes(String address) {
        boolean four = IPV4.matcher(address).matches();
        if (!four && !IPV6.matcher(address).matches()) {
            return Optional.empty();
        }
        try {
            InetAddress parsed = InetAddress.ofLiteral(address);
            return parsed instanceof Inet4Address == four
                    ? Optional.of(parsed.getAddress())
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressRange range
                && bits == range.bits
                && Arrays.equals(first, range.first);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(first) + bits;
    }

    @Override
    public String toString() {
        return text();
    }
}
