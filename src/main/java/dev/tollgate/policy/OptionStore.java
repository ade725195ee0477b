package dev.tollgate.policy;

import dev.tollgate.account.Role;
import dev.tollgate.factor.Method;
import dev.tollgate.kernel.Words;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Keeps [SecurityOptions], a row each; several values stand in one row with commas between.
@Component
final class OptionStore {

    /// Its row is not there while nobody has decided: neither a page nor a first test mail.
    private static final String VERIFY_IDENTITY = "verify_identity";

    /// The option's name on the page.
    static final String VERIFYING = "Verify Identity Before First Set-Up";

    private static final String RESTRICTION = "IP Restriction";

    private final JdbcClient jdbc;
    private final Transactions transactions;

    OptionStore(JdbcClient jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    SecurityOptions read() {
        return options(transactions.read(this::all));
    }

    SavedOptions readWithVersion() {
        Map<String, String> saved = transactions.read(this::all);
        return new SavedOptions(
                options(saved), Integer.parseInt(Objects.requireNonNull(saved.get("version"))));
    }

    /// Waits until nobody else saves options, and keeps everybody else waiting until the open
    /// transaction has ended.
    void hold() {
        Transactions.requireOpen();
        jdbc.sql("update security_option set value = value where name = 'version'").update();
    }

    /// Counts the version up in the open transaction; false where it is no longer the one that the
    /// caller has read. Of two who save at once the second waits here for the first, and is told.
    boolean advance(int expected) {
        Transactions.requireOpen();
        return jdbc.sql(
                                """
                                update security_option set value = :next
                                where name = 'version' and value = :expected""")
                        .param("next", String.valueOf(expected + 1))
                        .param("expected", String.valueOf(expected))
                        .update()
                == 1;
    }

    private static SecurityOptions options(Map<String, String> saved) {
        SecurityOptions otherwise = SecurityOptions.DEFAULT;
        return new SecurityOptions(
                set(saved.get("mandatory_for"), Role::valueOf, otherwise.mandatoryFor()),
                date(saved.get("mandatory_from")),
                Boolean.parseBoolean(saved.get(VERIFY_IDENTITY)),
                set(
                        saved.get("administrator_methods"),
                        Method::valueOf,
                        otherwise.administratorMethods()),
                set(saved.get("user_methods"), Method::valueOf, otherwise.userMethods()),
                number(saved.get("administrator_trust_days"), otherwise.administratorTrustDays()),
                number(saved.get("user_trust_days"), otherwise.userTrustDays()),
                Duration.ofMinutes(
                        number(
                                saved.get("idle_minutes"),
                                Math.toIntExact(otherwise.idleLimit().toMinutes()))),
                list(saved.getOrDefault("administrator_addresses", "")));
    }

    /// Saves all of them in the open transaction.
    void save(SecurityOptions options) {
        Transactions.requireOpen();
        Map<String, String> rows = rows(options);
        if (!options.verifyIdentity() && !all().containsKey(VERIFY_IDENTITY)) {
            rows.remove(VERIFY_IDENTITY);
        }
        rows.forEach(this::put);
    }

    /// Turns the proof before a first set-up on in the open transaction, where nobody has decided
    /// about it so far; false where somebody has. Forms that were made before are outdated by it.
    boolean verifyIdentityUnlessDecided() {
        Transactions.requireOpen();
        boolean done =
                jdbc.sql(
                                        """
                                        insert into security_option (name, value)
                                        values (:name, 'true') on conflict (name) do nothing""")
                                .param("name", VERIFY_IDENTITY)
                                .update()
                        == 1;
        if (done) {
            jdbc.sql(
                            """
                            update security_option
                            set value = cast(cast(value as integer) + 1 as text)
                            where name = 'version'""")
                    .update();
        }
        return done;
    }

    /// What changes from one to the other, for the record: a text for each option and each address,
    /// since a record holds no long one.
    static List<String> changes(SecurityOptions before, SecurityOptions after) {
        Map<String, String> from = words(before);
        Stream<String> options =
                words(after).entrySet().stream()
                        .filter(row -> !row.getValue().equals(from.get(row.getKey())))
                        .map(
                                row ->
                                        row.getKey()
                                                + ": "
                                                + from.get(row.getKey())
                                                + " → "
                                                + row.getValue());
        List<String> old = before.administratorAddresses();
        List<String> now = after.administratorAddresses();
        return Stream.of(options, only(now, old, " added"), only(old, now, " removed"))
                .flatMap(Function.identity())
                .toList();
    }

    private static Stream<String> only(List<String> these, List<String> those, String what) {
        return these.stream()
                .filter(address -> !those.contains(address))
                .map(address -> RESTRICTION + ": " + address + what);
    }

    /// By the name of each on the page.
    private static Map<String, String> words(SecurityOptions options) {
        Map<String, String> words = new LinkedHashMap<>();
        LocalDate from = options.mandatoryFrom();
        words.put("Mandatory for", Words.of(options.mandatoryFor()));
        words.put("Start Date", from == null ? "none" : from.toString());
        words.put(VERIFYING, options.verifyIdentity() ? "on" : "off");
        words.put("Allowed Methods of administrators", Words.of(options.administratorMethods()));
        words.put("Allowed Methods of everybody else", Words.of(options.userMethods()));
        words.put("Trusted Devices of administrators", options.administratorTrustDays() + " days");
        words.put("Trusted Devices of everybody else", options.userTrustDays() + " days");
        words.put("Automatic Logout", options.idleLimit().toMinutes() + " minutes");
        words.put(RESTRICTION, options.administratorAddresses().isEmpty() ? "off" : "on");
        return words;
    }

    private static Map<String, String> rows(SecurityOptions options) {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("mandatory_for", joined(options.mandatoryFor()));
        LocalDate from = options.mandatoryFrom();
        rows.put("mandatory_from", from == null ? "" : from.toString());
        rows.put(VERIFY_IDENTITY, String.valueOf(options.verifyIdentity()));
        rows.put("administrator_methods", joined(options.administratorMethods()));
        rows.put("user_methods", joined(options.userMethods()));
        rows.put("administrator_trust_days", String.valueOf(options.administratorTrustDays()));
        rows.put("user_trust_days", String.valueOf(options.userTrustDays()));
        rows.put("idle_minutes", String.valueOf(options.idleLimit().toMinutes()));
        rows.put("administrator_addresses", String.join(",", options.administratorAddresses()));
        return rows;
    }

    private Map<String, String> all() {
        Map<String, String> values = new HashMap<>();
        jdbc.sql("select name, value from security_option")
                .query(
                        row -> {
                            values.put(row.getString(1), row.getString(2));
                        });
        return values;
    }

    private void put(String name, String value) {
        jdbc.sql(
                        """
                        insert into security_option (name, value) values (:name, :value)
                        on conflict (name) do update set value = excluded.value""")
                .param("name", name)
                .param("value", value)
                .update();
    }

    private static <T> Set<T> set(
            @Nullable String value, Function<String, T> parse, Set<T> otherwise) {
        return value == null
                ? otherwise
                : list(value).stream().map(parse).collect(Collectors.toUnmodifiableSet());
    }

    private static List<String> list(String value) {
        return Arrays.stream(value.split(",", -1)).filter(part -> !part.isEmpty()).toList();
    }

    private static @Nullable LocalDate date(@Nullable String value) {
        return value == null || value.isEmpty() ? null : LocalDate.parse(value);
    }

    private static int number(@Nullable String value, int otherwise) {
        return value == null ? otherwise : Integer.parseInt(value);
    }

    private static String joined(Collection<? extends Enum<?>> values) {
        return values.stream().map(Enum::name).sorted().collect(Collectors.joining(","));
    }
}
