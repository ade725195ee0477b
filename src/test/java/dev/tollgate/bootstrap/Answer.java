package dev.tollgate.bootstrap;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the portal answered.
///
/// @param headers by name in lower case
/// @param body as UTF-8
record Answer(int status, Map<String, List<String>> headers, String body) {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final Pattern NORMAL_HEAD = Pattern.compile("HTTP/1\\.1 ([0-9]{3})( [^\r\n]*)?");

    static Answer of(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.headers().map(), response.body());
    }

    /// Reads one HTTP/1.1 response off the wire.
    static Answer parse(byte[] wire) {
        String text = new String(wire, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new AssertionError("no answer but: " + text);
        }
        List<String> head = text.substring(0, end).lines().toList();
        Matcher first = NORMAL_HEAD.matcher(head.getFirst());
        if (!first.matches()) {
            throw new AssertionError("not HTTP: " + head.getFirst());
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String line : head.subList(1, head.size())) {
            String name = line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT);
            headers.computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(line.substring(line.indexOf(':') + 1).strip());
        }
        String body = text.substring(end + 4);
        boolean chunked = headers.containsKey("transfer-encoding");
        return new Answer(
                Integer.parseInt(first.group(1)), headers, utf8(chunked ? joined(body) : body));
    }

    /// The header's only value; empty where it is missing.
    ///
    /// @throws AssertionError where it came twice
    Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new AssertionError(name + " came " + values.size() + " times: " + values);
        }
        return values.stream().findFirst();
    }

    /// Where it leads, or the empty text.
    String location() {
        return header("location").orElse("");
    }

    List<String> setCookies() {
        return headers.getOrDefault("set-cookie", List.of());
    }

    /// The token of the page's forms, in the shape of this one answer.
    Optional<String> csrf() {
        return find(CSRF);
    }

    /// The first group of the first match in the body.
    Optional<String> find(Pattern pattern) {
        Matcher matcher = pattern.matcher(body);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /// What a person reads.
    String words() {
        return body.replaceAll("(?s)<[^>]*>", " ").replaceAll("\\s+", " ").strip();
    }

    private static String joined(String chunks) {
        StringBuilder whole = new StringBuilder();
        int at = 0;
        while (true) {
            int lineEnd = chunks.indexOf("\r\n", at);
            if (lineEnd < 0) {
                throw new AssertionError("the answer breaks off: " + whole);
            }
            int size = Integer.parseInt(chunks, at, lineEnd, 16);
            if (size == 0) {
                return whole.toString();
            }
            whole.append(chunks, lineEnd + 2, lineEnd + 2 + size);
            at = lineEnd + 2 + size + 2;
        }
    }

    private static String utf8(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
