package dev.tollgate.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Serves the made-up pages and the static files on loopback, with the portal's content policy.
final class TestPageServer implements AutoCloseable {

    static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none';"
                    + " frame-ancestors 'none'";

    private static final String PICTURE =
            "<svg xmlns='http://www.w3.org/2000/svg' width='1200' height='500'/>";
    private static final Map<String, String> TYPES =
            Map.of("css", "text/css", "js", "text/javascript", "svg", "image/svg+xml");

    private final TestRenderer renderer = new TestRenderer();
    private final Map<String, TestPages.Page> pages =
            TestPages.all().stream()
                    .collect(Collectors.toMap(TestPages.Page::name, Function.identity()));
    private final HttpServer server;

    private TestPageServer(HttpServer server) {
        this.server = server;
    }

    static TestPageServer start() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        HttpServer http = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        TestPageServer server = new TestPageServer(http);
        http.createContext("/", server::answer);
        http.start();
        return server;
    }

    String address(TestPages.Page page, String theme) {
        return "%s/page/%s/%s".formatted(root(), page.name(), theme);
    }

    String root() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.startsWith("/page/")) {
            String[] parts = path.split("/", -1);
            byte[] html =
                    renderer.render(pages.get(parts[2]), parts[3]).getBytes(StandardCharsets.UTF_8);
            send(exchange, 200, "text/html; charset=utf-8", html);
            return;
        }
        if (path.equals("/account/stay")) {
            send(exchange, 204, "text/plain", new byte[0]);
            return;
        }
        if (path.endsWith("/export")) {
            exchange.getResponseHeaders().set("Content-Disposition", "attachment");
            send(exchange, 200, "text/csv", "Time\r\n".getBytes(StandardCharsets.UTF_8));
            return;
        }
        if (path.startsWith("/help/")) { // the pictures come from the portal's own browser test
            send(exchange, 200, "image/svg+xml", PICTURE.getBytes(StandardCharsets.UTF_8));
            return;
        }
        try (InputStream file = TestPageServer.class.getResourceAsStream("/static" + path)) {
            String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
            if (file == null || type == null) { // where a form or a link leads
                send(
                        exchange,
                        200,
                        "text/html",
                        "<title>There</title>".getBytes(StandardCharsets.UTF_8));
            } else {
                send(exchange, 200, type, file.readAllBytes());
            }
        }
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body)
            throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.getResponseHeaders().set("Content-Security-Policy", POLICY);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
