package dev.tollgate.notice;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/// A server that answers each line as a test says, on a free port of the loopback address. The
/// answer [#CUT] ends the connection, [#SILENCE] says nothing, [#DRIP] never ends its line.
final class ScriptedSmtp implements AutoCloseable {

    static final String CUT = "CUT";
    static final String SILENCE = "SILENCE";
    static final String DRIP = "DRIP";
    static final String CONNECT = "CONNECT";
    static final String CONTENT = "CONTENT";

    private final ServerSocket listening;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final UnaryOperator<String> answers;

    private ScriptedSmtp(ServerSocket listening, UnaryOperator<String> answers) {
        this.listening = listening;
        this.answers = answers;
        Thread.ofVirtual().start(this::listen);
    }

    /// @param answers from the first word of a line, [#CONNECT], or [#CONTENT] for a whole mail
    static ScriptedSmtp open(UnaryOperator<String> answers) throws IOException {
        return new ScriptedSmtp(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), answers);
    }

    /// On a socket of the test's making, such as one with TLS.
    static ScriptedSmtp on(ServerSocket listening, UnaryOperator<String> answers) {
        return new ScriptedSmtp(listening, answers);
    }

    /// What a server answers that takes everything.
    static String friendly(String word) {
        return switch (word) {
            case CONNECT -> "220 mail.example.com ESMTP";
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 bye";
            default -> "250 fine";
        };
    }

    /// A friendly one but for the words that a regular expression takes.
    static UnaryOperator<String> friendlyBut(String words, String answer) {
        return heard -> heard.matches(words) ? answer : friendly(heard);
    }

    int port() {
        return listening.getLocalPort();
    }

    /// The lines of all connections.
    List<String> heard() {
        return heard;
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private void listen() {
        try {
            while (true) {
                Socket socket = listening.accept();
                connections.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket;
                BufferedReader in =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            OutputStream out = socket.getOutputStream();
            boolean open = answer(out, CONNECT);
            boolean inContent = false;
            for (String line = in.readLine(); open && line != null; line = in.readLine()) {
                if (!inContent) {
                    heard.add(line);
                    String word = line.split("[ :]", 2)[0];
                    open = answer(out, word);
                    inContent = word.equals("DATA") && answers.apply("DATA").startsWith("354");
                } else if (line.equals(".")) {
                    inContent = false;
                    open = answer(out, CONTENT);
                }
            }
        } catch (IOException e) {
            // the other side has gone, or the test is over
        }
    }

    private boolean answer(OutputStream out, String word) throws IOException {
        String answer = answers.apply(word);
        switch (answer) {
            case CUT -> {
                return false;
            }
            case SILENCE -> {}
            case DRIP -> {
                while (true) {
                    out.write('2');
                    out.flush();
                    Thread.onSpinWait();
                }
            }
            default -> {
                out.write((answer + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
        }
        return true;
    }
}
