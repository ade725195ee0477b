package dev.tollgate.bootstrap;

import dev.tollgate.account.Permission;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/// Refuses a request whose parameters cannot be read, as a whole: no UTF-8, too many, too large.
/// Further in Tomcat would log the exception, and with it the value of the parameter.
///
/// So is a request refused that has a parameter twice: no page of ours sends it, and which of two
/// values a check saw must not depend on who reads it.
///
/// A form with a file is read at one address only, and for nobody who may not use that: what costs
/// memory is not there for strangers.
final class ReadableForms extends OncePerRequestFilter {

    private static final String TAKES_FILES = "/extensions/import";

    /// The ticked rows of the list.
    private static final String MANY = "number";

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isMultipart(request) && !takesFiles(request)) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        } else if (isReadable(request, response)) {
            chain.doFilter(request, response);
        }
    }

    /// By the beginning alone, as Tomcat does.
    private static boolean isMultipart(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    private static boolean takesFiles(HttpServletRequest request) {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return request.getMethod().equals("POST")
                && request.getRequestURI().equals(TAKES_FILES)
                && authentication != null
                && authentication.getAuthorities().stream()
                        .anyMatch(
                                granted ->
                                        Permission.MANAGE_EXTENSIONS
                                                .authority()
                                                .equals(granted.getAuthority()));
    }

    /// Where the sender has hung up there is nobody to answer.
    private static boolean isReadable(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try {
            if (request.getParameterMap().entrySet().stream().noneMatch(ReadableForms::isTwice)) {
                return true;
            }
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        } catch (InvalidParameterException e) {
            if (!response.isCommitted()) {
                response.sendError(e.getErrorCode());
            }
        }
        return false;
    }

    private static boolean isTwice(Map.Entry<String, String[]> parameter) {
        return parameter.getValue().length > 1 && !parameter.getKey().equals(MANY);
    }
}
