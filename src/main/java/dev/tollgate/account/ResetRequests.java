package dev.tollgate.account;

import dev.tollgate.kernel.Ids;
import dev.tollgate.kernel.Source;
import dev.tollgate.sealing.Place;
import dev.tollgate.sealing.Sealer;
import dev.tollgate.storage.Perishable;
import dev.tollgate.storage.Transactions;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The names of those who have forgotten their password, sealed: people type passwords into the
/// field for the name too.
@Component
public final class ResetRequests implements Perishable {

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Sealer sealer;
    private final Ids ids;

    ResetRequests(JdbcClient jdbc, Transactions transactions, Sealer sealer, Ids ids) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.sealer = sealer;
        this.ids = ids;
    }

    /// Notes one down in the open transaction.
    public void add(LoginName name, Source source, Instant now) {
        Transactions.requireOpen();
        String id = ids.next(now).toString();
        byte[] sealed = sealer.seal(place(id), name.value().getBytes(StandardCharsets.UTF_8));
        jdbc.sql(
                        """
                        insert into reset_request (id, name, address, user_agent, created_at)
                        values (:id, :name, :address, :userAgent, :now)""")
                .param("id", id)
                .param("name", sealed)
                .param("address", source.address())
                .param("userAgent", source.userAgent())
                .param("now", now.toEpochMilli())
                .update();
    }

    /// Takes out, in the open transaction, the oldest one that no other node has taken.
    public Optional<Asked> takeNext() {
        Transactions.requireOpen();
        return jdbc.sql(
                        """
                        delete from reset_request
                        where id = (select id from reset_request order by id limit 1)
                        returning *""")
                .query((row, _) -> asked(row))
                .optional();
    }

    /// Forgets whom nobody has answered within the life of a link.
    @Override
    public void purge(Instant now) {
        Instant before = now.minus(LinkKind.PASSWORD_RESET.life());
        transactions.write(
                () ->
                        jdbc.sql("delete from reset_request where created_at < :before")
                                .param("before", before.toEpochMilli())
                                .update());
    }

    private Asked asked(ResultSet row) throws SQLException {
        byte[] name = sealer.open(place(row.getString("id")), row.getBytes("name"));
        return new Asked(
                LoginName.of(new String(name, StandardCharsets.UTF_8)),
                new Source(row.getString("address"), row.getString("user_agent")));
    }

    private static Place place(String id) {
        return new Place("reset_request", "name", id);
    }

    /// One of them.
    public record Asked(LoginName name, Source source) {}
}
