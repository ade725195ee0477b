package dev.tollgate.bootstrap;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Every address that the running portal knows, from its own table, and some that it might.
final class Routes {

    /// All that a client can ask for but CONNECT, which is not for an address, and one that no
    /// standard knows.
    static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW");

    private static final List<String> UNMAPPED =
            List.of(
                    "/assets/tollgate.css",
                    "/assets/nothing.css",
                    "/favicon.ico",
                    "/static/assets/tollgate.css",
                    "/application.properties",
                    "/templates/home.html",
                    "/webjars/",
                    "/.git/config",
                    "/actuator",
                    "/actuator/health",
                    "/actuator/health/db",
                    "/actuator/env",
                    "/actuator/heapdump",
                    "/actuator/loggers",
                    "/ott/generate",
                    "/webauthn/register/options",
                    "/default-ui.css",
                    "/nothing");

    private final Set<String> patterns;

    private Routes(Set<String> patterns) {
        this.patterns = patterns;
    }

    static Routes of(WebPortal portal) {
        Stream<String> mapped =
                portal.all(RequestMappingHandlerMapping.class).stream()
                        .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
                        .map(RequestMappingInfo::getPatternValues)
                        .flatMap(Set::stream);
        return new Routes(
                Stream.concat(mapped, UNMAPPED.stream())
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /// With something in the place of each variable.
    List<String> paths(String handle, String id) {
        return patterns.stream().map(pattern -> Forms.address(pattern, handle, id)).toList();
    }

    /// Whether the portal says that an address is for everybody.
    static boolean isPublic(String method, String path) {
        return switch (method) {
            case "GET", "HEAD" -> matches(SecurityConfiguration.PUBLIC_READS, path);
            case "POST" -> matches(SecurityConfiguration.PUBLIC_WRITES, path);
            default -> false;
        };
    }

    private static boolean matches(String[] patterns, String path) {
        return Arrays.stream(patterns)
                .anyMatch(
                        pattern ->
                                pattern.endsWith("/**")
                                        ? path.startsWith(pattern.replace("**", ""))
                                        : path.equals(pattern));
    }
}
