package dev.tollgate.bootstrap;

import dev.tollgate.UsedSecrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;

/// A browser as far as the portal can tell: it keeps cookies, repeats the token of the forms that
/// it has seen, and follows redirects only when told to.
final class Browser {

    private static final String FORM = "application/x-www-form-urlencoded";

    private final HttpClient client;
    private final URI portal;
    private final Map<String, String> cookies = new LinkedHashMap<>();
    private String token = "";

    Browser(HttpClient client, URI portal) {
        this.client = client;
        this.portal = portal;
    }

    /// Another browser with the same cookies: what somebody has who stole them.
    Browser copy() {
        Browser copy = new Browser(client, portal);
        copy.cookies.putAll(cookies);
        copy.token = token;
        return copy;
    }

    Map<String, String> cookies() {
        return cookies;
    }

    /// The token that the forms of the last page carried; opens the login page where there was
    /// none.
    String token() {
        if (token.isEmpty()) {
            follow(get("/login"));
        }
        return token;
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    /// Submits a form, as its page would.
    ///
    /// @param fields names and values, by turns
    Answer post(String path, String... fields) {
        return postWithout(path, with(fields, "_csrf", token()));
    }

    /// Submits a form without its token.
    Answer postWithout(String path, String... fields) {
        return postBody(path, FORM, encoded(fields));
    }

    Answer postBody(String path, String contentType, String body) {
        if (contentType.equals(FORM)) {
            UsedSecrets.noteForm(body);
        }
        return send(
                request(path)
                        .header("Content-Type", contentType)
                        .POST(BodyPublishers.ofString(body)));
    }

    /// Opens what the answer leads to, to the end.
    Answer follow(Answer answer) {
        Answer last = answer;
        for (int hops = 0; !last.location().isEmpty(); hops++) {
            if (hops == 10) {
                throw new AssertionError("a redirect without end, at " + last.location());
            }
            last = get(last.location());
        }
        return last;
    }

    HttpRequest.Builder request(String path) {
        URI address = portal.resolve(path);
        UsedSecrets.noteForm(Objects.requireNonNullElse(address.getRawQuery(), ""));
        return HttpRequest.newBuilder(address);
    }

    Answer send(HttpRequest.Builder request) {
        if (!cookies.isEmpty()) {
            request.header("Cookie", cookieHeader());
        }
        try {
            Answer answer = Answer.of(client.send(request.build(), BodyHandlers.ofString()));
            answer.setCookies().forEach(this::keep);
            answer.csrf().ifPresent(seen -> token = seen);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String cookieHeader() {
        StringJoiner header = new StringJoiner("; ");
        cookies.forEach((name, value) -> header.add(name + "=" + value));
        return header.toString();
    }

    static String encoded(String... fields) {
        StringJoiner body = new StringJoiner("&");
        for (int i = 0; i < fields.length; i += 2) {
            body.add(encode(fields[i]) + "=" + encode(fields[i + 1]));
        }
        return body.toString();
    }

    static String[] with(String[] fields, String name, String value) {
        String[] all = new String[fields.length + 2];
        System.arraycopy(fields, 0, all, 0, fields.length);
        all[fields.length] = name;
        all[fields.length + 1] = value;
        return all;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    void keep(String setCookie) {
        HttpCookie cookie =
                HttpCookie.parse(setCookie.replaceAll("(?i); *samesite=\\w+", "")).getFirst();
        if (cookie.getMaxAge() == 0) {
            cookies.remove(cookie.getName());
        } else {
            cookies.put(cookie.getName(), UsedSecrets.note(cookie.getValue()));
        }
    }
}
