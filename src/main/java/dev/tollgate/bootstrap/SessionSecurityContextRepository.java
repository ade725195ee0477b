package dev.tollgate.bootstrap;

import dev.tollgate.account.Permission;
import dev.tollgate.account.Role;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Sessions;
import dev.tollgate.web.Cookies;
import dev.tollgate.web.Visit;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.authority.FactorGrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/// Tells Spring Security who is there: the live session behind the cookie, read anew for each
/// request.
///
/// Nothing is ever saved through here and no `HttpSession` exists: `login` alone opens sessions.
/// The authorities are rebuilt from the session's row each time, so that nothing outlives a change
/// of role.
@Component
final class SessionSecurityContextRepository implements SecurityContextRepository {

    /// What a session may do whose password somebody else has issued: change it.
    static final String PASSWORD_CHANGE_DUE = "PASSWORD_CHANGE_DUE";

    /// What a session may do whose account must have a second factor and has none: set it up.
    static final String SET_UP_DUE = "SET_UP_DUE";

    /// What a session may do that owes a proof before that: give it.
    static final String PROOF_DUE = "PROOF_DUE";

    private final Sessions sessions;

    SessionSecurityContextRepository(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    @SuppressWarnings("deprecation") // still the only method to implement
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        return load(holder.getRequest());
    }

    @Override
    public void saveContext(
            SecurityContext context, HttpServletRequest request, HttpServletResponse response) {
        // A session is opened in the transaction that settles a login, and nowhere else.
    }

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return find(request).isPresent();
    }

    private SecurityContext load(HttpServletRequest request) {
        SecurityContext context = new SecurityContextImpl();
        find(request)
                .ifPresent(
                        session ->
                                context.setAuthentication(
                                        new PreAuthenticatedAuthenticationToken(
                                                session, "", authorities(session))));
        return context;
    }

    /// The page of a failure is for nobody in particular: it must not need the database, which may
    /// be what has failed.
    private Optional<PortalSession> find(HttpServletRequest request) {
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            return Optional.empty();
        }
        return Cookies.SESSION
                .readToken(request)
                .flatMap(token -> sessions.find(token, Visit.of(request).now()));
    }

    private static List<GrantedAuthority> authorities(PortalSession session) {
        List<GrantedAuthority> authorities = new ArrayList<>();
        if (session.mustChangePassword()) {
            authorities.add(new SimpleGrantedAuthority(PASSWORD_CHANGE_DUE));
        } else if (session.mustProve()) {
            authorities.add(new SimpleGrantedAuthority(PROOF_DUE));
        } else if (session.mustSetUp()) {
            authorities.add(new SimpleGrantedAuthority(SET_UP_DUE));
        } else {
            authorities.addAll(AuthorityUtils.createAuthorityList(authorities(session.role())));
        }
        authorities.add(
                FactorGrantedAuthority.withFactor("PASSWORD")
                        .issuedAt(session.passwordAt())
                        .build());
        if (session.secondFactorAt() != null) {
            authorities.add(
                    FactorGrantedAuthority.withFactor("TOTP")
                            .issuedAt(session.secondFactorAt())
                            .build());
        }
        return authorities;
    }

    /// The role itself and what it may.
    static List<String> authorities(Role role) {
        return Stream.concat(
                        Stream.of("ROLE_" + role.name()),
                        Arrays.stream(Permission.values())
                                .filter(role::has)
                                .map(Permission::authority))
                .toList();
    }
}
