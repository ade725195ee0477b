package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestStore;
import dev.tollgate.account.FirstSetUp;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The wizard, filled in with what no person types, while the portal waits for its set-up: it says
/// what is wrong, makes nothing, and its link still works.
class SetUpInputTests {

    private static final String FORM = "application/x-www-form-urlencoded";

    @TempDir private Path dataDir;

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void fieldWhenFilledWithAnythingThenSaidWhatIsWrongAndNothingMade(TestStore store) {
        try (WebPortal portal = WebPortal.openEmpty(store, dataDir, HttpClient.newHttpClient())) {
            String link = portal.get(FirstSetUp.class).newLink(portal.clock.instant()).text();
            Browser browser = portal.browser();
            WebPortal.expect(browser.get("/setup?link=" + link), 200);
            Snapshot before = portal.snapshot();

            for (String field : Forms.FIELDS.get("/setup")) {
                boolean first = field.equals("link");
                for (String value : BadInputTests.values(store, first)) {
                    check(portal, browser, link, field, field + "=" + value);
                }
                for (String shape : List.of("", "%1$s=a&%1$s=b", "%s[]=a", "%s.x=a", "%s")) {
                    check(portal, browser, link, field, shape.formatted(field));
                }
            }

            assertThat(portal.snapshot().changesSince(before)).isEmpty();
            WebPortal.expect(send(portal, browser, fields(link, true)), 302);
        }
    }

    private static void check(
            WebPortal portal, Browser browser, String link, String field, String typed) {
        Map<String, String> others = fields(link, false);
        others.remove(field);
        String what = field + " " + BadInputTests.brief(typed) + ": ";
        Answer answer = send(portal, browser, others, typed);

        BadInputTests.assertHarmless(what, answer);
        if (answer.status() != 413 && answer.status() != 400) {
            assertThat(answer.status()).as(what).isEqualTo(field.equals("link") ? 410 : 422);
        }
    }

    private static Answer send(WebPortal portal, Browser browser, Map<String, String> fields) {
        return send(portal, browser, fields, "");
    }

    private static Answer send(
            WebPortal portal, Browser browser, Map<String, String> fields, String more) {
        Map<String, String> headers = new LinkedHashMap<>();
        String token = Browser.encoded("_csrf", browser.token());
        headers.put("Cookie", browser.cookieHeader());
        headers.put("Content-Type", FORM);
        String body =
                fields.entrySet().stream()
                        .map(field -> Browser.encoded(field.getKey(), field.getValue()))
                        .collect(Collectors.joining("&"));
        return portal.wire().send("POST", "/setup", headers, token + "&" + body + "&" + more);
    }

    /// A whole form. The second password differs where it is to be refused, so that no value that
    /// happens to be good for one field makes an account.
    private static Map<String, String> fields(String link, boolean good) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("link", link);
        fields.put("pbxName", "Acme PBX");
        fields.put("portalAddress", "https://pbx.example.com");
        fields.put("timeZone", "UTC");
        fields.put("username", "admin");
        fields.put("email", "ana@example.com");
        fields.put("password", WebPortal.PASSWORD);
        fields.put("confirmPassword", good ? WebPortal.PASSWORD : WebPortal.PASSWORD + "!");
        return fields;
    }
}
