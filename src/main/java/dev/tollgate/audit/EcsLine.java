package dev.tollgate.audit;

import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Source;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/// A row as one line of JSON in the field names of the Elastic Common Schema 8.17, which other
/// programs that collect events read as well. Times are UTC.
///
/// A line is printable US-ASCII: what is not is escaped, whatever somebody is called. So it breaks
/// nowhere, turns no terminal around, and is whatever encoding its reader takes it for.
final class EcsLine {

    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                                    .characterEscapes(new DeleteToo())
                                    .build())
                    .build();

    private EcsLine() {}

    /// @param names user names by id
    static String of(AuditRow row, Map<AccountId, String> names) {
        return of(StoredRow.of(row.id(), row.event()).at(row.number(), ""), names);
    }

    /// With its seal, where it has one.
    static String of(StoredRow row, Map<AccountId, String> names) {
        Map<String, Object> fields = head(Instant.ofEpochMilli(row.at()));
        fields.put("event.id", row.id());
        fields.put("event.sequence", row.position());
        put(fields, "event.hash", row.seal());
        fields.put("event.kind", "event");
        fields.put("event.action", AuditEvent.Kind.action(row.kind()));
        boolean done = row.outcome().equals(AuditEvent.Outcome.DONE.name());
        fields.put("event.outcome", done ? "success" : "failure");
        put(fields, "event.reason", row.reason());
        account(fields, "user", row.actor(), names);
        account(fields, "user.target", row.target(), names);
        Source source = new Source(row.address(), row.userAgent());
        put(fields, source.isConsole() ? "source.address" : "source.ip", source.address());
        put(fields, "user_agent.original", source.userAgent());
        put(fields, "tollgate.session", row.session());
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
            @Nullable String id,
            Map<AccountId, String> names) {
        if (id != null) {
            fields.put(field + ".id", id);
            put(fields, field + ".name", StoredRow.idIn(id).map(names::get).orElse(""));
        }
    }

    private static void put(Map<String, Object> fields, String field, String value) {
        if (!value.isEmpty()) {
            fields.put(field, value);
        }
    }

    /// The one control character that JSON lets stand.
    private static final class DeleteToo extends CharacterEscapes {

        private static final long serialVersionUID = 1L;
        private static final int DELETE = 0x7f;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] codes = CharacterEscapes.standardAsciiEscapesForJSON();
            codes[DELETE] = ESCAPE_STANDARD;
            return codes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int code) {
            return null;
        }
    }
}
