package dev.tollgate.stream;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.net.ServerSocketFactory;

/// A syslog server over TCP that reads frames by their length, as real ones do, and keeps what it
/// has read. It can be ended and begun again at the same port, and die in the middle of reading.
final class SyslogListener implements AutoCloseable {

    private final ServerSocketFactory sockets;
    private final List<String> messages = new ArrayList<>();
    private int port;
    private int diesAfter = Integer.MAX_VALUE;
    private ServerSocket server;

    SyslogListener(ServerSocketFactory sockets) throws IOException {
        this.sockets = sockets;
        this.server = open();
        this.port = server.getLocalPort();
    }

    SyslogListener() throws IOException {
        this(ServerSocketFactory.getDefault());
    }

    int port() {
        return port;
    }

    synchronized List<String> messages() {
        return List.copyOf(messages);
    }

    /// From now on a connection is reset once so many messages more have been read.
    synchronized void dieAfter(int more) {
        diesAfter = messages.size() + more;
    }

    synchronized void recover() {
        diesAfter = Integer.MAX_VALUE;
    }

    void begin() throws IOException {
        server = open();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private ServerSocket open() throws IOException {
        ServerSocket opened = sockets.createServerSocket();
        opened.setReuseAddress(true);
        opened.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
        Thread.ofVirtual().start(() -> serve(opened));
        return opened;
    }

    private void serve(ServerSocket opened) {
        while (!opened.isClosed()) {
            try (Socket socket = opened.accept()) {
                socket.setSoLinger(true, 0);
                if (readAll(socket.getInputStream())) {
                    socket.setSoLinger(false, 0);
                }
            } catch (IOException e) {
                // whoever it was has gone, or this one has
            }
        }
    }

    /// False where it dies.
    private boolean readAll(InputStream in) throws IOException {
        while (true) {
            if (isDead()) {
                return false;
            }
            int length = 0;
            int digit = in.read();
            if (digit < 0) {
                return true;
            }
            while (digit != ' ') {
                if (digit < '0' || digit > '9') {
                    throw new UncheckedIOException(new IOException("no length: " + digit));
                }
                length = length * 10 + digit - '0';
                digit = in.read();
            }
            byte[] message = in.readNBytes(length);
            if (message.length < length) {
                throw new EOFException();
            }
            keep(new String(message, StandardCharsets.US_ASCII));
        }
    }

    private synchronized boolean isDead() {
        return messages.size() >= diesAfter;
    }

    private synchronized void keep(String message) {
        messages.add(message);
    }
}
