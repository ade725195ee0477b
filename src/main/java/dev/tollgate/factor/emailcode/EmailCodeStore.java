package dev.tollgate.factor.emailcode;

import dev.tollgate.kernel.AccountId;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The rows behind mailed codes. Every method runs in the caller's transaction.
@Component
final class EmailCodeStore {

    private final JdbcClient jdbc;

    EmailCodeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Books a sending where there is room for one: a single statement, so that of any number of
    /// parallel ones no more than three in ten minutes get through.
    boolean bookSending(AccountId account, Instant now) {
        return jdbc.sql(
                                """
                                insert into email_code_sending (account_id, third_last, second_last, last)
                                values (:account, 0, 0, :now)
                                on conflict (account_id) do update
                                set third_last = email_code_sending.second_last,
                                    second_last = email_code_sending.last, last = excluded.last
                                where email_code_sending.third_last <= :since""")
                        .param("account", account.text())
                        .param("now", now.toEpochMilli())
                        .param("since", now.minus(EmailCodes.SENDINGS_WITHIN).toEpochMilli())
                        .update()
                == 1;
    }

    Instant thirdLastSending(AccountId account) {
        return jdbc.sql("select third_last from email_code_sending where account_id = :account")
                .param("account", account.text())
                .query((row, _) -> Instant.ofEpochMilli(row.getLong(1)))
                .optional()
                .orElse(Instant.EPOCH);
    }

    /// Puts a code in the place of the one before.
    void put(CodeRequest request, String digest, Instant now) {
        jdbc.sql(
                        """
                        insert into email_code (account_id, binding, digest, epoch, tries, sent_at,
                                                expires_at)
                        values (:account, :binding, :digest, :epoch, 0, :now, :expires)
                        on conflict (account_id, binding) do update
                        set digest = excluded.digest, epoch = excluded.epoch, tries = 0,
                            sent_at = excluded.sent_at, expires_at = excluded.expires_at""")
                .param("account", request.account().text())
                .param("binding", request.binding().text())
                .param("digest", digest)
                .param("epoch", request.epoch())
                .param("now", now.toEpochMilli())
                .param("expires", now.plus(EmailCodes.LIFE).toEpochMilli())
                .update();
    }

    /// Books one try before the code is looked at; false where there is no live code or none of its
    /// tries is left. The row is locked by it until the transaction ends.
    boolean bookTry(AccountId account, Binding binding, Instant now) {
        return jdbc.sql(
                                """
                                update email_code set tries = tries + 1
                                where account_id = :account and binding = :binding
                                  and tries < :tries and expires_at > :now
                                  and epoch = (select account.epoch from account
                                               where account.id = email_code.account_id)""")
                        .param("account", account.text())
                        .param("binding", binding.text())
                        .param("tries", EmailCodes.TRIES)
                        .param("now", now.toEpochMilli())
                        .update()
                == 1;
    }

    /// The only statement that accepts a code: of any number of parallel tries one gets the row.
    boolean spend(AccountId account, Binding binding, String digest) {
        return jdbc.sql(
                                """
                                delete from email_code
                                where account_id = :account and binding = :binding
                                  and digest = :digest""")
                        .param("account", account.text())
                        .param("binding", binding.text())
                        .param("digest", digest)
                        .update()
                == 1;
    }

    /// When the code was sent that may still be typed.
    Optional<Instant> liveSince(AccountId account, Binding binding, Instant now) {
        return jdbc.sql(
                        """
                        select sent_at from email_code
                        where account_id = :account and binding = :binding
                          and tries < :tries and expires_at > :now
                          and epoch = (select account.epoch from account
                                       where account.id = email_code.account_id)""")
                .param("account", account.text())
                .param("binding", binding.text())
                .param("tries", EmailCodes.TRIES)
                .param("now", now.toEpochMilli())
                .query((row, _) -> Instant.ofEpochMilli(row.getLong(1)))
                .optional();
    }

    void dropAll(AccountId account) {
        jdbc.sql("delete from email_code where account_id = :account")
                .param("account", account.text())
                .update();
    }

    void purge(Instant now) {
        jdbc.sql("delete from email_code where expires_at <= :now")
                .param("now", now.toEpochMilli())
                .update();
        jdbc.sql("delete from email_code_sending where last <= :since")
                .param("since", now.minus(EmailCodes.SENDINGS_WITHIN).toEpochMilli())
                .update();
    }
}
