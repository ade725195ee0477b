package dev.tollgate.web;

import dev.tollgate.kernel.Source;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Objects;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Notes when and from where a request came. The address is the socket's, or what a trusted proxy
/// says where there are any: no other header can change it.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class VisitFilter extends OncePerRequestFilter {

    private final Clock clock;

    VisitFilter(Clock clock) {
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String agent = Objects.requireNonNullElse(request.getHeader("User-Agent"), "");
        new Visit(clock.instant(), new Source(request.getRemoteAddr(), agent)).keepIn(request);
        chain.doFilter(request, response);
    }
}
