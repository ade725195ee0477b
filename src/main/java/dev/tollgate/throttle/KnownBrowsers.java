package dev.tollgate.throttle;

import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Ids;
import dev.tollgate.kernel.Keepsake;
import dev.tollgate.kernel.Keepsakes;
import dev.tollgate.kernel.RandomSource;
import dev.tollgate.kernel.Token;
import dev.tollgate.sealing.Sealer;
import dev.tollgate.storage.Perishable;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The browsers that each account has logged in from. A known browser has waits of its own, for
/// passwords and for codes, so that a stranger who guesses cannot keep the owner out. It opens
/// nothing, and ten wrong passwords in a row void it.
///
/// The cookie's name is a keyed hash of what failures are counted under, so it tells nobody whose
/// it is, and an unknown login name is treated alike.
@Component
public final class KnownBrowsers implements Perishable {

    /// Wrong passwords in a row that void one.
    public static final int WRONG_PASSWORDS = 10;

    /// Of one account. One more takes the place of the one that logged in longest ago.
    public static final int MOST = 20;

    /// After this time without a login a browser is forgotten.
    public static final Duration FORGOTTEN_AFTER = Duration.ofDays(180);

    /// The longest that browsers keep a cookie.
    private static final Duration COOKIE_LIFE = Duration.ofDays(400);

    private static final int NAME_DIGITS = 16;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final RandomSource random;
    private final Ids ids;
    private final Sealer sealer;

    KnownBrowsers(
            JdbcClient jdbc,
            Transactions transactions,
            RandomSource random,
            Ids ids,
            Sealer sealer) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.random = random;
        this.ids = ids;
        this.sealer = sealer;
    }

    /// The browser that asks, where it is known.
    ///
    /// @param subject what the typed name's failures are counted under
    public Optional<KnownBrowser> find(String subject, Keepsakes brought, Instant now) {
        return brought.under(name(subject))
                .flatMap(token -> transactions.read(() -> find(subject, token, now)));
    }

    /// Notes a complete login in the open transaction of a caller who has locked the account.
    ///
    /// @param browser the id of the known browser that it came from, or `null`
    /// @return what an unknown browser is known by from now on; empty for a known one
    public Optional<Keepsake> meet(AccountId account, @Nullable String browser, Instant now) {
        Transactions.requireOpen();
        return browser != null && touch(account, browser, now)
                ? Optional.empty()
                : Optional.of(meet(account, now));
    }

    /// Knows a browser from now on, in the open transaction of a caller who has locked the account:
    /// what it is given to bring along.
    public Keepsake meet(AccountId account, Instant now) {
        Transactions.requireOpen();
        makeRoom(account);
        Token token = Token.random(random);
        jdbc.sql(
                        """
                        insert into known_browser (id, account_id, digest, created_at, last_login_at)
                        values (:id, :account, :digest, :now, :now)""")
                .param("id", ids.next(now).toString())
                .param("account", account.text())
                .param("digest", token.digest())
                .param("now", now.toEpochMilli())
                .update();
        return new Keepsake(name(account.text()), token, COOKIE_LIFE);
    }

    /// Notes in the open transaction that a known browser's password was wrong; the tenth voids it.
    public void passwordWasWrong(KnownBrowser browser) {
        Transactions.requireOpen();
        jdbc.sql(
                        """
                        delete from known_browser where id = :id and exists
                            (select 1 from budget where budget.kind = 'KNOWN_PASSWORD'
                               and budget.subject = known_browser.id and budget.in_row >= :limit)""")
                .param("id", browser.id())
                .param("limit", WRONG_PASSWORDS)
                .update();
    }

    /// Forgets the browsers that have not logged in for long.
    @Override
    public void purge(Instant now) {
        transactions.write(
                () ->
                        jdbc.sql("delete from known_browser where last_login_at <= :before")
                                .param("before", now.minus(FORGOTTEN_AFTER).toEpochMilli())
                                .update());
    }

    private Optional<KnownBrowser> find(String subject, Token token, Instant now) {
        return jdbc.sql(
                        """
                        select id from known_browser
                        where digest = :digest and account_id = :subject
                          and last_login_at > :after and not exists
                            (select 1 from budget where budget.kind = 'KNOWN_PASSWORD'
                               and budget.subject = known_browser.id and budget.in_row >= :limit)""")
                .param("digest", token.digest())
                .param("subject", subject)
                .param("after", now.minus(FORGOTTEN_AFTER).toEpochMilli())
                .param("limit", WRONG_PASSWORDS)
                .query((row, _) -> new KnownBrowser(row.getString(1)))
                .optional();
    }

    private boolean touch(AccountId account, String browser, Instant now) {
        return jdbc.sql(
                                """
                                update known_browser set last_login_at = :now
                                where id = :id and account_id = :account""")
                        .param("now", now.toEpochMilli())
                        .param("id", browser)
                        .param("account", account.text())
                        .update()
                == 1;
    }

    private void makeRoom(AccountId account) {
        jdbc.sql(
                        """
                        delete from known_browser where account_id = :account and id not in
                            (select id from known_browser where account_id = :account
                             order by last_login_at desc, id desc limit :kept)""")
                .param("account", account.text())
                .param("kept", MOST - 1)
                .update();
    }

    private String name(String subject) {
        return "browser-" + sealer.keyedHash("known browser", subject).substring(0, NAME_DIGITS);
    }
}
