package dev.tollgate.web;

import dev.tollgate.kernel.Source;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;

/// One request: when it came and from where. The clock is read once, when the request comes in, and
/// everything that the request does happens at that instant.
public record Visit(Instant now, Source source) {

    private static final String ATTRIBUTE = Visit.class.getName();

    /// The visit that [VisitFilter] has noted.
    public static Visit of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Visit visit) {
            return visit;
        }
        throw new IllegalStateException("every request passes the VisitFilter first");
    }

    void keepIn(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }
}
