package dev.tollgate.bootstrap;

import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SSLHostConfig;

/// HTTP/1.1 of which TLS 1.2, too, takes ciphers with forward secrecy and authenticated encryption
/// alone, as TLS 1.3 does (RFC 9325, section 4.2), in the server's order. Tomcat adds a
/// configuration at the start and whenever a renewed certificate is taken; both come through here.
/// Ciphers that the bundle of the certificate names count as they are.
public final class AuthenticatedTls extends Http11NioProtocol {

    private static final String CIPHERS =
            "ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384"
                    + ":ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305"
                    + ":ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256";

    @Override
    public void addSslHostConfig(SSLHostConfig config, boolean replace) {
        if (config.getCiphers().equals(SSLHostConfig.DEFAULT_TLS_CIPHERS_12)) {
            config.setCiphers(CIPHERS);
        }
        config.setHonorCipherOrder(true);
        super.addSslHostConfig(config, replace);
    }
}
