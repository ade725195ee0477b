package dev.tollgate.web;

import dev.tollgate.account.FirstSetUp;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/// Until the first set-up is done only the wizard, its static files and the health check are
/// served; every other address says that the set-up is waited for.
public final class SetUpGate extends OncePerRequestFilter {

    static final String WAITING = SetUpGate.class.getName();

    private final FirstSetUp setUp;

    public SetUpGate(FirstSetUp setUp) {
        this.setUp = setUp;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isServedBefore(request.getServletPath()) || !setUp.isWaiting()) {
            chain.doFilter(request, response);
        } else {
            request.setAttribute(WAITING, true);
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
    }

    private static boolean isServedBefore(String path) {
        return path.equals("/setup")
                || path.equals("/actuator/health")
                || path.startsWith("/assets/");
    }
}
