package dev.tollgate.upkeep;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Takes over what has changed about accounts since a backup was made, from the database that it
/// replaces: password, second factor, role, status, and the addresses to which codes and links go.
/// The security epoch tells for which: it grows in the transaction that changes one of them.
/// Failures are taken over as they were counted last, so that no guess is had twice.
@Component
final class CarryOver {

    private static final String ASSIGNMENTS =
            Stream.of(
                            "epoch",
                            "email",
                            "email_by_other",
                            "notice_email",
                            "password",
                            "password_changed_at",
                            "must_change_password",
                            "by_letter",
                            "issued_until",
                            "role",
                            "status",
                            "portal_access",
                            "two_factor")
                    .map(column -> column + " = :" + column)
                    .collect(Collectors.joining(", "));

    private final JdbcClient jdbc;

    CarryOver(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// In the open transaction, behind the rows of the backup.
    ///
    /// @param old empty where it cannot be read or there is none
    Carried from(Optional<JdbcClient> old) {
        if (old.isEmpty() || !isOfTheSamePortal(old.get())) {
            return Carried.NOTHING;
        }
        Map<String, Long> before = epochs(old.get());
        Map<String, Long> restored = epochs(jdbc);
        keys(old.get());
        List<String> gone =
                restored.keySet().stream().filter(id -> !before.containsKey(id)).toList();
        gone.forEach(account -> shut(old.get(), account));
        List<String> changed =
                restored.entrySet().stream()
                        .filter(one -> before.getOrDefault(one.getKey(), 0L) > one.getValue())
                        .map(Map.Entry::getKey)
                        .toList();
        changed.forEach(this::freeNames);
        changed.forEach(account -> take(old.get(), account));
        failures(old.get());
        Set<String> made = new HashSet<>(before.keySet());
        made.removeAll(restored.keySet());
        return new Carried(true, changed.size(), gone.size(), made.size());
    }

    /// Two databases that were sealed under one key.
    private boolean isOfTheSamePortal(JdbcClient old) {
        Set<String> known = new HashSet<>(ids(old));
        return ids(jdbc).stream().anyMatch(known::contains);
    }

    private static List<String> ids(JdbcClient database) {
        return database.sql("select id from key_ring").query((row, _) -> row.getString(1)).list();
    }

    private static Map<String, Long> epochs(JdbcClient database) {
        Map<String, Long> epochs = new HashMap<>();
        database.sql("select id, epoch from account")
                .query(
                        row -> {
                            epochs.put(row.getString("id"), row.getLong("epoch"));
                        });
        return epochs;
    }

    /// What was carried over is sealed under the keys of the old database, the rest under those of
    /// the backup: both are needed, and the old database says which is current.
    private void keys(JdbcClient old) {
        Set<String> needed =
                new HashSet<>(
                        jdbc.sql("select id from key_ring where state <> 'DROPPED'")
                                .query((row, _) -> row.getString(1))
                                .list());
        jdbc.sql("update key_ring set state = 'OLD' where state = 'CURRENT'").update();
        for (Map<String, @Nullable Object> key :
                old.sql("select * from key_ring").query().listOfRows()) {
            boolean revived = "DROPPED".equals(key.get("state")) && needed.contains(key.get("id"));
            jdbc.sql(
                            """
                            insert into key_ring (id, state, sealed, since, made_at)
                            values (:id, :state, :sealed, :since, :made_at)
                            on conflict (id) do update set state = excluded.state""")
                    .params(key)
                    .param("state", revived ? "OLD" : key.get("state"))
                    .update();
        }
        for (Map<String, @Nullable Object> key :
                old.sql("select * from working_key").query().listOfRows()) {
            jdbc.sql(
                            """
                            insert into working_key (purpose, sealed) values (:purpose, :sealed)
                            on conflict do nothing""")
                    .params(key)
                    .update();
        }
    }

    /// It was deleted since: it does not come back open, and keeps no name that another account has
    /// taken.
    private void shut(JdbcClient old, String account) {
        jdbc.sql("update account set status = 'DISABLED' where id = :id")
                .param("id", account)
                .update();
        for (String name :
                jdbc.sql("select name from login_name where account_id = :id")
                        .param("id", account)
                        .query(String.class)
                        .list()) {
            boolean taken =
                    !old.sql("select name from login_name where name = :name")
                            .param("name", name)
                            .query(String.class)
                            .list()
                            .isEmpty();
            if (taken) {
                jdbc.sql("delete from login_name where name = :name").param("name", name).update();
            }
        }
    }

    /// Two accounts may have exchanged them.
    private void freeNames(String account) {
        jdbc.sql("delete from login_name where account_id = :id").param("id", account).update();
    }

    private void take(JdbcClient old, String account) {
        jdbc.sql("update account set " + ASSIGNMENTS + " where id = :id")
                .params(row(old, account))
                .update();
        for (String table : List.of("second_factor", "totp", "login_name")) {
            replace(old, table, account);
        }
    }

    private static Map<String, @Nullable Object> row(JdbcClient old, String account) {
        return old.sql("select * from account where id = :id")
                .param("id", account)
                .query()
                .singleRow();
    }

    private void replace(JdbcClient old, String table, String account) {
        jdbc.sql("delete from " + table + " where account_id = :id").param("id", account).update();
        for (Map<String, @Nullable Object> row :
                old.sql("select * from " + table + " where account_id = :id")
                        .param("id", account)
                        .query()
                        .listOfRows()) {
            insert(table, row);
        }
    }

    private void failures(JdbcClient old) {
        for (String table : List.of("budget", "attempt")) {
            jdbc.sql("delete from " + table).update();
            for (Map<String, @Nullable Object> row :
                    old.sql("select * from " + table).query().listOfRows()) {
                insert(table, row);
            }
        }
    }

    private void insert(String table, Map<String, @Nullable Object> row) {
        List<String> columns = List.copyOf(row.keySet());
        jdbc.sql(
                        "insert into %s (%s) values (:%s)"
                                .formatted(
                                        table,
                                        String.join(", ", columns),
                                        String.join(", :", columns)))
                .params(row)
                .update();
    }
}
