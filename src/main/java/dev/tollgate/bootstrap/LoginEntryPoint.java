package dev.tollgate.bootstrap;

import dev.tollgate.web.Cookies;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;

/// Leads whoever has no session to the login, and from there back to the page that was asked for. A
/// dead cookie stays: this answer may be the slower of two, and the other has brought a live one.
final class LoginEntryPoint implements AuthenticationEntryPoint {

    @Override
    public void commence(
            HttpServletRequest request,
            HttpServletResponse response,
            AuthenticationException exception)
            throws IOException {
        StringBuilder address = new StringBuilder("/login");
        boolean had = Cookies.SESSION.read(request).isPresent();
        if (had) {
            address.append("?why=session-ended");
        }
        if (request.getMethod().equals("GET") && !request.getRequestURI().equals("/")) {
            address.append(had ? '&' : '?').append("next=").append(encoded(request));
        }
        response.sendRedirect(address.toString());
    }

    private static String encoded(HttpServletRequest request) {
        String query = request.getQueryString();
        String wanted = request.getRequestURI() + (query == null ? "" : "?" + query);
        return URLEncoder.encode(wanted, StandardCharsets.UTF_8);
    }
}
