package dev.tollgate.audit;

import dev.tollgate.storage.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Looks through the whole record once a night, on one server, and keeps what came of it, signed:
/// whoever altered the record could else write as well that all is well.
@Component
public final class AuditChecks {

    /// After which another server takes over; for a record of any length.
    static final Duration LEASE = Duration.ofHours(1);

    /// How long a row may wait to be chained before that is found: a long act holds its rows back.
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /// So many wrong rows are told apart; what is altered behind them is no news.
    private static final int MOST = 20;

    private final JdbcClient jdbc;
    private final Chain chain;
    private final AuditVerifier verifier;
    private final Transactions transactions;

    AuditChecks(JdbcClient jdbc, Chain chain, AuditVerifier verifier, Transactions transactions) {
        this.jdbc = jdbc;
        this.chain = chain;
        this.verifier = verifier;
        this.transactions = transactions;
    }

    /// The last one; empty where there was none, or somebody else wrote it.
    public Optional<AuditCheck> last() {
        return transactions
                .read(
                        () ->
                                jdbc.sql("select * from audit_check")
                                        .query((row, _) -> read(row))
                                        .optional())
                .filter(stored -> chain.isSigned(stored.check(), stored.signature()))
                .map(Stored::check);
    }

    /// Looks through the record, unless that was done this night or another server is at it. Where
    /// the head of the chain was found altered since, it is looked at once more.
    ///
    /// @param night the day on which the night ended
    /// @param tell told, in the transaction that keeps it, of something wrong that nobody was told
    ///     of yet
    public void run(LocalDate night, Instant now, Consumer<AuditCheck> tell) {
        boolean broken =
                verifier.standing().broken() && last().map(AuditCheck::isWhole).orElse(true);
        if (!transactions.write(() -> claim(night, broken, now))) {
            return;
        }
        AuditVerdict verdict = verifier.verify(List.of(), now.minus(PATIENCE), MOST);
        transactions.write(
                () -> {
                    news(verdict)
                            .map(finding -> AuditCheck.of(verdict, finding, now))
                            .ifPresent(tell);
                    keep(verdict, now);
                });
    }

    /// A day from a clock that had run fast keeps nobody from looking.
    private boolean claim(LocalDate night, boolean broken, Instant now) {
        return jdbc.sql(
                                """
                                insert into audit_check (id, day, lease_until, at, finding, position,
                                                         signature, told)
                                values (1, :night, :until, 0, '', 0, '', '')
                                on conflict (id) do update
                                set day = excluded.day, lease_until = excluded.lease_until
                                where (audit_check.lease_until <= :now
                                       or audit_check.lease_until > :until)
                                  and (audit_check.day < :night or audit_check.day > :next
                                       or audit_check.lease_until > 0 or :broken = 1)""")
                        .param("night", night.toString())
                        .param("next", night.plusDays(1).toString())
                        .param("broken", broken ? 1 : 0)
                        .param("now", now.toEpochMilli())
                        .param("until", now.plus(LEASE).toEpochMilli())
                        .update()
                == 1;
    }

    /// The first that nobody was told of.
    private Optional<Finding> news(AuditVerdict verdict) {
        String told = jdbc.sql("select told from audit_check").query(String.class).single();
        Set<String> known = Set.of(told.split(","));
        return verdict.findings().stream()
                .filter(finding -> !known.contains(finding.text()))
                .findFirst();
    }

    private void keep(AuditVerdict verdict, Instant now) {
        AuditCheck check = AuditCheck.of(verdict, now);
        jdbc.sql(
                        """
                        update audit_check
                        set lease_until = 0, at = :at, finding = :finding, position = :position,
                            signature = :signature, told = :told""")
                .param("at", check.at().toEpochMilli())
                .param("finding", check.wrong() == null ? "" : check.wrong().name())
                .param("position", check.position())
                .param("signature", chain.sign(check))
                .param("told", told(verdict))
                .update();
    }

    private static String told(AuditVerdict verdict) {
        return verdict.findings().stream().map(Finding::text).collect(Collectors.joining(","));
    }

    private static Stored read(ResultSet row) throws SQLException {
        return new Stored(
                new AuditCheck(
                        Instant.ofEpochMilli(row.getLong("at")),
                        Finding.Kind.of(row.getString("finding")).orElse(null),
                        row.getLong("position")),
                row.getString("signature"));
    }

    private record Stored(AuditCheck check, String signature) {}
}
