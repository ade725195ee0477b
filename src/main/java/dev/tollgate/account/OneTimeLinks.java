package dev.tollgate.account;

import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.RandomSource;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Token;
import dev.tollgate.notice.Mail;
import dev.tollgate.notice.Mails;
import dev.tollgate.storage.Perishable;
import dev.tollgate.storage.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Links that are mailed and work once. Opening one changes nothing; the form on its page spends
/// it.
///
/// Only the digest of a token is stored. There is at most one link of a kind an account: a new one
/// kills the one before it, and its mail where that is not sent yet. A link dies when its time is
/// over, when the account's epoch moves on, and while nobody may log in to the account.
@Component
public final class OneTimeLinks implements Perishable {

    private static final Duration REMEMBERED = Duration.ofDays(90);

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Accounts accounts;
    private final Mails mails;
    private final RandomSource random;

    OneTimeLinks(
            JdbcClient jdbc,
            Transactions transactions,
            Accounts accounts,
            Mails mails,
            RandomSource random) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.accounts = accounts;
        this.mails = mails;
        this.random = random;
    }

    /// Makes a link and posts its mail, in the open transaction of a caller who has locked the
    /// account.
    ///
    /// @param account as it is now: the link dies with its epoch
    /// @param address where the mail goes
    public void send(LinkKind kind, Account account, String address, Instant now) {
        drop(account.id(), kind);
        Token token = Token.random(random);
        Instant until = now.plus(kind.life());
        jdbc.sql(
                        """
                        insert into one_time_link (digest, account_id, kind, address, epoch,
                                                   created_at, expires_at)
                        values (:digest, :account, :kind, :address, :epoch, :now, :until)""")
                .param("digest", token.digest())
                .param("account", account.id().text())
                .param("kind", kind.name())
                .param("address", address)
                .param("epoch", account.epoch())
                .param("now", now.toEpochMilli())
                .param("until", until.toEpochMilli())
                .update();
        Secret place = Secret.of(kind.page() + "?link=" + token.text());
        mails.post(new Mail(kind.mail(), account.id(), address, place, until), now);
    }

    /// The live link of a kind that has this token. Reading spends nothing.
    public Optional<OneTimeLink> find(LinkKind kind, Token token, Instant now) {
        return transactions.read(
                () ->
                        jdbc.sql(
                                        """
                                        select one_time_link.* from one_time_link
                                        join account on account.id = one_time_link.account_id
                                        where one_time_link.digest = :digest
                                          and one_time_link.kind = :kind
                                          and one_time_link.expires_at > :now
                                          and account.epoch = one_time_link.epoch
                                          and account.status = 'ACTIVE'
                                          and account.portal_access = 1""")
                                .param("digest", token.digest())
                                .param("kind", kind.name())
                                .param("now", now.toEpochMilli())
                                .query((row, _) -> link(row))
                                .optional());
    }

    /// Spends a link in the open transaction of what it is for, and locks its account. Of any
    /// number of requests with one link, one gets it.
    public Optional<Spent> spend(LinkKind kind, Token token, Instant now) {
        Transactions.requireOpen();
        return owner(token)
                .flatMap(accounts::lock)
                .filter(Account::hasAccess)
                .flatMap(account -> spend(kind, token, account, now));
    }

    /// The link of a kind that was made for an account and is not spent, dead or alive.
    public Optional<Standing> standing(LinkKind kind, AccountId account, Instant now) {
        return Optional.ofNullable(standing(kind, List.of(account), now).get(account));
    }

    /// The same of many accounts; those without such a link are left out.
    public Map<AccountId, Standing> standing(
            LinkKind kind, Collection<AccountId> accounts, Instant now) {
        if (accounts.isEmpty()) {
            return Map.of();
        }
        return transactions.read(
                () ->
                        jdbc
                                .sql(
                                        """
                                        select one_time_link.*,
                                               case when one_time_link.expires_at > :now
                                                     and account.epoch = one_time_link.epoch
                                                     and account.status = 'ACTIVE'
                                                     and account.portal_access = 1
                                                    then 1 else 0 end as live
                                        from one_time_link
                                        join account on account.id = one_time_link.account_id
                                        where account_id in (:accounts) and kind = :kind""")
                                .param("accounts", accounts.stream().map(AccountId::text).toList())
                                .param("kind", kind.name())
                                .param("now", now.toEpochMilli())
                                .query((row, _) -> new Standing(link(row), row.getInt("live") != 0))
                                .stream()
                                .collect(
                                        Collectors.toMap(
                                                standing -> standing.link().account(),
                                                standing -> standing)));
    }

    /// Kills the link of a kind, and its mail where that is not sent yet, in the open transaction.
    public void drop(AccountId account, LinkKind kind) {
        Transactions.requireOpen();
        jdbc.sql("delete from one_time_link where account_id = :account and kind = :kind")
                .param("account", account.text())
                .param("kind", kind.name())
                .update();
        mails.withdraw(account, kind.mail());
    }

    /// Forgets what has run out; an invitation later, since people ask what has become of it.
    @Override
    public void purge(Instant now) {
        transactions.write(
                () ->
                        jdbc.sql(
                                        """
                                        delete from one_time_link
                                        where expires_at <= :before
                                           or (expires_at <= :now and kind <> 'INVITATION')""")
                                .param("now", now.toEpochMilli())
                                .param("before", now.minus(REMEMBERED).toEpochMilli())
                                .update());
    }

    private Optional<AccountId> owner(Token token) {
        return jdbc.sql("select account_id from one_time_link where digest = :digest")
                .param("digest", token.digest())
                .query((row, _) -> AccountId.parse(row.getString(1)))
                .optional();
    }

    private Optional<Spent> spend(LinkKind kind, Token token, Account account, Instant now) {
        return jdbc.sql(
                        """
                        delete from one_time_link
                        where digest = :digest and kind = :kind and epoch = :epoch
                          and expires_at > :now
                        returning *""")
                .param("digest", token.digest())
                .param("kind", kind.name())
                .param("epoch", account.epoch())
                .param("now", now.toEpochMilli())
                .query((row, _) -> new Spent(account, link(row)))
                .optional();
    }

    private static OneTimeLink link(ResultSet row) throws SQLException {
        return new OneTimeLink(
                LinkKind.valueOf(row.getString("kind")),
                AccountId.parse(row.getString("account_id")),
                row.getString("address"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("expires_at")));
    }

    /// What has become of a link that is not spent.
    public record Standing(OneTimeLink link, boolean live) {}

    /// A link that was live until now.
    ///
    /// @param account its owner, locked
    public record Spent(Account account, OneTimeLink link) {}
}
