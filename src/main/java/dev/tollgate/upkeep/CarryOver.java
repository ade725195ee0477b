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
/// replaces: password, second factor, role, status. The security epoch tells for which: it grows in
/// the transaction that changes one of them.
@Component
final class CarryOver {

    private static final String ASSIGNMENTS =
            Stream.of(
                            "epoch",
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
        Map<String, Seat> before = seats(old.get());
        Map<String, Seat> restored = seats(jdbc);
        keys(old.get());
        int changed = 0;
        int gone = 0;
        for (Map.Entry<String, Seat> account : restored.entrySet()) {
            Seat was = before.get(account.getKey());
            if (was == null) {
                disable(account.getKey());
                gone++;
            } else if (was.epoch() > account.getValue().epoch()) {
                take(old.get(), account.getKey(), account.getValue(), was);
                changed++;
            }
        }
        Set<String> made = new HashSet<>(before.keySet());
        made.removeAll(restored.keySet());
        return new Carried(true, changed, gone, made.size());
    }

    /// Two databases that were sealed under one key.
    private boolean isOfTheSamePortal(JdbcClient old) {
        Set<String> known = new HashSet<>(ids(old));
        return ids(jdbc).stream().anyMatch(known::contains);
    }

    private static List<String> ids(JdbcClient database) {
        return database.sql("select id from key_ring").query((row, _) -> row.getString(1)).list();
    }

    private static Map<String, Seat> seats(JdbcClient database) {
        Map<String, Seat> seats = new HashMap<>();
        database.sql("select id, epoch, email from account")
                .query(
                        row -> {
                            seats.put(
                                    row.getString("id"),
                                    new Seat(row.getLong("epoch"), row.getString("email")));
                        });
        return seats;
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

    /// It was deleted since: it does not come back open.
    private void disable(String account) {
        jdbc.sql("update account set status = 'DISABLED' where id = :id")
                .param("id", account)
                .update();
    }

    private void take(JdbcClient old, String account, Seat restored, Seat was) {
        jdbc.sql("update account set " + ASSIGNMENTS + " where id = :id")
                .params(row(old, account))
                .update();
        if (!restored.email().equals(was.email())) {
            jdbc.sql("update account set email_by_other = 1 where id = :id")
                    .param("id", account)
                    .update();
        }
        for (String table : List.of("second_factor", "totp")) {
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

    private record Seat(long epoch, String email) {}
}
