package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestStore;
import dev.tollgate.factor.totp.TotpSecret;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Every field of every form, with what no person types: always an answer in words, never a
/// failure, an echo that runs, or a change.
class BadInputTests {

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    private static final int FREE_TRIES = 4;
    private static final String FORM = "application/x-www-form-urlencoded";

    /// Found in an answer, it has been run.
    private static final String RAN = "tg1337";

    /// Found in an answer, it has been echoed as it was.
    private static final List<String> RAW = List.of("<tg9", "tg9\"on", "tg9'on");

    /// A line that stops the reader, an error at its field, a page that is all about it, or the one
    /// line for what is no request.
    private static final Pattern SAYS_WHY =
            Pattern.compile(
                    "class=\"(?:alert|field-error|failure-status)|This link no longer works"
                            + "|This request cannot be answered");

    /// Values as they are, to be encoded.
    private static final List<String> TYPED =
            List.of(
                    "",
                    " ",
                    "\u0000",
                    "admin\u0000",
                    "a".repeat(99) + "\ud83d\udd11",
                    "a".repeat(199) + "\ud83d\udd11",
                    IntStream.rangeClosed(1, 31)
                            .mapToObj(Character::toString)
                            .collect(Collectors.joining()),
                    "\u007f\u0085\u200b\u202e\u2066\ufeff\ufff9",
                    "x\r\ntg9: injected",
                    "\u0661\u0662\u0663\u0664\u0665\u0666",
                    "\uff11\uff12\uff13\uff14\uff15\uff16",
                    "\ud83d\udd11\udbff\udfff\uffff",
                    "e" + "\u0301".repeat(500),
                    "\ufdfa".repeat(300),
                    "' or '1'='1' --",
                    "\"; drop table account; --",
                    "%' escape '\\",
                    "<tg9>",
                    "\"><tg9 src=x>",
                    "tg9\"on=\"",
                    "tg9'on='",
                    "</script><tg9>",
                    "${'tg'+7*191}",
                    "tg${7*191}",
                    "__${'tg'+7*191}__",
                    "tg[[${7*191}]]",
                    "tg[(${7*191})]",
                    "*{'tg'+7*191}",
                    "tg#{7*191}",
                    "tg{{7*191}}",
                    "~{home :: content}",
                    "@{/account/security}",
                    "<p th:utext=\"${'tg'+7*191}\">",
                    "${jndi:ldap://127.0.0.1:1/a}",
                    "{0} {1} %s %n",
                    "../../../../etc/passwd",
                    "-1e309",
                    "true",
                    "[]",
                    "{\"$gt\":\"\"}",
                    "a".repeat(60_000));

    /// How many of them a database could stumble over; they stand first.
    private static final int FOR_THE_DATABASE = 16;

    /// Values in an encoding that is none.
    private static final List<String> ENCODED =
            List.of(
                    "%ED%A0%80",
                    "%ED%B0%80%ED%A0%80",
                    "%FF%FE",
                    "%C0%80",
                    "%F5%80%80%80",
                    "%",
                    "%zz",
                    "%u0061",
                    "\u00e9",
                    "a".repeat(100_000),
                    "a".repeat(1_000_000));

    private WebPortal portal;
    private Browser owner;
    private Browser half;
    private Browser stranger;
    private String handle;
    private String id;
    private String lastPath;
    private int tries;

    /// PP-1, PP-10: a field before the login, or that of "Forgot password", was run as SQL.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void fieldWhenFilledWithAnythingThenAnsweredInWords(TestStore store) {
        open(store);
        Snapshot before = lasting();
        Forms.FIELDS.forEach(
                (path, fields) -> {
                    for (String field : fields) {
                        boolean first = field.equals(fields.getFirst());
                        List<String> values = values(store, first);
                        for (String value : first ? values : share(values, path + field)) {
                            check(path, field, FORM, others(fields, field) + field + "=" + value);
                        }
                    }
                    for (String other : askedBesides(path, fields)) {
                        for (String value : few(values(store, false), path + other)) {
                            check(path, other, FORM, others(fields, "") + other + "=" + value);
                        }
                    }
                });
        assertThat(lasting().changesSince(before)).isEmpty();
        assertStillInside();
        assertStillSettingUp();
    }

    /// What else a form's page asks its requests for, whether the form has it or not.
    private List<String> askedBesides(String path, List<String> fields) {
        if (fields.isEmpty()) {
            return List.of(); // a button, which does what it says whatever comes along
        }
        return portal.get(AskedFor.class).at(Forms.address(path, handle, id)).stream()
                .filter(name -> !fields.contains(name) && !name.equals("_csrf"))
                .sorted()
                .toList();
    }

    @Test
    void fieldWhenMissingTwiceOrOfAnotherShapeThenAnsweredInWords() {
        open(TestStore.SQLITE);
        Snapshot before = lasting();
        Forms.FIELDS.forEach(
                (path, fields) -> {
                    for (String field : fields) {
                        String others = others(fields, field);
                        String right = encode(rightValue(field));
                        check(path, field, FORM, others);
                        for (String shape :
                                List.of(
                                        "%1$s=%2$s&%1$s=%2$s",
                                        "%1$s[]=%2$s",
                                        "%1$s[0]=%2$s",
                                        "%1$s.x=%2$s",
                                        "%1$s[$gt]=",
                                        "%1$s",
                                        "=%2$s",
                                        "class.module.classLoader=%2$s")) {
                            check(path, field, FORM, others + shape.formatted(field, right));
                        }
                    }
                });
        assertThat(lasting().changesSince(before)).isEmpty();
        assertStillInside();
        assertStillSettingUp();
    }

    @Test
    void bodyWhenOfAnotherKindThenAnsweredInWords() {
        open(TestStore.SQLITE);
        Snapshot before = lasting();
        String json = "{\"username\":\"admin\",\"password\":\"" + WebPortal.PASSWORD + "\"}";
        String part = "--x\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";
        String parts =
                part.formatted("_csrf", owner.token())
                        + part.formatted("username", "admin")
                        + part.formatted("password", WebPortal.PASSWORD)
                        + part.formatted("code\"; filename=\"a", "1")
                        + "--x--\r\n";
        String right = others(List.of("username", "password"), "");
        Forms.FIELDS.forEach(
                (path, fields) -> {
                    check(path, "", "application/json", json);
                    check(path, "", "text/plain", json);
                    check(path, "", "multipart/form-data; boundary=x", parts);
                    check(path, "", "multipart/form-data", parts);
                    check(
                            path,
                            "",
                            "application/xml",
                            "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///'>]>");
                    check(path, "", "nonsense", right);
                });
        assertThat(lasting().changesSince(before)).isEmpty();
        assertStillInside();
    }

    @Test
    void bodyWhenFullOfOtherFieldsThenAnsweredInWords() {
        open(TestStore.SQLITE);
        Snapshot before = lasting();
        Forms.FIELDS.forEach(
                (path, fields) -> {
                    // What an administrator may do to others without being asked: a form without
                    // fields is whole, whatever stands beside its token.
                    if (!path.equals("/extensions/{number}/log-out")) {
                        checkOtherFields(path);
                    }
                });
        assertThat(lasting().changesSince(before)).isEmpty();

        checkOtherFields("/extensions/{number}/log-out");
        portal.write("update account set epoch = 1 where username = '" + WebPortal.EXTENSION + "'");
        assertThat(lasting().changesSince(before)).isEmpty();
        assertStillInside();
    }

    /// So that no form that is added later is left out.
    @Test
    void formsWhenComparedWithThePortalThenComplete() throws IOException {
        open(TestStore.SQLITE);
        Set<String> posts =
                portal.all(RequestMappingHandlerMapping.class).stream()
                        .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                        .filter(BadInputTests::isPost)
                        .flatMap(mapping -> mapping.getPatternValues().stream())
                        .collect(Collectors.toSet());
        assertThat(Forms.FIELDS.keySet()).containsExactlyInAnyOrderElementsOf(posts);

        Set<String> known =
                Forms.FIELDS.values().stream().flatMap(List::stream).collect(Collectors.toSet());
        // Of forms that only ask, and of the head of a page.
        Set<String> others =
                Set.of(
                        "confirm",
                        "manual",
                        "ways",
                        "search",
                        "viewport",
                        "robots",
                        "color-scheme",
                        "cancel",
                        "sort");
        assertThat(fieldsOfTemplates())
                .filteredOn(field -> !others.contains(field))
                .isSubsetOf(known);
    }

    /// Or the forms would have been behind a closed door.
    private void assertStillInside() {
        WebPortal.expect(owner.copy().get("/extensions/" + WebPortal.EXTENSION), 200);
        WebPortal.expect(half.copy().get("/login/code"), 200);
    }

    private void assertStillSettingUp() {
        WebPortal.expect(owner.copy().get("/account/security/authenticator/" + handle), 200);
    }

    private void open(TestStore store) {
        portal = PORTALS.of(store);
        owner = portal.loggedIn();
        portal.addExtension(owner);
        TotpSecret secret = portal.turnOn(owner);
        String page = owner.post("/account/security/authenticators/add").location();
        if (page.contains("confirm")) {
            WebPortal.expect(portal.confirm(owner, "add", "", portal.nextCode(secret)), 302);
            page = owner.post("/account/security/authenticators/add").location();
        }
        handle = page.substring(page.lastIndexOf('/') + 1);
        id = portal.jdbc().sql("select id from totp").query(String.class).single();
        half = portal.afterPassword();
        stranger = portal.browser();
        stranger.token();
        lastPath = "";
    }

    /// What stays of an account. Names of authenticators may be changed by the forms, counters by
    /// tries, and whoever is missing may be reminded: that form takes no more than whom.
    private Snapshot lasting() {
        portal.write(
                "update totp set name = 'Phone'",
                "update extension set name = 'Ana Silva', version = 1");
        return portal.snapshot()
                .without(
                        "attempt",
                        "audit",
                        "budget",
                        "half_session",
                        "notice",
                        "recovery_set",
                        "session",
                        "set_up_reminder",
                        "totp_pending");
    }

    private void check(String path, String field, String type, String body) {
        forgetTries(path);
        String address = Forms.address(path, handle, id);
        boolean second = path.startsWith("/login/");
        boolean outside = path.equals("/login") || path.equals("/logout");
        Browser browser = (second ? half : outside ? stranger : owner).copy();
        Map<String, String> headers = new LinkedHashMap<>();
        String token = Browser.encoded("_csrf", browser.token());
        headers.put("Cookie", browser.cookieHeader());
        headers.put("Content-Type", type);
        Answer answer = portal.wire().send("POST", address, headers, token + "&" + body);
        assertHarmless(path + " " + field + " " + brief(body) + ": ", answer);
    }

    private void checkOtherFields(String path) {
        check(path, "", FORM, "a=b" + "&c=d".repeat(10_000));
        check(path, "", FORM, "&".repeat(20_000));
        check(path, "", FORM, "\u0000\u00ff=;&&&==");
        String others = others(List.of("username", "password"), "");
        check(path, "", FORM + "; charset=nonsense", others);
        check(path, "", FORM + "; charset=UTF-16", others);
    }

    static void assertHarmless(String what, Answer answer) {
        assertThat(answer.status()).as(what + answer.words()).isLessThan(500);
        if (answer.status() >= 400) {
            assertThat(answer.body()).as(what).containsPattern(SAYS_WHY);
        }
        assertThat(answer.body()).as(what).doesNotContain(RAN).doesNotContain(RAW);
        assertThat(answer.body()).as(what).doesNotContain("Exception", "at dev.tollgate", "java.");
        assertThat(answer.headers()).as(what).doesNotContainKey("tg9");
        assertThat(answer.location()).as(what).doesNotContain("tg9", "//", "assets");
        assertThat(answer.setCookies().toString()).as(what).doesNotContain("tg9");
    }

    /// Waits are another matter: without them more of the inputs get to where they could do harm.
    /// What is done to others asks for the password, what is done to oneself was confirmed a moment
    /// ago.
    private void forgetTries(String path) {
        tries = path.equals(lastPath) ? tries + 1 : 0;
        lastPath = path;
        if (tries % FREE_TRIES != 0) {
            return;
        }
        long shown = path.startsWith("/extensions/") ? 0 : portal.clock.millis();
        portal.write(
                "delete from attempt",
                "delete from budget",
                "update session set confirm_failures = 0, password_at = %1$d, second_factor_at = %1$d"
                        .formatted(shown),
                "update totp_pending set failures = 0");
    }

    /// @param first whether it is the first field of its form: what cannot be read or is too large
    /// is refused before any field is looked at
    static List<String> values(TestStore store, boolean first) {
        List<String> values = new ArrayList<>();
        TYPED.stream()
                .limit(store == TestStore.POSTGRES ? FOR_THE_DATABASE : TYPED.size())
                .forEach(value -> values.add(encode(value)));
        if (store == TestStore.SQLITE && first) {
            values.addAll(ENCODED);
        }
        return values;
    }

    /// What a database could stumble over, and one in three of the rest, others for another field,
    /// so that each value comes to many of them.
    /// Three of them, others for another place.
    private static List<String> few(List<String> values, String place) {
        int first = Math.floorMod(place.hashCode(), values.size());
        return IntStream.range(first, first + 3)
                .mapToObj(i -> values.get(i % values.size()))
                .toList();
    }

    static List<String> share(List<String> values, String field) {
        int turn = Math.floorMod(field.hashCode(), 3);
        return IntStream.range(0, values.size())
                .filter(i -> i < FOR_THE_DATABASE || i % 3 == turn)
                .mapToObj(values::get)
                .toList();
    }

    /// The other fields of the form, filled in so that each passes its own check and the form does
    /// not.
    private static String others(List<String> fields, String field) {
        return fields.stream()
                .filter(other -> !other.equals(field))
                .map(other -> other + "=" + encode(rightValue(other)) + "&")
                .collect(Collectors.joining());
    }

    private static String rightValue(String field) {
        return switch (field) {
            case "username" -> "admin";
            case "password", "currentPassword" -> "not the right password";
            case "newPassword", "confirmPassword" -> "nine green bottles on a wall";
            case "code" -> "000000";
            case "purpose" -> "add";
            case "method" -> "authenticator";
            case "link" -> "A".repeat(43);
            case "email" -> "a@example.com";
            case "portalAddress" -> "https://pbx.example.com";
            case "timeZone" -> "UTC";
            // Already taken, so that nothing is added.
            case "number" -> WebPortal.EXTENSION;
            case "twoFactor" -> "true";
            // What it is, so that only the field in question asks for the password.
            case "role" -> "EMPLOYEE";
            case "status" -> "ACTIVE";
            default -> "x";
        };
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String brief(String body) {
        return body.length() > 200 ? body.substring(0, 200) + "…" : body;
    }

    private static boolean isPost(RequestMappingInfo mapping) {
        return mapping.getMethodsCondition().getMethods().stream()
                .anyMatch(method -> method.name().equals("POST"));
    }

    private static Set<String> fieldsOfTemplates() throws IOException {
        Pattern name = Pattern.compile("(?:\\sname=\"|-field\\(')([A-Za-z-]+)");
        Resource[] templates =
                new PathMatchingResourcePatternResolver()
                        .getResources("classpath:templates/*.html");
        Set<String> fields = new TreeSet<>();
        for (Resource template : templates) {
            Matcher matcher = name.matcher(template.getContentAsString(StandardCharsets.UTF_8));
            while (matcher.find()) {
                fields.add(matcher.group(1));
            }
        }
        return fields;
    }
}
