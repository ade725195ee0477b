package dev.tollgate.upkeep;

import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.upkeep.Concerned.Loss;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads from a copy of the record which accounts were changed: lines of the audit stream, as they
/// are in its file or behind the head of a syslog message, or an export of "Operation Logs". What
/// is no such line is passed over; a copy may have been cut.
final class ToldEvents {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String BEGINNING = "{\"@timestamp\"";
    private static final int LONGEST_LINE = 65_536;

    private static final Map<Kind, Loss> LOSSES = new EnumMap<>(Kind.class);

    static {
        lose(
                Loss.PASSWORD,
                EnumSet.of(
                        Kind.PASSWORD_CHANGED,
                        Kind.PASSWORD_RESET,
                        Kind.PASSWORD_ISSUED,
                        Kind.PASSWORD_RESET_BY_LINK,
                        Kind.INVITATION_ACCEPTED));
        lose(
                Loss.SECOND_FACTOR,
                EnumSet.of(
                        Kind.TWO_FACTOR_ON,
                        Kind.TWO_FACTOR_OFF,
                        Kind.TWO_FACTOR_RESET,
                        Kind.AUTHENTICATOR_ADDED,
                        Kind.AUTHENTICATOR_REMOVED,
                        Kind.METHOD_CHANGED,
                        Kind.EMAIL_CHANGED,
                        Kind.EMAIL_CHANGED_BY_OWNER));
        lose(
                Loss.ACCESS,
                EnumSet.of(
                        Kind.ACCOUNT_DISABLED,
                        Kind.ACCOUNT_DELETED,
                        Kind.PORTAL_ACCESS_OFF,
                        Kind.ROLE_CHANGED));
    }

    private static final Map<String, Kind> KINDS =
            Stream.of(Kind.values())
                    .collect(Collectors.toMap(kind -> Kind.action(kind.name()), kind -> kind));

    private ToldEvents() {}

    /// Something that was done to an account.
    ///
    /// @param id of the row
    record Told(String id, Instant at, AccountId account, Loss loss) {}

    /// @throws BackupException if the file cannot be read
    static void read(Path file, Consumer<Told> each) {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                Files.newInputStream(file), StandardCharsets.ISO_8859_1))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                parse(line).ifPresent(each);
            }
        } catch (IOException e) {
            throw new BackupException("cannot read " + file, "", e);
        }
    }

    private static Optional<Told> parse(String line) {
        int from = line.indexOf(BEGINNING);
        if (from < 0 || line.length() > LONGEST_LINE) {
            return Optional.empty();
        }
        try {
            return told(JSON.readTree(line.substring(from)));
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Told> told(JsonNode line) {
        Kind kind = KINDS.get(text(line, "event.action"));
        Loss loss = kind == null ? null : LOSSES.get(kind);
        String account = text(line, "user.target.id");
        if (loss == null || account.isEmpty() || !text(line, "event.outcome").equals("success")) {
            return Optional.empty();
        }
        return Optional.of(
                new Told(
                        text(line, "event.id"),
                        Instant.parse(text(line, "@timestamp")),
                        AccountId.parse(account),
                        loss));
    }

    private static String text(JsonNode line, String field) {
        JsonNode value = line.get(field);
        return value == null ? "" : value.asString();
    }

    private static void lose(Loss loss, Set<Kind> kinds) {
        kinds.forEach(kind -> LOSSES.put(kind, loss));
    }
}
