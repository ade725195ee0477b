package dev.tollgate.bootstrap;

import dev.tollgate.kernel.AddressRange;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/// Takes a request for what a trusted proxy says it is: over HTTPS, from the address that the proxy
/// saw. Whatever did not come through one, or not over HTTPS, is refused in a line before anything
/// looks at it.
///
/// Of the headers only `X-Forwarded-Proto` and `X-Forwarded-For` count. The portal's own health may
/// be asked for by a trusted proxy itself, which has nobody to forward.
final class TrustedProxies extends ValveBase {

    private static final String HEALTH = "/actuator/health";
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final List<AddressRange> proxies;
    private final ForwardedFor forwardedFor;

    TrustedProxies(List<AddressRange> proxies) {
        super(true);
        this.proxies = List.copyOf(proxies);
        this.forwardedFor = new ForwardedFor(proxies);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (!ForwardedFor.isIn(proxies, request.getRemoteAddr())) {
            refuse(response, "This server answers its proxy only.");
        } else if (isOwnHealthCheck(request)) {
            getNext().invoke(request, response);
        } else if (!isOverHttps(request)) {
            refuse(response, "This server answers what its proxy received over HTTPS only.");
        } else {
            Optional<String> client = forwardedFor.client(values(request, "X-Forwarded-For"));
            if (client.isPresent()) {
                rewrite(request, client.get());
                getNext().invoke(request, response);
            } else {
                refuse(response, "The proxy did not say who asks.");
            }
        }
    }

    /// Without a query, and with none of the headers that a forwarded request has.
    private static boolean isOwnHealthCheck(Request request) {
        return HEALTH.equals(request.getRequestURI())
                && request.getHeader("X-Forwarded-For") == null
                && request.getHeader("X-Forwarded-Proto") == null;
    }

    private static boolean isOverHttps(Request request) {
        return values(request, "X-Forwarded-Proto").equals(List.of("https"));
    }

    private static List<String> values(Request request, String header) {
        return Collections.list(request.getHeaders(header));
    }

    private static void rewrite(Request request, String client) {
        request.setRemoteAddr(client);
        request.setRemoteHost(client);
        request.setSecure(true);
        request.getCoyoteRequest().scheme().setString("https");
        if (request.getServerPort() == HTTP) {
            request.setServerPort(HTTPS);
        }
    }

    private static void refuse(Response response, String why) throws IOException {
        response.setStatus(403);
        response.setContentType("text/plain");
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.getWriter().write(why + "\n");
        response.finishResponse();
    }
}
