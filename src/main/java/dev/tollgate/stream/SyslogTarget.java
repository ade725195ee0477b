package dev.tollgate.stream;

import dev.tollgate.audit.AuditFeed.Line;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// A syslog server over TCP, in clear or over TLS.
///
/// Syslog has no receipt, and what TCP has taken may still be in a buffer of a server that dies. So
/// each few rows have a connection of their own, which says that it has ended and waits for the
/// server to end it too: a server does so when it has read everything, and one that dies with
/// something unread resets it. UDP could say nothing of the kind.
final class SyslogTarget implements StreamTarget {

    private static final int CONNECT_MILLIS = 5_000;

    /// For all of one connection, however slowly the server reads.
    private static final int PATIENCE_MILLIS = 10_000;

    private static final int PIECE = 1_024;

    private final SyslogAddress address;
    private final SyslogMessage message;
    private final Supplier<SSLContext> tls;
    private final ScheduledExecutorService deadlines =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("audit-stream-deadline").factory());

    /// @param tls whom to believe, and as whom to appear
    SyslogTarget(SyslogAddress address, SyslogMessage message, Supplier<SSLContext> tls) {
        this.address = address;
        this.message = message;
        this.tls = tls;
    }

    @Override
    public String name() {
        return "syslog";
    }

    @Override
    public void send(List<Line> lines) throws IOException {
        byte[] frames =
                lines.stream()
                        .map(message::frame)
                        .collect(Collectors.joining())
                        .getBytes(StandardCharsets.US_ASCII);
        try (Socket plain = new Socket()) {
            Future<?> deadline =
                    deadlines.schedule(() -> end(plain), PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            try {
                plain.connect(
                        new InetSocketAddress(address.host(), address.port()), CONNECT_MILLIS);
                handOver(frames, address.tls() ? secured(plain) : plain);
            } finally {
                deadline.cancel(false);
            }
        }
    }

    private static void handOver(byte[] frames, Socket socket) throws IOException {
        socket.getOutputStream().write(frames);
        socket.shutdownOutput();
        InputStream answer = socket.getInputStream();
        byte[] piece = new byte[PIECE];
        while (answer.read(piece) >= 0) {
            // a syslog server has nothing to say
        }
    }

    private Socket secured(Socket plain) throws IOException {
        SSLSocket secured =
                (SSLSocket)
                        tls.get()
                                .getSocketFactory()
                                .createSocket(plain, address.host(), address.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    /// The socket below TLS: closing that one waits for nobody.
    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
