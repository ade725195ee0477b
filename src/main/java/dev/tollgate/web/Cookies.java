package dev.tollgate.web;

import dev.tollgate.kernel.Token;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/// The cookies of the portal. Over HTTPS each has the prefix `__Host-` and the flag Secure, so that
/// no other host and no plain connection can set or read it; plain names exist only for HTTP on
/// loopback.
public enum Cookies {
    /// A session.
    SESSION("tollgate"),
    /// A login whose code is still due.
    HALF_SESSION("tollgate-login"),
    /// The theme. Holds no secret.
    THEME("tollgate-theme");

    private final String plainName;

    Cookies(String plainName) {
        this.plainName = plainName;
    }

    /// The name over this kind of connection.
    public String name(boolean secure) {
        return name(plainName, secure);
    }

    static String name(String plainName, boolean secure) {
        return secure ? "__Host-" + plainName : plainName;
    }

    /// What the browser sent; empty where it sent it twice, since then nobody knows which one is
    /// ours.
    public Optional<String> read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return Optional.empty();
        }
        String wanted = name(request.isSecure());
        String found = null;
        for (Cookie cookie : cookies) {
            if (cookie.getName().equals(wanted)) {
                if (found != null) {
                    return Optional.empty();
                }
                found = cookie.getValue();
            }
        }
        return Optional.ofNullable(found);
    }

    /// What the browser sent, where it has the shape of a token.
    public Optional<Token> readToken(HttpServletRequest request) {
        return read(request).flatMap(Token::parse);
    }

    /// Sets a cookie that ends with the browser.
    void set(HttpServletRequest request, HttpServletResponse response, Token token) {
        add(response, cookie(request, plainName, token.text()).build());
    }

    void setFor(
            HttpServletRequest request, HttpServletResponse response, String value, Duration life) {
        set(request, response, plainName, value, life);
    }

    public void clear(HttpServletRequest request, HttpServletResponse response) {
        clear(request, response, name(request.isSecure()));
    }

    /// Sets a cookie of another name than those above.
    static void set(
            HttpServletRequest request,
            HttpServletResponse response,
            String plainName,
            String value,
            Duration life) {
        add(response, cookie(request, plainName, value).maxAge(life).build());
    }

    /// Takes back a cookie that came under a name.
    static void clear(HttpServletRequest request, HttpServletResponse response, String name) {
        add(response, cookie(name, request.isSecure(), "").maxAge(Duration.ZERO).build());
    }

    private static ResponseCookie.ResponseCookieBuilder cookie(
            HttpServletRequest request, String plainName, String value) {
        boolean secure = request.isSecure();
        return cookie(name(plainName, secure), secure, value);
    }

    private static ResponseCookie.ResponseCookieBuilder cookie(
            String name, boolean secure, String value) {
        return ResponseCookie.from(name, value)
                .path("/")
                .httpOnly(true)
                .secure(secure)
                .sameSite("Lax");
    }

    private static void add(HttpServletResponse response, ResponseCookie cookie) {
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
