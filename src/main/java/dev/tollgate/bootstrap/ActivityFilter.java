package dev.tollgate.bootstrap;

import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Sessions;
import dev.tollgate.web.Visit;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/// Notes that the owner of a session is there. Runs behind the authorization, so only a request
/// that was let through counts, and none that a page makes by itself.
final class ActivityFilter extends OncePerRequestFilter {

    /// What an open page asks for again and again, with nobody there.
    private static final Set<String> POLLED = Set.of("/jobs/strip");

    private final Sessions sessions;

    ActivityFilter(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication != null
                && authentication.getPrincipal() instanceof PortalSession session
                && !POLLED.contains(request.getRequestURI())) {
            sessions.touch(session, Visit.of(request).now());
        }
        chain.doFilter(request, response);
    }
}
