package dev.tollgate.notice;

import dev.tollgate.kernel.Ids;
import dev.tollgate.setting.MailServers;
import dev.tollgate.setting.MailSettings;
import dev.tollgate.storage.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The test of the mail server: asked for in one request, carried out by whichever server takes it,
/// read by the page that waits. So no request waits for a mail server. There is one at a time; a
/// newer one takes the place of an older.
@Component
public final class MailTrials {

    private static final String TAKEN = "TAKEN";

    private final JdbcClient jdbc;
    private final MailServers servers;
    private final MailProven proven;
    private final Transactions transactions;
    private final Ids ids;

    MailTrials(
            JdbcClient jdbc,
            MailServers servers,
            MailProven proven,
            Transactions transactions,
            Ids ids) {
        this.jdbc = jdbc;
        this.servers = servers;
        this.proven = proven;
        this.transactions = transactions;
        this.ids = ids;
    }

    /// Asks for a test mail in the open transaction.
    public void ask(String address, Instant now) {
        Transactions.requireOpen();
        forget();
        jdbc.sql(
                        """
                        insert into mail_trial (id, name, address, asked_at)
                        values (1, :name, :address, :now)""")
                .param("name", ids.next(now).toString())
                .param("address", address)
                .param("now", now.toEpochMilli())
                .update();
    }

    /// Forgets in the open transaction what came of the last one: it was of other settings.
    public void forget() {
        Transactions.requireOpen();
        jdbc.sql("delete from mail_trial").update();
    }

    public Optional<MailTrial> newest() {
        return transactions.read(
                () ->
                        jdbc.sql("select * from mail_trial")
                                .query((row, _) -> trial(row))
                                .optional());
    }

    /// Takes the one that waits, so that no other node does. One that has waited too long for a
    /// page to look for it is left.
    Optional<MailTrial> take(Instant now) {
        return newest().filter(trial -> trial.isOpen(now))
                .filter(
                        trial ->
                                transactions.write(
                                                () ->
                                                        jdbc.sql(
                                                                        """
                                                                        update mail_trial set taken_at = :now
                                                                        where name = :name and taken_at is null""")
                                                                .param("now", now.toEpochMilli())
                                                                .param("name", trial.name())
                                                                .update())
                                        == 1);
    }

    /// Notes that a server took a test mail, with what follows from it.
    void succeeded(MailSettings tested, Instant now) {
        transactions.write(
                () -> {
                    servers.prove(tested, now);
                    proven.onTaken(now);
                });
    }

    void settle(MailTrial trial, Delivery delivery, Instant now) {
        String fault =
                switch (delivery) {
                    case Delivery.Taken _ -> TAKEN;
                    case Delivery.Failed failed -> failed.fault().name();
                };
        String answer =
                switch (delivery) {
                    case Delivery.Taken taken -> taken.answer();
                    case Delivery.Failed failed -> failed.answer();
                };
        transactions.write(
                () ->
                        jdbc.sql(
                                        """
                                        update mail_trial
                                        set done_at = :now, fault = :fault, answer = :answer
                                        where name = :name""")
                                .param("now", now.toEpochMilli())
                                .param("fault", fault)
                                .param("answer", answer)
                                .param("name", trial.name())
                                .update());
    }

    private static MailTrial trial(ResultSet row) throws SQLException {
        String fault = row.getString("fault");
        String answer = row.getString("answer");
        long doneAt = row.getLong("done_at");
        boolean done = !row.wasNull();
        Delivery delivery =
                fault.equals(TAKEN)
                        ? new Delivery.Taken(answer)
                        : MailAnswer.parse(fault + " " + answer);
        return new MailTrial(
                row.getString("name"),
                row.getString("address"),
                Instant.ofEpochMilli(row.getLong("asked_at")),
                done ? delivery : null,
                done ? Instant.ofEpochMilli(doneAt) : null);
    }
}
