package dev.tollgate.stream;

import dev.tollgate.audit.AuditFeed.Line;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/// A row as a message of RFC 5424, framed by its length (RFC 6587 3.4.1, RFC 5425 4.3). The message
/// is the row's JSON; all of it is printable US-ASCII, so its length in bytes is that in
/// characters.
///
/// @param host name of this machine
/// @param process number of this process
record SyslogMessage(String host, long process) {

    private static final int FACILITY_AUTHPRIV = 10;
    private static final int SEVERITY_NOTICE = 5;
    private static final int SEVERITY_INFORMATIONAL = 6;
    private static final int HOST_LIMIT = 255;
    private static final int ID_LIMIT = 32;
    private static final Pattern NOT_PRINTABLE = Pattern.compile("[^\\x21-\\x7e]");

    SyslogMessage {
        host = field(host, HOST_LIMIT);
    }

    String frame(Line line) {
        int severity = line.refused() ? SEVERITY_NOTICE : SEVERITY_INFORMATIONAL;
        String message =
                "<%d>1 %s %s tollgate %d %s - %s"
                        .formatted(
                                FACILITY_AUTHPRIV * 8 + severity,
                                line.at().truncatedTo(ChronoUnit.MILLIS),
                                host,
                                process,
                                field(line.kind(), ID_LIMIT),
                                line.json());
        return message.length() + " " + message;
    }

    /// What a field of the head may hold; whatever else stood there could end it.
    private static String field(String text, int limit) {
        String printable = NOT_PRINTABLE.matcher(text).replaceAll("");
        String cut = printable.substring(0, Math.min(printable.length(), limit));
        return cut.isEmpty() ? "-" : cut;
    }
}
