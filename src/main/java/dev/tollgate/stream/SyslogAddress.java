package dev.tollgate.stream;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/// Where a syslog server listens.
///
/// @param tls whether it is spoken to over TLS
record SyslogAddress(boolean tls, String host, int port) {

    private static final int LAST_PORT = 65_535;

    /// Reads `tcp://logs.example.com:514` or `tls://logs.example.com:6514`.
    ///
    /// @throws IllegalArgumentException if it is anything else
    static SyslogAddress parse(String text) {
        URI address = uri(text);
        String scheme = address == null ? null : address.getScheme();
        boolean known = "tcp".equals(scheme) || "tls".equals(scheme);
        if (address == null
                || !known
                || address.getHost() == null
                || address.getPort() < 1
                || address.getPort() > LAST_PORT
                || !text.equals(scheme + "://" + address.getHost() + ":" + address.getPort())) {
            throw new IllegalArgumentException(
                    "tollgate.audit-stream.syslog: \""
                            + text
                            + "\" is not of the form tcp://HOST:PORT or tls://HOST:PORT");
        }
        return new SyslogAddress("tls".equals(scheme), address.getHost(), address.getPort());
    }

    private static @Nullable URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
