package dev.tollgate.upkeep;

import dev.tollgate.kernel.AccountId;
import dev.tollgate.upkeep.Concerned.Loss;
import dev.tollgate.upkeep.ToldEvents.Told;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Takes away from accounts what was changed since a backup, where only events tell of it: what the
/// present password, second factor or role is nobody knows, and what they were then may be what
/// somebody else has learnt. Whoever writes the file of events can shut accounts and open none.
@Component
final class TakenAway {

    /// Rows that are older and not in the backup had been let go before.
    private static final Duration SLACK = Duration.ofDays(1);

    private final JdbcClient jdbc;

    TakenAway(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// In the open transaction, behind the rows of the backup.
    ///
    /// @param events a copy of the record that goes on behind the backup
    List<Concerned> by(Path events, Instant takenAt, Instant now) {
        Instant since = takenAt.minus(SLACK);
        Map<AccountId, Set<Loss>> losses = new LinkedHashMap<>();
        ToldEvents.read(
                events,
                told -> {
                    if (!told.at().isBefore(since) && !isInBackup(told)) {
                        losses.computeIfAbsent(told.account(), _ -> EnumSet.noneOf(Loss.class))
                                .add(told.loss());
                    }
                });
        List<Concerned> concerned = new ArrayList<>();
        losses.forEach(
                (account, lost) ->
                        name(account)
                                .ifPresent(
                                        name -> {
                                            lost.forEach(loss -> take(account, loss, now));
                                            concerned.add(new Concerned(account, name, lost));
                                        }));
        return concerned;
    }

    private boolean isInBackup(Told told) {
        return !jdbc.sql("select id from audit where id = :id")
                .param("id", told.id())
                .query(String.class)
                .list()
                .isEmpty();
    }

    /// Empty where the account was made since.
    private Optional<String> name(AccountId account) {
        return jdbc.sql("select username from account where id = :id")
                .param("id", account.text())
                .query(String.class)
                .optional();
    }

    private void take(AccountId account, Loss loss, Instant now) {
        switch (loss) {
            case PASSWORD ->
                    jdbc.sql("update account set password = :none where id = :id")
                            .param("none", new byte[0])
                            .param("id", account.text())
                            .update();
            case SECOND_FACTOR -> takeFactor(account, now);
            case ACCESS ->
                    jdbc.sql("update account set status = 'DISABLED' where id = :id")
                            .param("id", account.text())
                            .update();
        }
    }

    /// One is asked for from now on, and none is there. To the address of then goes no link.
    private void takeFactor(AccountId account, Instant now) {
        for (String statement :
                List.of(
                        "delete from totp where account_id = :id",
                        """
                        insert into second_factor (account_id, method, since)
                        values (:id, 'AUTHENTICATOR', :now)
                        on conflict (account_id) do update set method = excluded.method""",
                        "update account set two_factor = 1, email_by_other = 1 where id = :id")) {
            jdbc.sql(statement)
                    .param("id", account.text())
                    .param("now", now.toEpochMilli())
                    .update();
        }
    }
}
