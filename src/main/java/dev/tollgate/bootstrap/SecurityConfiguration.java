package dev.tollgate.bootstrap;

import static dev.tollgate.bootstrap.SessionSecurityContextRepository.PASSWORD_CHANGE_DUE;
import static dev.tollgate.bootstrap.SessionSecurityContextRepository.PROOF_DUE;
import static dev.tollgate.bootstrap.SessionSecurityContextRepository.SET_UP_DUE;

import dev.tollgate.account.FirstSetUp;
import dev.tollgate.account.Permission;
import dev.tollgate.account.Role;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Sessions;
import dev.tollgate.web.SetUpGate;
import jakarta.servlet.DispatcherType;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagers;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.WebAttributes;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;

/// What is open to whom. Whatever is not named here needs a session.
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /// Every address that answers without a session, reading.
    static final String[] PUBLIC_READS = {
        "/login",
        "/login/code",
        "/login/recovery-code",
        "/login/forgot",
        "/login/reset",
        "/invitation",
        "/confirm-email",
        "/setup",
        "/assets/**",
        "/actuator/health"
    };

    /// Every address that answers without a session, writing.
    static final String[] PUBLIC_WRITES = {
        "/login",
        "/login/code",
        "/login/recovery-code",
        "/login/forgot",
        "/login/reset",
        "/invitation",
        "/confirm-email",
        "/logout",
        "/setup"
    };

    /// Every address that answers a session whose second factor is due. Of what they do to an
    /// account that has one already, none does anything for one that has not.
    static final String[] SET_UP_PAGES = {
        "/account/security",
        "/account/security/confirm",
        "/account/security/method",
        "/account/security/authenticator/**",
        "/account/security/email"
    };

    /// The one address that answers a session which owes a proof before its set-up.
    static final String PROOF_PAGE = "/account/proof";

    /// Which address takes which permission; the first that fits counts. Over whose account it
    /// reaches, the act itself decides. What stands nowhere is the super administrator's.
    static final Map<String, Permission> PERMISSIONS = permissions();

    private static final String[] ROLES =
            Arrays.stream(Role.values()).map(Role::name).toArray(String[]::new);

    @Bean
    SecurityFilterChain securityFilterChain(
            HttpSecurity http,
            SessionSecurityContextRepository repository,
            Sessions sessions,
            FirstSetUp setUp) {
        return http.securityContext(context -> context.securityContextRepository(repository))
                .sessionManagement(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .csrf(SecurityConfiguration::csrf)
                // They are on every answer already, from AnswerHeaders.
                .headers(AbstractHttpConfigurer::disable)
                .authorizeHttpRequests(SecurityConfiguration::authorize)
                .exceptionHandling(
                        handling ->
                                handling.authenticationEntryPoint(new LoginEntryPoint())
                                        .accessDeniedHandler(accessDeniedHandler()))
                .addFilterAfter(new SetUpGate(setUp), SecurityContextHolderFilter.class)
                .addFilterBefore(new ReadableForms(), CsrfFilter.class)
                .addFilterBefore(new SameOriginFilter(), CsrfFilter.class)
                .addFilterAfter(new ActivityFilter(sessions), AuthorizationFilter.class)
                .build();
    }

    /// There are no users for Spring Security to know: without this it would make one up.
    @Bean
    AuthenticationManager authenticationManager() {
        return authentication -> {
            throw new NobodyException();
        };
    }

    private static void csrf(CsrfConfigurer<HttpSecurity> csrf) {
        csrf.csrfTokenRepository(new CsrfCookieRepository())
                .csrfTokenRequestHandler(new XorCsrfTokenRequestAttributeHandler());
    }

    private static void authorize(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
                    requests) {
        requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                .permitAll()
                .requestMatchers(HttpMethod.GET, PUBLIC_READS)
                .permitAll()
                .requestMatchers(HttpMethod.HEAD, PUBLIC_READS)
                .permitAll()
                .requestMatchers(HttpMethod.POST, PUBLIC_WRITES)
                .permitAll()
                .requestMatchers("/account/password")
                .access(anyRoleOr(PASSWORD_CHANGE_DUE))
                .requestMatchers(PROOF_PAGE)
                .access(anyRoleOr(SET_UP_DUE, PROOF_DUE))
                .requestMatchers(SET_UP_PAGES)
                .access(anyRoleOr(SET_UP_DUE))
                .requestMatchers("/", "/my", "/account/**", "/help/**", "/jobs/**")
                .hasAnyRole(ROLES);
        PERMISSIONS.forEach(
                (pattern, permission) ->
                        requests.requestMatchers(pattern).hasAuthority(permission.authority()));
        requests.anyRequest().hasRole(Role.SUPER_ADMINISTRATOR.name());
    }

    private static AuthorizationManager<RequestAuthorizationContext> anyRoleOr(
            String... authorities) {
        return AuthorizationManagers.anyOf(
                AuthorityAuthorizationManager.hasAnyRole(ROLES),
                AuthorityAuthorizationManager.hasAnyAuthority(authorities));
    }

    private static Map<String, Permission> permissions() {
        Map<String, Permission> permissions = new LinkedHashMap<>();
        permissions.put("/security/settings/**", Permission.SEE_OPTIONS);
        permissions.put("/security/rules/blocked/delete", Permission.UNLOCK_ACCOUNTS);
        permissions.put("/security/rules/allowed/add", Permission.CHANGE_RULES);
        permissions.put("/security/rules/allowed/*/remove", Permission.CHANGE_RULES);
        permissions.put("/security/rules/**", Permission.SEE_RULES);
        permissions.put("/maintenance/operation-logs/retention", Permission.CHANGE_RETENTION);
        permissions.put("/maintenance/operation-logs/**", Permission.SEE_LOGS);
        permissions.put("/roles", Permission.SEE_ROLES);
        permissions.put("/settings/preferences/**", Permission.CHANGE_PREFERENCES);
        permissions.put("/system/email/**", Permission.CHANGE_MAIL);
        permissions.put("/system/events/**", Permission.CHANGE_EVENTS);
        permissions.put("/extensions/*/letter", Permission.ISSUE_CREDENTIALS);
        permissions.put("/extensions/*/invitation", Permission.ISSUE_CREDENTIALS);
        permissions.put("/extensions/*/temporary-code", Permission.RESET_TWO_FACTOR);
        permissions.put("/extensions/*/lost-phone", Permission.RESET_TWO_FACTOR);
        permissions.put("/extensions/*/log-out", Permission.UNLOCK_ACCOUNTS);
        permissions.put("/extensions/*/unlock", Permission.UNLOCK_ACCOUNTS);
        permissions.put("/extensions/*/trusted-devices/**", Permission.UNLOCK_ACCOUNTS);
        permissions.put("/extensions/*/disable", Permission.CHANGE_STATUS);
        permissions.put("/extensions/*/delete", Permission.CHANGE_STATUS);
        permissions.put("/extensions/**", Permission.MANAGE_EXTENSIONS);
        return Collections.unmodifiableMap(permissions);
    }

    /// A session that owes a password change, a proof, or setting up its second factor, is led to
    /// it; anybody else reads why not.
    private static AccessDeniedHandler accessDeniedHandler() {
        AccessDeniedHandlerImpl inWords = new AccessDeniedHandlerImpl();
        return (request, response, exception) -> {
            Optional<String> due = due();
            if (request.getMethod().equals("GET") && due.isPresent()) {
                response.sendRedirect(due.get());
            } else {
                request.setAttribute(WebAttributes.ACCESS_DENIED_403, exception); // says why
                inWords.handle(request, response, exception);
            }
        };
    }

    /// Where a session is led that owes something, before which nothing else is open.
    private static Optional<String> due() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null
                || !(authentication.getPrincipal() instanceof PortalSession session)) {
            return Optional.empty();
        }
        if (session.mustChangePassword()) {
            return Optional.of("/account/password");
        }
        if (session.mustProve()) {
            return Optional.of(PROOF_PAGE);
        }
        return session.mustSetUp() ? Optional.of("/account/security") : Optional.empty();
    }

    private static final class NobodyException extends AuthenticationException {

        private static final long serialVersionUID = 1L;

        NobodyException() {
            super("nobody logs in through Spring Security's own manager");
        }
    }
}
