package dev.tollgate.stream;

import dev.tollgate.TestPortal;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.audit.AuditSealer;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/// A program that writes, chains and sends rows again and again until it is killed, and says when
/// it begins.
final class StreamingLoop {

    static final String ROUND_BEGINS = "a round begins";
    private static final int ROWS = 7;

    private StreamingLoop() {}

    /// @param arguments the portal's settings, each as `name=value`, behind the time as seconds
    /// after the clock of tests
    public static void main(String[] arguments) {
        Map<String, Object> settings =
                Arrays.stream(arguments)
                        .skip(1)
                        .map(setting -> setting.split("=", 2))
                        .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
        TestPortal portal = TestPortal.join(settings);
        portal.clock.advance(Duration.ofSeconds(Long.parseLong(arguments[0])));
        AuditLog log = portal.get(AuditLog.class);
        while (true) {
            System.out.println(ROUND_BEGINS);
            for (int i = 0; i < ROWS; i++) {
                portal.get(Transactions.class)
                        .write(
                                () ->
                                        log.write(
                                                AuditEvent.console(
                                                        portal.now(), Kind.UNLOCKED, null)));
            }
            portal.get(AuditSealer.class).sealDue();
            StreamedRecord.send(portal);
        }
    }
}
