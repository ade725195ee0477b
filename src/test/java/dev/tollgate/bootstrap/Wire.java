package dev.tollgate.bootstrap;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Sends requests as they are written, also those that no well-behaved client would send.
///
/// @param port on the loopback address, in clear
record Wire(int port) {

    private static final int PATIENCE_MILLIS = 30_000;

    /// Sends `METHOD target` with a Host header and the connection to be closed afterwards.
    Answer send(String method, String target, Map<String, String> headers, String body) {
        StringBuilder request = new StringBuilder();
        request.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        if (!headers.containsKey("Host")) {
            request.append("Host: 127.0.0.1:").append(port).append("\r\n");
        }
        headers.forEach((name, value) -> request.append(name + ": " + value + "\r\n"));
        if (!body.isEmpty()) {
            int length = body.getBytes(StandardCharsets.ISO_8859_1).length;
            request.append("Content-Length: ").append(length).append("\r\n");
        }
        return send(request + "Connection: close\r\n\r\n" + body);
    }

    /// Sends the text, one byte a character, and reads until the server hangs up.
    Answer send(String request) {
        return send(InetAddress.getLoopbackAddress(), request);
    }

    /// The same from another of this machine's loopback addresses.
    Answer send(InetAddress from, String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port, from, 0)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            write(socket, request.getBytes(StandardCharsets.ISO_8859_1));
            return Answer.parse(everything(socket.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A server that has heard enough answers and hangs up before all is written.
    private static void write(Socket socket, byte[] request) {
        try {
            socket.getOutputStream().write(request);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            // What it has answered is there to be read all the same.
        }
    }

    private static byte[] everything(InputStream in) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] part = new byte[8192];
        try {
            for (int n = in.read(part); n >= 0; n = in.read(part)) {
                read.write(part, 0, n);
            }
        } catch (IOException e) {
            if (read.size() == 0) {
                throw e;
            }
        }
        return read.toByteArray();
    }
}
