package dev.tollgate;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.HashedPassword;
import dev.tollgate.account.NewAccount;
import dev.tollgate.account.Role;
import dev.tollgate.kernel.Secret;
import dev.tollgate.storage.Transactions;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Makes extensions of every role, quickly: all share one password, which is hashed once.
public final class TestStaff {

    public static final String PASSWORD = "seven green ducks fly";

    private static final AtomicInteger NUMBERS = new AtomicInteger(50_000);

    private final Accounts accounts;
    private final Transactions transactions;
    private final JdbcClient jdbc;
    private final HashedPassword hashed;

    public TestStaff(Accounts accounts, Transactions transactions, JdbcClient jdbc) {
        this.accounts = accounts;
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.hashed = accounts.hash(Secret.of(PASSWORD));
    }

    public static TestStaff of(TestPortal portal) {
        return new TestStaff(
                portal.get(Accounts.class), portal.get(Transactions.class), portal.jdbc());
    }

    /// An extension with the number as user name, and with an address.
    public Account make(Role role, Instant now) {
        String number = String.valueOf(NUMBERS.incrementAndGet());
        Secret password = Secret.of(PASSWORD);
        NewAccount wanted =
                new NewAccount(number, number + "@example.com", password, password, role);
        return transactions.write(
                () -> {
                    Account made = accounts.create(wanted, hashed, false, now).orElseThrow();
                    jdbc.sql(
                                    """
                                    insert into extension (account_id, number, name, name_key, version)
                                    values (:id, :number, 'Ana Silva', 'ana silva', 1)""")
                            .param("id", made.id().text())
                            .param("number", number)
                            .update();
                    return made;
                });
    }

    /// Disables one behind the portal's back.
    public void disable(Account account) {
        set(account, "status = 'DISABLED'");
    }

    /// Changes an account's row behind the portal's back.
    ///
    /// @param columns such as `email = ''`
    public void set(Account account, String columns) {
        transactions.write(
                () ->
                        jdbc.sql("update account set " + columns + " where id = :id")
                                .param("id", account.id().text())
                                .update());
    }
}
