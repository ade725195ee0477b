package dev.tollgate.bootstrap;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.web.filter.OncePerRequestFilter;

/// Which parameters the pages at an address have asked their requests for, whether these had them
/// or not. Stands behind the filters of Spring Security.
final class AskedFor extends OncePerRequestFilter {

    private final Map<String, Set<String>> names = new ConcurrentHashMap<>();

    Set<String> at(String path) {
        return names.getOrDefault(path, Set.of());
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Set<String> asked =
                names.computeIfAbsent(request.getRequestURI(), _ -> ConcurrentHashMap.newKeySet());
        chain.doFilter(
                new HttpServletRequestWrapper(request) {
                    @Override
                    public String getParameter(String name) {
                        asked.add(name);
                        return super.getParameter(name);
                    }

                    @Override
                    public String[] getParameterValues(String name) {
                        asked.add(name);
                        return super.getParameterValues(name);
                    }
                },
                response);
    }
}
