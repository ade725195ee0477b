package dev.tollgate.bootstrap;

import static dev.tollgate.bootstrap.SessionSecurityContextRepository.PASSWORD_CHANGE_DUE;
import static dev.tollgate.bootstrap.SessionSecurityContextRepository.PROOF_DUE;
import static dev.tollgate.bootstrap.SessionSecurityContextRepository.SET_UP_DUE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.account.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Asks the running portal's own rules who may open each of its addresses. What comes of it is
/// printed in `docs/routes.md`; run with `-Dtollgate.docs.rewrite=true` to write the page anew.
class RouteListTests {

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    private static final Path PAGE = Path.of("docs/routes.md");
    private static final Map<String, Authentication> VISITORS = visitors();

    @Test
    void routesWhenAskedThenAreThoseOfTheDocumentation() throws IOException {
        String printed = page(PORTALS.sqlite());

        if (Boolean.getBoolean("tollgate.docs.rewrite")) {
            Files.writeString(PAGE, printed);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(printed);
    }

    /// One address and method, and whom the rules let in, in the order of [#VISITORS].
    private record Route(String method, String pattern, List<String> visitors) {}

    private static String page(WebPortal portal) {
        Map<List<String>, List<Route>> byVisitors =
                routes(portal).stream()
                        .sorted(
                                Comparator.<Route>comparingInt(route -> -route.visitors().size())
                                        .thenComparing(Route::pattern)
                                        .thenComparing(Route::method))
                        .collect(
                                Collectors.groupingBy(
                                        Route::visitors, LinkedHashMap::new, Collectors.toList()));
        StringBuilder page =
                new StringBuilder(
                        """
                        # Routes

                        Printed by `RouteListTests`, which asks the rules of the running portal about every address of
                        its controllers and every kind of visitor; `RouteTests` and `RolePagesTests` open them for real.
                        `/assets/**` and `/actuator/health` answer everybody besides, the latter with one word. Who owes
                        something has given a right password and can do nothing else before. Over whose account a page
                        reaches, [rank](roles.md) decides.
                        """);
        byVisitors.forEach(
                (visitors, routes) -> {
                    page.append("\n## ")
                            .append(StringUtils.capitalize(title(visitors)))
                            .append("\n\n");
                    for (Route route : routes) {
                        page.append("- `%s %s`\n".formatted(route.method(), route.pattern()));
                    }
                });
        return page.toString();
    }

    private static String title(List<String> visitors) {
        return visitors.size() == VISITORS.size() ? "everybody" : String.join(", ", visitors);
    }

    private static List<Route> routes(WebPortal portal) {
        AuthorizationManager<HttpServletRequest> rules = rules(portal);
        List<Route> routes = new ArrayList<>();
        for (RequestMappingHandlerMapping mapping :
                portal.all(RequestMappingHandlerMapping.class)) {
            for (RequestMappingInfo info : mapping.getHandlerMethods().keySet()) {
                // The page of failures, which takes any method, is nobody's to ask for.
                for (RequestMethod method : info.getMethodsCondition().getMethods()) {
                    for (String pattern : info.getPatternValues()) {
                        routes.add(
                                new Route(
                                        method.name(),
                                        pattern,
                                        allowed(
                                                rules,
                                                new MockHttpServletRequest(
                                                        method.name(),
                                                        Forms.address(pattern, "A", "1")))));
                    }
                }
            }
        }
        return routes;
    }

    private static List<String> allowed(
            AuthorizationManager<HttpServletRequest> rules, HttpServletRequest request) {
        return VISITORS.entrySet().stream()
                .filter(visitor -> isGranted(rules.authorize(visitor::getValue, request)))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean isGranted(@Nullable AuthorizationResult result) {
        return result != null && result.isGranted();
    }

    private static AuthorizationManager<HttpServletRequest> rules(WebPortal portal) {
        return portal.get(SecurityFilterChain.class).getFilters().stream()
                .filter(AuthorizationFilter.class::isInstance)
                .map(AuthorizationFilter.class::cast)
                .map(AuthorizationFilter::getAuthorizationManager)
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Authentication> visitors() {
        Map<String, Authentication> visitors = new LinkedHashMap<>();
        visitors.put(
                "nobody",
                new AnonymousAuthenticationToken(
                        "key", "nobody", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS")));
        visitors.put("who owes a new password", with(List.of(PASSWORD_CHANGE_DUE)));
        visitors.put("who owes a proof", with(List.of(PROOF_DUE)));
        visitors.put("who owes a set-up", with(List.of(SET_UP_DUE)));
        for (Role role : Role.values()) {
            visitors.put(
                    inWords(role.name()), with(SessionSecurityContextRepository.authorities(role)));
        }
        return visitors;
    }

    private static Authentication with(List<String> authorities) {
        return new PreAuthenticatedAuthenticationToken(
                "somebody", "", AuthorityUtils.createAuthorityList(authorities));
    }

    private static String inWords(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
