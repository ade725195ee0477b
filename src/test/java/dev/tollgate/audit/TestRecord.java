package dev.tollgate.audit;

import dev.tollgate.TestPortal;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.storage.Transactions;
import java.time.Instant;
import java.util.List;

/// The record of a portal: rows to fill it, hands to tamper with it, and what comes of looking.
final class TestRecord {

    private final TestPortal portal;

    TestRecord(TestPortal portal) {
        this.portal = portal;
    }

    /// Writes rows and chains them.
    TestRecord chained(int count) {
        for (int i = 0; i < count; i++) {
            write("row " + i, portal.now());
        }
        seal();
        return this;
    }

    void write(String reason, Instant at) {
        transactions().write(() -> log().write(event(reason, at)));
    }

    AuditEvent event(String reason, Instant at) {
        return AuditEvent.own(at, Kind.LOGIN, portal.admin().id(), TestPortal.SOURCE)
                .because(reason);
    }

    int seal() {
        return portal.get(AuditSealer.class).sealDue();
    }

    /// As somebody does who has the database and not the key.
    int tamper(String sql) {
        return transactions().write(() -> portal.jdbc().sql(sql).update());
    }

    List<Finding> findings(AuditAnchor... anchors) {
        return portal.get(AuditVerifier.class).verify(List.of(anchors), portal.now()).findings();
    }

    AuditAnchor end() {
        AuditAnchor end = portal.get(AuditVerifier.class).verify(List.of(), portal.now()).end();
        if (end == null) {
            throw new AssertionError("nothing is chained");
        }
        return end;
    }

    /// The id of the row at a place.
    String id(long position) {
        return portal.jdbc()
                .sql("select id from audit where position = :position")
                .param("position", position)
                .query(String.class)
                .single();
    }

    long count(String condition) {
        return portal.jdbc()
                .sql("select count(*) from audit where " + condition)
                .query(Long.class)
                .single();
    }

    Transactions transactions() {
        return portal.get(Transactions.class);
    }

    AuditLog log() {
        return portal.get(AuditLog.class);
    }
}
