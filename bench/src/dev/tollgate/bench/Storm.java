package dev.tollgate.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Wrong passwords, each for a name of its own and five from each loopback address, from many clients
/// at once; and beside them one client that looks at pages. Says how long those take without and with
/// the storm, in one run. Bounded in count and in time.
final class Storm {

    private static final int TRIES = 20_000;
    private static final int TRIES_A_SOURCE = 5;
    private static final int PROBES = 60;
    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final Pattern COOKIE = Pattern.compile("(?im)^set-cookie: ([^;]+)");

    private final int port;
    private final int clients;
    private final AtomicInteger next = new AtomicInteger();
    private final Map<String, Integer> answers = new TreeMap<>();
    private final Map<String, String> probes = new LinkedHashMap<>();
    private final String cookie;
    private final String token;

    Storm(URI portal, int clients) throws IOException {
        this.port = portal.getPort();
        this.clients = clients;
        String page = send(InetAddress.getLoopbackAddress(), get("/login"));
        this.cookie = first(COOKIE, page);
        this.token = first(TOKEN, page);
        probes.put("login page", get("/login"));
        probes.put("health", get("/actuator/health"));
        probes.put(
                "code, of a half-session that is none",
                post("/login/code", "code=123456&_csrf=" + token, "; tollgate-login=" + "A".repeat(43)));
        probes.put("page of an account, of a session that is none",
                get("/account/security").replace("\r\n\r\n", "\r\nCookie: tollgate=" + "A".repeat(43) + "\r\n\r\n"));
    }

    void run() throws IOException, InterruptedException {
        probe(false);
        Map<String, long[]> quiet = probe(false);
        long until = System.nanoTime() + LONGEST_NANOS;
        Map<String, long[]> stormy;
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            for (int i = 0; i < clients; i++) {
                threads.submit(() -> storm(until));
            }
            Thread.sleep(2_000);
            stormy = probe(true);
            next.set(TRIES);
        }
        System.out.println("Answers to wrong passwords: " + answers);
        System.out.println();
        System.out.println("| | Quiet, median (p95) | Storm, median (p95) | Ratio of medians |");
        System.out.println("|---|---|---|---|");
        quiet.forEach(
                (name, before) -> {
                    long[] during = stormy.get(name);
                    System.out.printf(
                            "| %s | %.1f ms (%.1f) | %.1f ms (%.1f) | %.1f |%n",
                            name,
                            at(before, 50),
                            at(before, 95),
                            at(during, 50),
                            at(during, 95),
                            at(during, 50) / at(before, 50));
                });
    }

    private Void storm(long until) throws IOException {
        for (int i = next.getAndIncrement();
                i < TRIES && System.nanoTime() < until;
                i = next.getAndIncrement()) {
            int source = i / TRIES_A_SOURCE;
            InetAddress from =
                    InetAddress.getByAddress(
                            new byte[] {127, 1, (byte) (source / 250), (byte) (source % 250 + 1)});
            String body = "username=nobody" + i + "&password=wrong&_csrf=" + token;
            String status = send(from, post("/login", body, "")).substring(9, 12);
            synchronized (answers) {
                answers.merge(status, 1, Integer::sum);
            }
        }
        return null;
    }

    private Map<String, long[]> probe(boolean whileItStorms) throws IOException {
        Map<String, long[]> times = new LinkedHashMap<>();
        for (String name : probes.keySet()) {
            times.put(name, new long[PROBES]);
        }
        for (int i = 0; i < PROBES; i++) {
            if (whileItStorms && next.get() >= TRIES) {
                throw new IllegalStateException("the storm was over before the probes");
            }
            for (Map.Entry<String, String> probe : probes.entrySet()) {
                long begin = System.nanoTime();
                send(InetAddress.getLoopbackAddress(), probe.getValue());
                times.get(probe.getKey())[i] = System.nanoTime() - begin;
            }
        }
        times.values().forEach(Arrays::sort);
        return times;
    }

    private static double at(long[] sorted, int percent) {
        return sorted[(sorted.length - 1) * percent / 100] / 1e6;
    }

    private String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n\r\n";
    }

    private String post(String path, String body, String moreCookies) {
        return "POST "
                + path
                + " HTTP/1.1\r\nHost: 127.0.0.1:"
                + port
                + "\r\nCookie: "
                + cookie
                + moreCookies
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                + body.length()
                + "\r\nConnection: close\r\n\r\n"
                + body;
    }

    private String send(InetAddress from, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port, from, 0)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + pattern + " on the login page");
        }
        return matcher.group(1);
    }
}
