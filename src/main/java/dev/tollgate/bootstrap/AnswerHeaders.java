package dev.tollgate.bootstrap;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.HstsHeaderWriter;
import org.springframework.security.web.header.writers.PermissionsPolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.header.writers.XContentTypeOptionsHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter;
import org.springframework.security.web.header.writers.frameoptions.XFrameOptionsHeaderWriter.XFrameOptionsMode;

/// Puts the headers that tell browsers what to forbid on every answer there is. Spring Security's
/// own filter comes too late for that: what its firewall or Tomcat itself refuses never reaches it.
///
/// Nothing is kept by any cache unless whoever answers says otherwise, as the static files do.
final class AnswerHeaders extends ValveBase {

    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none';"
                    + " frame-ancestors 'none'";

    private static final Duration HSTS = Duration.ofDays(730);

    private final List<HeaderWriter> writers;

    /// @param behindProxies whether every request that is answered came over HTTPS, though not on
    /// its
    ///     last leg
    AnswerHeaders(boolean behindProxies) {
        super(true);
        writers =
                List.of(
                        new ContentSecurityPolicyHeaderWriter(CONTENT_SECURITY_POLICY),
                        new XContentTypeOptionsHeaderWriter(),
                        new XFrameOptionsHeaderWriter(XFrameOptionsMode.DENY),
                        new ReferrerPolicyHeaderWriter(ReferrerPolicy.SAME_ORIGIN),
                        new PermissionsPolicyHeaderWriter(
                                "camera=(), geolocation=(), microphone=(), payment=()"),
                        openerPolicy(),
                        resourcePolicy(),
                        new HstsHeaderWriter(
                                request -> behindProxies || request.isSecure(),
                                HSTS.toSeconds(),
                                false),
                        new StaticHeadersWriter("Cache-Control", "no-store"));
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        writers.forEach(writer -> writer.writeHeaders(request, response));
        getNext().invoke(request, response);
    }

    private static HeaderWriter openerPolicy() {
        CrossOriginOpenerPolicyHeaderWriter writer = new CrossOriginOpenerPolicyHeaderWriter();
        writer.setPolicy(CrossOriginOpenerPolicy.SAME_ORIGIN);
        return writer;
    }

    private static HeaderWriter resourcePolicy() {
        CrossOriginResourcePolicyHeaderWriter writer = new CrossOriginResourcePolicyHeaderWriter();
        writer.setPolicy(CrossOriginResourcePolicy.SAME_ORIGIN);
        return writer;
    }
}
