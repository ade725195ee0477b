package dev.tollgate.web;

import dev.tollgate.kernel.Keepsake;
import dev.tollgate.kernel.Keepsakes;
import dev.tollgate.kernel.Token;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The keepsakes of a browser as cookies, one for each account and kind. A browser sends all of
/// them with every request and a request has room for some only, so where many people log in at one
/// browser the oldest go: their owners are then asked for a code again.
final class KeptCookies {

    /// Of one kind. With their names a few kilobytes in all, of the eight that a request may have.
    static final int MOST = 15;

    private static final String PREFIX = "tollgate-";

    private KeptCookies() {}

    static Keepsakes read(HttpServletRequest request) {
        return name -> {
            String wanted = Cookies.name(PREFIX + name, request.isSecure());
            List<Cookie> found =
                    cookies(request).filter(cookie -> cookie.getName().equals(wanted)).toList();
            return found.size() == 1 ? Token.parse(found.getFirst().getValue()) : Optional.empty();
        };
    }

    static void set(
            HttpServletRequest request, HttpServletResponse response, List<Keepsake> keepsakes) {
        for (Keepsake keepsake : keepsakes) {
            String plainName = PREFIX + keepsake.name();
            Cookies.set(request, response, plainName, keepsake.token().text(), keepsake.life());
            makeRoom(request, response, keepsake.name());
        }
    }

    /// A browser names the cookie first that it has had longest (RFC 6265 section 5.4).
    private static void makeRoom(
            HttpServletRequest request, HttpServletResponse response, String kept) {
        String kind = kept.substring(0, kept.indexOf('-') + 1);
        String own = Cookies.name(PREFIX + kept, request.isSecure());
        Set<String> others =
                cookies(request)
                        .map(Cookie::getName)
                        .filter(
                                name ->
                                        name.startsWith(
                                                Cookies.name(PREFIX + kind, request.isSecure())))
                        .filter(name -> !name.equals(own))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        others.stream()
                .limit(Math.max(0, others.size() - MOST + 1))
                .forEach(name -> Cookies.clear(request, response, name));
    }

    private static Stream<Cookie> cookies(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null ? Stream.empty() : Arrays.stream(cookies);
    }
}
