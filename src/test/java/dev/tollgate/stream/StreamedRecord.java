package dev.tollgate.stream;

import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.audit.AuditSealer;
import dev.tollgate.storage.Transactions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A portal whose record is copied, and rows for it.
final class StreamedRecord implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    final TestPortal portal;

    private StreamedRecord(TestPortal portal) {
        this.portal = portal;
    }

    /// A portal with the settings of `tollgate.audit-stream` that are given.
    static StreamedRecord open(TestStore store, Path dataDir, Map<String, String> settings) {
        TestPortal plain = TestPortal.open(store, dataDir);
        Map<String, Object> all = new HashMap<>(plain.settings());
        settings.forEach((name, value) -> all.put("tollgate.audit-stream." + name, value));
        plain.close();
        return new StreamedRecord(TestPortal.join(all));
    }

    static Map<String, String> toSyslog(SyslogListener listener) {
        return Map.of("syslog", "tcp://127.0.0.1:" + listener.port());
    }

    /// Writes rows and chains them.
    void chained(int rows) {
        portal.get(Transactions.class)
                .write(
                        () -> {
                            for (int i = 0; i < rows; i++) {
                                portal.get(AuditLog.class).write(event("row " + i));
                            }
                        });
        portal.get(AuditSealer.class).sealDue();
    }

    AuditEvent event(String reason) {
        return AuditEvent.own(portal.now(), Kind.LOGIN, portal.admin().id(), TestPortal.SOURCE)
                .because(reason);
    }

    void send() {
        send(portal);
    }

    static void send(TestPortal node) {
        node.get(AuditStreams.class).all().forEach(AuditStream::sendDue);
    }

    AuditStreams.Health health() {
        return portal.get(AuditStreams.class).health(portal.now()).getFirst();
    }

    /// Every number that there is.
    List<Long> numbers() {
        return portal.jdbc()
                .sql("select position from audit where position is not null order by position")
                .query(Long.class)
                .list();
    }

    int tamper(String sql) {
        return portal.get(Transactions.class).write(() -> portal.jdbc().sql(sql).update());
    }

    /// The numbers of what has arrived, in its order.
    static List<Long> numbers(List<String> arrived) {
        return arrived.stream().map(text -> json(text).get("event.sequence").asLong()).toList();
    }

    /// The JSON in a line of a file or a message of syslog.
    static JsonNode json(String text) {
        return JSON.readTree(text.substring(text.indexOf("{\"@timestamp")));
    }

    static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    @Override
    public void close() {
        portal.close();
    }
}
