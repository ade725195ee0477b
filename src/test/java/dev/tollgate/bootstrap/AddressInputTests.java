package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestStore;
import dev.tollgate.factor.totp.TotpSecret;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Every address of the portal's own table, with what no person types in each of its parts and in
/// each parameter that its page asks for: always an answer in words, never a failure, an echo that
/// runs, or a change.
class AddressInputTests {

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    private static final int LONGEST = 7_000;
    private static final Pattern PART = Pattern.compile("\\{[A-Za-z]+}");

    private WebPortal portal;
    private Browser owner;
    private Browser half;
    private Browser stranger;
    private String handle;
    private String id;

    /// PP-1, PP-10: what stood in an address was run as SQL.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void queryWhenFilledWithAnythingThenAnsweredInWords(TestStore store) {
        open(store);
        Snapshot before = lasting();
        Set<String> asked = new TreeSet<>();
        for (String pattern : patterns(RequestMethod.GET)) {
            String path = Forms.address(pattern, handle, id);
            Set<String> done = new HashSet<>();
            get(path, "");
            for (List<String> next = next(path, done); !next.isEmpty(); next = next(path, done)) {
                for (String name : next) {
                    asked.add(pattern + " " + name);
                    done.add(name);
                    for (String value : values(store, pattern + name)) {
                        get(path, "?" + name + "=" + value);
                    }
                }
            }
        }
        for (String value : BadInputTests.share(BadInputTests.values(store, false), "")) {
            if (value.length() > LONGEST) {
                continue;
            }
            get("/account/security", "?confirm=rename&target=" + value);
            get("/account/security", "?confirm=remove&target=" + value);
            get("/extensions", "?search=_&twoFactor=ON&after=" + value);
        }
        assertThat(lasting().changesSince(before)).isEmpty();
        assertThat(asked)
                .contains(
                        "/extensions search",
                        "/extensions sort",
                        "/account/security confirm",
                        "/login next",
                        "/maintenance/operation-logs who");
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void partWhenFilledWithAnythingThenAnsweredInWords(TestStore store) {
        open(store);
        Snapshot before = lasting();
        for (RequestMethod method : List.of(RequestMethod.GET, RequestMethod.POST)) {
            for (String pattern : patterns(method)) {
                if (!PART.matcher(pattern).find()) {
                    continue;
                }
                for (String value : values(store, method + pattern)) {
                    String part = value.isEmpty() ? "%20" : value.replace("+", "%20");
                    send(method.name(), PART.matcher(pattern).replaceAll(""), part, pattern);
                }
            }
        }
        assertThat(lasting().changesSince(before)).isEmpty();
    }

    private List<String> next(String path, Set<String> done) {
        return portal.get(AskedFor.class).at(path).stream()
                .filter(name -> !done.contains(name))
                .sorted()
                .toList();
    }

    /// One in four, others for another place, so that each value comes to many of them.
    private static List<String> values(TestStore store, String place) {
        List<String> all =
                BadInputTests.values(store, false).stream()
                        .filter(value -> value.length() < LONGEST)
                        .toList();
        int turn = Math.floorMod(place.hashCode(), 4);
        return IntStream.range(0, all.size())
                .filter(i -> i % 4 == turn)
                .mapToObj(all::get)
                .toList();
    }

    private void get(String path, String query) {
        answer("GET", path + query, browser(path), "");
    }

    private void send(String method, String plain, String part, String pattern) {
        String address =
                PART.matcher(pattern).replaceAll(part.replace("\\", "\\\\").replace("$", "\\$"));
        Browser browser = browser(plain).copy();
        String body = method.equals("POST") ? Browser.encoded("_csrf", browser.token()) : "";
        answer(method, address, browser, body);
    }

    private void answer(String method, String address, Browser browser, String body) {
        Map<String, String> headers =
                Map.of(
                        "Cookie",
                        browser.cookieHeader(),
                        "Content-Type",
                        "application/x-www-form-urlencoded");
        BadInputTests.assertHarmless(
                method + " " + BadInputTests.brief(address) + ": ",
                portal.wire().send(method, address, headers, body));
    }

    private Browser browser(String path) {
        if (path.startsWith("/login/")) {
            return half;
        }
        return path.equals("/login") ? stranger : owner;
    }

    private Set<String> patterns(RequestMethod method) {
        return portal.all(RequestMappingHandlerMapping.class).stream()
                .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                .filter(mapping -> mapping.getMethodsCondition().getMethods().contains(method))
                .map(RequestMappingInfo::getPatternValues)
                .flatMap(Set::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void open(TestStore store) {
        portal = PORTALS.of(store);
        owner = portal.loggedIn();
        portal.addExtension(owner);
        TotpSecret secret = portal.turnOn(owner);
        WebPortal.expect(portal.confirm(owner, "add", "", portal.nextCode(secret)), 302);
        String page = owner.post("/account/security/authenticators/add").location();
        handle = page.substring(page.lastIndexOf('/') + 1);
        id = portal.jdbc().sql("select id from totp").query(String.class).single();
        half = portal.afterPassword();
        stranger = portal.browser();
        stranger.token();
    }

    /// Pages that are looked at are on record, and note when; a set-up begins anew at a click.
    private Snapshot lasting() {
        return portal.snapshot().without("audit", "session", "notice", "totp_pending");
    }
}
