package dev.tollgate.stream;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the record is copied to.
///
/// @param file path of the file; empty for none
/// @param syslog address of the server, as [SyslogAddress#parse] takes it; empty for none
/// @param sslBundle whom to believe that the server is who it says, and as whom to appear; empty
///     for the platform's authorities, and nobody
@ConfigurationProperties("tollgate.audit-stream")
record StreamProperties(
        @DefaultValue("") String file,
        @DefaultValue("") String syslog,
        @DefaultValue("") String sslBundle) {

    StreamProperties {
        if (!syslog.isEmpty()) {
            SyslogAddress.parse(syslog);
        }
    }
}
