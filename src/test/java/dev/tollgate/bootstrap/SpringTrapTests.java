package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.account.Role;
import dev.tollgate.factor.totp.TotpSecret;
import dev.tollgate.kernel.Source;
import dev.tollgate.kernel.Token;
import dev.tollgate.web.Visit;
import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.ott.OneTimeTokenService;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationConverter;

/// The traps of Spring Security 7 that a portal with second factors can fall into. The numbers are
/// those of our own list of them.
class SpringTrapTests {

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    private WebPortal portal;

    @BeforeEach
    void open() {
        portal = PORTALS.sqlite();
    }

    /// Trap 1: a step-up merges in every authority of before, so that somebody demoted keeps them.
    /// Ours come from the row, each time.
    @Test
    void authoritiesWhenTheRowChangesThenChangeWithTheNextRequest() {
        Browser browser = portal.loggedIn();
        WebPortal.expect(browser.get("/account/security"), 200);

        portal.jdbc().sql("update account set must_change_password = 1").update();
        assertThat(browser.get("/account/security").location()).isEqualTo("/account/password");
        assertThat(authorities(browser))
                .contains("PASSWORD_CHANGE_DUE")
                .noneMatch(SpringTrapTests::isRole);

        portal.jdbc().sql("update account set must_change_password = 0").update();
        WebPortal.expect(browser.get("/account/security"), 200);

        WebPortal.expect(browser.get("/extensions"), 200);
        portal.jdbc().sql("update account set role = 'EMPLOYEE'").update();
        WebPortal.expect(browser.get("/extensions"), 403);
        assertThat(authorities(browser))
                .contains("ROLE_EMPLOYEE")
                .noneMatch("ROLE_SUPER_ADMINISTRATOR"::equals);

        portal.jdbc().sql("update account set role = 'FACTOR_TOTP'").update();
        WebPortal.expect(browser.get("/account/security"), 500);
    }

    /// Trap 1, the step-up itself: it gives nothing that the session did not have.
    @Test
    void authoritiesWhenSteppedUpThenAreThoseOfBefore() {
        Browser browser = portal.loggedIn();
        Collection<String> before = authorities(browser);
        WebPortal.expect(portal.confirm(browser, "enrol", "", ""), 302);
        assertThat(authorities(browser)).isEqualTo(before);
    }

    /// Traps 2 and 3: factors are merged only between tokens of one name. There is nothing to
    /// merge, and all spellings of a name are one account.
    @Test
    void loginWhenNameIsSpelledOtherwiseThenTheSameAccountIsAsked() {
        TotpSecret secret = portal.turnOn(portal.loggedIn());
        for (String name : List.of("ADMIN", "ａｄｍｉｎ", " admin ", "Admin@Example.com")) {
            Browser browser = portal.browser();
            Answer answer =
                    browser.post("/login", "username", name, "password", WebPortal.PASSWORD);
            assertThat(answer.location()).as(name).isEqualTo("/login/code");
            WebPortal.expect(browser.post("/login/code", "code", portal.nextCode(secret)), 302);
            assertThat(authorities(browser)).contains("FACTOR_PASSWORD", "FACTOR_TOTP");
        }
    }

    /// Trap 4: any authority that is called `FACTOR_…` counts as a factor, wherever it came from.
    @Test
    void authorityWhenCalledFactorThenIsOursAndNoText() {
        Browser browser = portal.loggedIn();
        portal.jdbc()
                .sql(
                        """
                        update session set second_factor = 'FACTOR_TOTP', user_agent = 'FACTOR_TOTP',
                                           confirmed_purpose = 'TURN_OFF'""")
                .update();
        assertThat(authorities(browser))
                .filteredOn(authority -> !authority.startsWith("PERMISSION_"))
                .containsExactlyInAnyOrder("ROLE_SUPER_ADMINISTRATOR", "FACTOR_PASSWORD");
        assertThat(Role.values()).noneMatch(role -> role.name().startsWith("FACTOR_"));
        assertThat(authentication(browser).getAuthorities())
                .filteredOn(authority -> authority.getAuthority().startsWith("FACTOR_"))
                .allMatch(authority -> authority instanceof FactorGrantedAuthority);
    }

    /// Trap 5: a factor issued in the future counts as fresh, and without a time of ours it is
    /// issued "now", at each request anew.
    @Test
    void factorWhenReadBackThenIssuedWhenItWasShown() {
        Instant shown = portal.clock.instant();
        Browser browser = portal.loggedIn();
        portal.clock.advance(Duration.ofMinutes(3));
        assertThat(authentication(browser).getAuthorities())
                .filteredOn(FactorGrantedAuthority.class::isInstance)
                .extracting(authority -> ((FactorGrantedAuthority) authority).getIssuedAt())
                .containsExactly(shown);
    }

    /// Trap 5: a clock that was set back must not keep a step-up alive.
    @Test
    void stepUpWhenItLiesInTheFutureThenAskedAnew() {
        Browser browser = portal.loggedIn();
        TotpSecret secret = portal.turnOn(browser);
        WebPortal.expect(portal.confirm(browser, "add", "", portal.nextCode(secret)), 302);
        assertThat(addOne(browser)).startsWith("/account/security/authenticator/");

        portal.clock.advance(Duration.ofHours(-1));
        assertThat(addOne(browser)).isEqualTo("/account/security?confirm=add");
        portal.clock.advance(Duration.ofHours(1));
        assertThat(addOne(browser)).startsWith("/account/security/authenticator/");
    }

    /// Trap 6: rules for factors that also close the login page to those who have not logged in.
    @Test
    void loginPageWhenNobodyIsLoggedInThenOpen() {
        WebPortal.expect(portal.browser().get("/login"), 200);
    }

    /// Traps 7, 8, 10, 11, 14 and 15 are those of parts that let in by themselves. None is there.
    @Test
    void chainWhenBuiltThenHoldsNothingThatLogsIn() {
        List<SecurityFilterChain> chains = portal.get(FilterChainProxy.class).getFilterChains();
        assertThat(chains).hasSize(1);
        assertThat(chains.getFirst().getFilters().stream())
                .extracting(filter -> filter.getClass().getSimpleName())
                .containsExactly(
                        "WebAsyncManagerIntegrationFilter",
                        "SecurityContextHolderFilter",
                        "SetUpGate",
                        "ReadableForms",
                        "SameOriginFilter",
                        "CsrfFilter",
                        "SecurityContextHolderAwareRequestFilter",
                        "AnonymousAuthenticationFilter",
                        "ExceptionTranslationFilter",
                        "AuthorizationFilter",
                        "ActivityFilter");
        assertThat(portal.all(UserDetailsService.class)).isEmpty();
        assertThat(portal.all(AuthenticationProvider.class)).isEmpty();
        assertThat(portal.all(AuthenticationConverter.class)).isEmpty();
        assertThat(portal.all(OneTimeTokenService.class)).isEmpty();
    }

    @Test
    void managerWhenAskedThenLetsNobodyIn() {
        AuthenticationManager manager = portal.get(AuthenticationManager.class);
        assertThatThrownBy(
                        () ->
                                manager.authenticate(
                                        UsernamePasswordAuthenticationToken.unauthenticated(
                                                "admin", WebPortal.PASSWORD)))
                .isInstanceOf(AuthenticationException.class);
    }

    /// Trap 9: some failures publish no event. The record of ours is no listener.
    @Test
    void failureWhenAnyThenOnRecord() {
        Browser browser = portal.browser();
        browser.post("/login", "username", "admin", "password", "wrong");
        browser.post("/login", "username", "nobody", "password", "wrong");
        assertThat(
                        portal.jdbc()
                                .sql("select reason from audit where kind = 'LOGIN_REFUSED'")
                                .query(String.class)
                                .list())
                .containsExactlyInAnyOrder("wrong password", "unknown name");
    }

    /// Trap 12: a rule that asks whether a second factor is due fails open. Ours asks the database
    /// which sessions live: one without the factor that its account has is dead.
    @Test
    void sessionWhenAccountGetsSecondFactorBehindItsBackThenDead() {
        Browser other = portal.loggedIn();
        portal.turnOn(portal.loggedIn());
        portal.jdbc()
                .sql(
                        """
                        insert into session (digest, account_id, epoch, created_at, last_seen_at,
                            address, user_agent, password_at, confirm_failures)
                        select :digest, account_id, epoch, created_at, last_seen_at,
                            address, user_agent, password_at, 0
                        from session""")
                .param("digest", Token.parse("B".repeat(43)).orElseThrow().digest())
                .update();
        other.cookies().put("tollgate", "B".repeat(43));
        assertThat(other.get("/account/security").location()).startsWith("/login");
    }

    /// Trap 13: a failed factor leaves the half-session alive for any number of tries.
    @Test
    void codeWhenWrongFiveTimesThenNoneIsLookedAt() {
        TotpSecret secret = portal.turnOn(portal.loggedIn());
        Browser browser = portal.afterPassword();
        String wrong = portal.code(secret).equals("000000") ? "000001" : "000000";
        for (int i = 0; i < 5; i++) {
            WebPortal.expect(browser.post("/login/code", "code", wrong), 401);
        }
        Answer right = browser.post("/login/code", "code", portal.nextCode(secret));
        WebPortal.expect(right, 429);
        assertThat(Integer.parseInt(right.header("retry-after").orElseThrow())).isPositive();
        assertThat(browser.get("/").location()).startsWith("/login");
    }

    /// Trap 13: a form that was sent without a session is not kept and sent later.
    @Test
    void formWhenSentWithoutSessionThenIsNotRepeatedAfterLogin() {
        Browser browser = portal.loggedIn();
        browser.token();
        browser.cookies().remove("tollgate");
        assertThat(browser.post("/account/theme", "theme", "dark").location()).isEqualTo("/login");
        Answer in = browser.post("/login", "username", "admin", "password", WebPortal.PASSWORD);
        assertThat(in.location()).isEqualTo("/");
        assertThat(browser.follow(in).body()).contains("data-theme=\"auto\"");
    }

    /// AP-16: Basic authentication went past the second factor.
    ///
    /// No password but the login's own opens anything.
    @Test
    void passwordWhenInAnAuthorizationHeaderThenNotLookedAt() {
        String basic =
                Base64.getEncoder()
                        .encodeToString(
                                ("admin:" + WebPortal.PASSWORD).getBytes(StandardCharsets.UTF_8));
        Snapshot before = portal.snapshot();
        for (String value : List.of("Basic " + basic, "Bearer " + basic)) {
            Answer answer = portal.wire().send("GET", "/", Map.of("Authorization", value), "");
            assertThat(answer.location()).isEqualTo("/login");
            assertThat(answer.header("www-authenticate")).isEmpty();
        }
        assertThat(portal.snapshot().changesSince(before)).isEmpty();
    }

    /// The container's own session is never made, by whatever somebody does.
    @Test
    void httpSessionWhenEverythingWasDoneThenNeverMade() {
        Browser browser = portal.loggedIn();
        TotpSecret secret = portal.turnOn(browser);
        browser.post("/account/security/recovery-codes/saved", "saved", "true");
        browser.post("/account/password", "currentPassword", "x");
        browser.get("/nothing");
        WebPortal.expect(browser.post("/logout"), 302);
        portal.loggedIn(secret).get("/account/security");
        browser.postWithout("/login", "username", "admin");
        portal.wire().send("GET", "/", Map.of("Cookie", "JSESSIONID=" + "A".repeat(32)), "");
        portal.wire().send("GET", "/login;jsessionid=A", Map.of(), "");

        assertThat(portal.httpSessions()).isZero();
    }

    private static String addOne(Browser browser) {
        return browser.post("/account/security/authenticators/add").location();
    }

    private static boolean isRole(String authority) {
        return authority.startsWith("ROLE_");
    }

    private Collection<String> authorities(Browser browser) {
        return authentication(browser).getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .toList();
    }

    /// As whom Spring Security sees the holder of the browser's cookie.
    private Authentication authentication(Browser browser) {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");
        request.setCookies(new Cookie("tollgate", browser.cookies().get("tollgate")));
        request.setAttribute(
                Visit.class.getName(),
                new Visit(portal.clock.instant(), new Source("127.0.0.1", "")));
        return portal.get(SessionSecurityContextRepository.class)
                .loadDeferredContext(request)
                .get()
                .getAuthentication();
    }
}
