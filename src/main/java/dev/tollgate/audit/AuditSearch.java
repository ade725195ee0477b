package dev.tollgate.audit;

import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditEvent.Outcome;
import dev.tollgate.audit.AuditRow.Place;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.storage.Transactions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads the record page by page, newest first.
///
/// Each filter has an index in the order of the pages, and a statement is written so that the one
/// which lets the fewest rows through is the one that is entered: an account, an address, a kind. A
/// page costs what it holds, not what the record holds. Several kinds are read each for itself and
/// merged.
@Component
public final class AuditSearch {

    private static final String ORDER = " order by at desc, id desc limit :limit";

    private final JdbcClient jdbc;
    private final Transactions transactions;

    AuditSearch(JdbcClient jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /// @param before the place after which the page begins
    public List<AuditRow> page(AuditQuery query, Place before, int limit) {
        Map<String, Object> values = new HashMap<>();
        String sql = sql(query, before, limit, values);
        return transactions.read(
                () ->
                        jdbc.sql(sql)
                                .params(values)
                                .query((row, _) -> StoredRow.read(row).audit())
                                .list());
    }

    public Optional<AuditRow> find(String id) {
        return transactions.read(
                () ->
                        jdbc.sql("select * from audit where id = :id")
                                .param("id", id)
                                .query((row, _) -> StoredRow.read(row).audit())
                                .optional());
    }

    static String sql(AuditQuery query, Place before, int limit, Map<String, Object> values) {
        values.put("at", before.at());
        values.put("id", before.id());
        values.put("limit", limit);
        List<String> filters = new ArrayList<>();
        filters.add("at <= :at and (at < :at or id < :id)");
        if (query.from() != null) {
            filters.add("at >= :from");
            values.put("from", query.from().toEpochMilli());
        }
        if (query.until() != null) {
            filters.add("at < :until");
            values.put("until", query.until().toEpochMilli());
        }
        boolean entered = equal(filters, values, "target", text(query.target()), false);
        entered |= equal(filters, values, "actor", text(query.actor()), entered);
        entered |= equal(filters, values, "address", query.address(), entered);
        List<String> kinds = query.kinds().stream().map(Kind::name).sorted().toList();
        outcome(filters, query, entered || !kinds.isEmpty());
        return withKinds(filters, kinds, entered, values);
    }

    /// @param entered whether another index is entered already, so that this one must not be
    private static boolean equal(
            List<String> filters,
            Map<String, Object> values,
            String column,
            String value,
            boolean entered) {
        if (value.isEmpty()) {
            return false;
        }
        filters.add((entered ? "(" + column + " || '')" : column) + " = :" + column);
        values.put(column, value);
        return true;
    }

    private static void outcome(List<String> filters, AuditQuery query, boolean entered) {
        Outcome outcome = query.outcome();
        if (outcome != null) {
            filters.add((entered ? "(outcome || '')" : "outcome") + " = '" + outcome.name() + "'");
        }
    }

    private static String withKinds(
            List<String> filters, List<String> kinds, boolean entered, Map<String, Object> values) {
        String where = " where " + String.join(" and ", filters);
        if (kinds.isEmpty()) {
            return "select * from audit" + where + ORDER;
        }
        if (entered) {
            values.put("kinds", kinds);
            return "select * from audit" + where + " and (kind || '') in (:kinds)" + ORDER;
        }
        return kinds.stream()
                        .map(
                                kind ->
                                        "select * from (select * from audit%s and kind = '%s'%s) %s"
                                                .formatted(
                                                        where,
                                                        kind,
                                                        ORDER,
                                                        kind.toLowerCase(Locale.ROOT)))
                        .collect(Collectors.joining(" union all ", "select * from (", ") found"))
                + ORDER;
    }

    private static String text(@Nullable AccountId id) {
        return id == null ? "" : id.text();
    }
}
