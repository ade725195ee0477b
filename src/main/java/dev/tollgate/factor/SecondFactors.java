package dev.tollgate.factor;

import dev.tollgate.kernel.AccountId;
import dev.tollgate.storage.Transactions;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Whether an account's logins ask for a second factor: a row says so, whatever policy says, and
/// while there is a row the password alone makes no session.
@Component
public final class SecondFactors {

    private final JdbcClient jdbc;
    private final Transactions transactions;

    SecondFactors(JdbcClient jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    public Optional<SecondFactor> of(AccountId account) {
        return transactions.read(
                () ->
                        jdbc.sql(
                                        "select method, since from second_factor where account_id = :account")
                                .param("account", account.text())
                                .query(
                                        (row, _) ->
                                                new SecondFactor(
                                                        Method.valueOf(row.getString(1)),
                                                        Instant.ofEpochMilli(row.getLong(2))))
                                .optional());
    }

    /// Turns it on in the open transaction; false where it was on already.
    public boolean turnOn(AccountId account, Method method, Instant now) {
        Transactions.requireOpen();
        boolean done =
                jdbc.sql(
                                        """
                                        insert into second_factor (account_id, method, since)
                                        values (:account, :method, :now)
                                        on conflict (account_id) do nothing""")
                                .param("account", account.text())
                                .param("method", method.name())
                                .param("now", now.toEpochMilli())
                                .update()
                        == 1;
        return done && mark(account, number(method));
    }

    /// Puts one method in the place of another in the open transaction, by one statement: there is
    /// no moment at which there is none. False where the account had not the other one.
    public boolean change(AccountId account, Method from, Method to) {
        Transactions.requireOpen();
        boolean done =
                jdbc.sql(
                                        """
                                        update second_factor set method = :to
                                        where account_id = :account and method = :from""")
                                .param("to", to.name())
                                .param("account", account.text())
                                .param("from", from.name())
                                .update()
                        == 1;
        return done && mark(account, number(to));
    }

    /// Turns it off in the open transaction; false where it was off already.
    public boolean turnOff(AccountId account) {
        Transactions.requireOpen();
        boolean done =
                jdbc.sql("delete from second_factor where account_id = :account")
                                .param("account", account.text())
                                .update()
                        == 1;
        return done && mark(account, 0);
    }

    /// As the account has it.
    private static int number(Method method) {
        return switch (method) {
            case AUTHENTICATOR -> 1;
            case EMAIL -> 2;
        };
    }

    /// The account says it too, for lists and counts by state; no login ever asks that copy.
    ///
    /// @param method its number, or 0 for none
    private boolean mark(AccountId account, int method) {
        return jdbc.sql("update account set two_factor = :method where id = :account")
                        .param("method", method)
                        .param("account", account.text())
                        .update()
                == 1;
    }
}
