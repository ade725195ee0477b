package dev.tollgate.bootstrap;

import dev.tollgate.kernel.AddressRange;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads who asks out of `X-Forwarded-For`: the rightmost hop that is no trusted proxy. What stands
/// left of it anybody may have written.
final class ForwardedFor {

    private static final String IPV4 = "[0-9]{1,3}(?:\\.[0-9]{1,3}){3}";
    private static final String IPV6 = "[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*";
    private static final String PORT = "(?::[0-9]{1,5})?";
    private static final List<Pattern> SHAPES =
            List.of(
                    Pattern.compile("(" + IPV4 + ")" + PORT),
                    Pattern.compile("\\[(" + IPV6 + ")]" + PORT),
                    Pattern.compile("(" + IPV6 + ")"));

    private final List<AddressRange> proxies;

    ForwardedFor(List<AddressRange> proxies) {
        this.proxies = List.copyOf(proxies);
    }

    /// The client's numeric address, as a socket would spell it; the first hop where all of them
    /// are proxies. Empty where nobody is named, or where a hop up to the client's is no address:
    /// then the proxy is not set up as it should be.
    ///
    /// @param lines the header's lines from top to bottom, which read as one
    Optional<String> client(List<String> lines) {
        List<String> hops =
                lines.stream().flatMap(line -> Arrays.stream(line.split(",", -1))).toList();
        Optional<String> nearest = Optional.empty();
        for (String hop : hops.reversed()) {
            nearest = address(hop.strip());
            if (nearest.isEmpty() || !isIn(proxies, nearest.get())) {
                return nearest;
            }
        }
        return nearest;
    }

    static boolean isIn(List<AddressRange> ranges, String address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }

    /// An address, maybe with a port; an IPv6 one with a port in brackets. IPv4 in IPv6 clothes is
    /// IPv4.
    private static Optional<String> address(String hop) {
        return SHAPES.stream()
                .map(shape -> shape.matcher(hop))
                .filter(Matcher::matches)
                .findFirst()
                .flatMap(matcher -> canonical(matcher.group(1)));
    }

    private static Optional<String> canonical(String literal) {
        try {
            return Optional.of(InetAddress.ofLiteral(literal).getHostAddress());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
