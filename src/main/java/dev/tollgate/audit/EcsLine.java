package dev.tollgate.audit;

import dev.tollgate.kernel.AccountId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A row as one line of JSON in the field names of the Elastic Common Schema 8.17, which other
/// programs that collect events read as well. Times are UTC.
final class EcsLine {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private EcsLine() {}

    /// @param names user names by id
    static String of(AuditRow row, Map<AccountId, String> names) {
        AuditEvent event = row.event();
        Map<String, Object> fields = head(event.at());
        fields.put("event.id", row.id());
        fields.put("event.sequence", row.number());
        fields.put("event.kind", "event");
        fields.put("event.action", event.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        fields.put(
                "event.outcome",
                event.outcome() == AuditEvent.Outcome.DONE ? "success" : "failure");
        put(fields, "event.reason", event.reason());
        account(fields, "user", event.actor(), names);
        account(fields, "user.target", event.target(), names);
        if (event.source().isConsole()) {
            fields.put("source.address", event.source().address());
        } else {
            put(fields, "source.ip", event.source().address());
        }
        put(fields, "user_agent.original", event.source().userAgent());
        put(fields, "tollgate.session", event.session());
        return JSON.writeValueAsString(fields);
    }

    private static Map<String, Object> head(Instant at) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("@timestamp", at.toString());
        fields.put("ecs.version", "8.17.0");
        fields.put("event.module", "tollgate");
        fields.put("event.dataset", "tollgate.audit");
        return fields;
    }

    private static void account(
            Map<String, Object> fields,
            String field,
            @Nullable AccountId id,
            Map<AccountId, String> names) {
        if (id != null) {
            fields.put(field + ".id", id.text());
            put(fields, field + ".name", names.getOrDefault(id, ""));
        }
    }

    private static void put(Map<String, Object> fields, String field, String value) {
        if (!value.isEmpty()) {
            fields.put(field, value);
        }
    }
}
