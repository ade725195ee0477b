package dev.tollgate.session;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.Role;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.RandomSource;
import dev.tollgate.kernel.Source;
import dev.tollgate.kernel.Token;
import dev.tollgate.policy.Policies;
import dev.tollgate.policy.SecurityOptions;
import dev.tollgate.storage.Perishable;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The sessions of those who are logged in.
///
/// A session lives 12 hours, without activity as long as the security options say, and only while
/// its epoch is its account's and it has shown a second factor if the account has one, or was
/// opened on a trusted device. A
/// change of password, factors, role or
/// status ends every session but the one that made it, which gets a new id ([#advance]).
@Component
public final class Sessions implements Perishable {

    public static final Duration WHOLE_LIMIT = Duration.ofHours(12);
    public static final int WRONG_CONFIRMATIONS = 5;

    private static final Duration SEEN_PRECISION = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Accounts accounts;
    private final Policies policies;
    private final RandomSource random;

    Sessions(
            JdbcClient jdbc,
            Transactions transactions,
            Accounts accounts,
            Policies policies,
            RandomSource random) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.accounts = accounts;
        this.policies = policies;
        this.random = random;
    }

    /// Opens one in the transaction that settles the login. It carries the epoch that `account` was
    /// read with, so where the account has changed since it is born dead.
    ///
    /// @param passwordAt when the password was shown
    /// @param secondFactor what the second factor was, or `null` for none
    public Token open(
            Account account,
            Source source,
            Instant passwordAt,
            @Nullable String secondFactor,
            Instant now) {
        return insert(account, source, passwordAt, secondFactor, null, now);
    }

    /// Opens one for a right password on a trusted device, where no second factor was shown: it is
    /// on record as one-factor and satisfies no step-up.
    ///
    /// @param device the device's id
    public Token openOnTrust(Account account, Source source, String device, Instant now) {
        return insert(account, source, now, null, device, now);
    }

    private Token insert(
            Account account,
            Source source,
            Instant passwordAt,
            @Nullable String secondFactor,
            @Nullable String device,
            Instant now) {
        Transactions.requireOpen();
        Token token = Token.random(random);
        jdbc.sql(
                        """
                        insert into session (digest, account_id, epoch, created_at, last_seen_at, address,
                                             user_agent, password_at, second_factor_at, second_factor,
                                             device_id, confirm_failures)
                        values (:digest, :account, :epoch, :now, :now, :address, :userAgent, :passwordAt,
                                :factorAt, :factor, :device, 0)""")
                .param("digest", token.digest())
                .param("account", account.id().text())
                .param("epoch", account.epoch())
                .param("now", now.toEpochMilli())
                .param("address", source.address())
                .param("userAgent", source.userAgent())
                .param("passwordAt", passwordAt.toEpochMilli())
                .param("factorAt", secondFactor == null ? null : now.toEpochMilli())
                .param("factor", secondFactor)
                .param("device", device)
                .update();
        return token;
    }

    /// The live session behind a cookie.
    public Optional<PortalSession> find(Token token, Instant now) {
        return live(" and session.digest = :key", token.digest(), now).stream().findFirst();
    }

    /// An account's live sessions, last seen first.
    public List<PortalSession> of(AccountId account, Instant now) {
        return live(
                " and session.account_id = :key order by session.last_seen_at desc limit 100",
                account.text(),
                now);
    }

    /// Notes activity, at most once a minute.
    public void touch(PortalSession session, Instant now) {
        if (session.lastSeenAt().plus(SEEN_PRECISION).isAfter(now)) {
            return;
        }
        transactions.write(
                () ->
                        jdbc.sql(
                                        """
                                        update session set last_seen_at = :now
                                        where digest = :digest and last_seen_at < :now""")
                                .param("now", now.toEpochMilli())
                                .param("digest", session.digest())
                                .update());
    }

    /// Moves the account's security epoch forward in the open transaction: every other session,
    /// half-session and pending secret of the account is dead from the commit on; the session in
    /// hand goes on under a new id, which is returned.
    ///
    /// @throws StaleSessionException where account or session has changed since the request began:
    /// the
    ///     whole transaction is given up
    public Token advance(PortalSession session) {
        long epoch =
                accounts.growEpoch(session.account(), session.epoch())
                        .orElseThrow(Sessions::accountChanged);
        endOthers(session.account(), session.digest());
        Token token = Token.random(random);
        int renewed =
                jdbc.sql(
                                """
                                update session set digest = :new, epoch = :epoch, confirmed_purpose = null,
                                                   confirmed_at = null, confirm_failures = 0,
                                                   proven_at = null
                                where digest = :old""")
                        .param("new", token.digest())
                        .param("epoch", epoch)
                        .param("old", session.digest())
                        .update();
        if (renewed != 1) {
            throw sessionEnded();
        }
        return token;
    }

    /// Locks the account in the open transaction and insists that nothing has changed it, and
    /// nobody has ended the session, since the request read them. For acts that leave the epoch
    /// where it is.
    ///
    /// @throws StaleSessionException where account or session has changed: the whole transaction is
    /// given
    ///     up
    public void hold(PortalSession session) {
        boolean unchanged =
                accounts.lock(session.account())
                        .filter(account -> account.epoch() == session.epoch())
                        .isPresent();
        if (!unchanged) {
            throw accountChanged();
        }
        boolean there =
                jdbc.sql("select 1 from session where digest = :digest")
                        .param("digest", session.digest())
                        .query((row, _) -> row.getInt(1))
                        .optional()
                        .isPresent();
        if (!there) {
            throw sessionEnded();
        }
    }

    /// Notes in the open transaction that the code which confirmed an authenticator was shown in
    /// this session: from then on it is one with two factors.
    public void recordSecondFactor(Token token, String factor, Instant now) {
        Transactions.requireOpen();
        jdbc.sql(
                        """
                        update session set second_factor_at = :now, second_factor = :factor
                        where digest = :digest""")
                .param("now", now.toEpochMilli())
                .param("factor", factor)
                .param("digest", token.digest())
                .update();
    }

    /// Books a try of the pop-up before the password is looked at; false where five have been
    /// wrong.
    public boolean bookConfirmation(PortalSession session) {
        return transactions.write(
                        () ->
                                jdbc.sql(
                                                """
                                                update session set confirm_failures = confirm_failures + 1
                                                where digest = :digest and confirm_failures < :limit""")
                                        .param("digest", session.digest())
                                        .param("limit", WRONG_CONFIRMATIONS)
                                        .update())
                == 1;
    }

    /// Takes a try of the pop-up back where nothing was checked after all.
    public void withdrawConfirmation(PortalSession session) {
        transactions.write(
                () ->
                        jdbc.sql(
                                        """
                                        update session set confirm_failures = confirm_failures - 1
                                        where digest = :digest and confirm_failures > 0""")
                                .param("digest", session.digest())
                                .update());
    }

    /// Ends the session where the pop-up has had its five wrong passwords; true if it did.
    public boolean endIfExhausted(PortalSession session) {
        Transactions.requireOpen();
        return jdbc.sql("delete from session where digest = :digest and confirm_failures >= :limit")
                        .param("digest", session.digest())
                        .param("limit", WRONG_CONFIRMATIONS)
                        .update()
                == 1;
    }

    /// Notes in the open transaction that the owner has shown password, and code where there is
    /// one, for one purpose.
    ///
    /// @param factor what the second factor was, or `null` for none
    public void confirm(
            PortalSession session, Purpose purpose, @Nullable String factor, Instant now) {
        Transactions.requireOpen();
        jdbc.sql(
                        """
                        update session
                        set confirmed_purpose = :purpose, confirmed_at = :now, confirm_failures = 0,
                            password_at = :now,
                            second_factor_at = case when :shown = 1 then :now else second_factor_at end,
                            second_factor = case when :shown = 1 then :factor else second_factor end
                        where digest = :digest""")
                .param("purpose", purpose.name())
                .param("now", now.toEpochMilli())
                .param("shown", factor == null ? 0 : 1)
                .param("factor", factor == null ? "" : factor)
                .param("digest", session.digest())
                .update();
    }

    /// Notes in the open transaction that the pop-up's password was right, whatever else was wrong.
    public void passwordWasRight(PortalSession session) {
        Transactions.requireOpen();
        jdbc.sql("update session set confirm_failures = 0 where digest = :digest")
                .param("digest", session.digest())
                .update();
    }

    /// Takes a confirmation back: it was used, or its owner pressed "Cancel".
    public void forgetConfirmation(PortalSession session) {
        transactions.write(
                () ->
                        jdbc.sql(
                                        """
                                        update session set confirmed_purpose = null, confirmed_at = null
                                        where digest = :digest""")
                                .param("digest", session.digest())
                                .update());
    }

    /// Ends one session of an account, in the open transaction; false where it is not theirs.
    public boolean end(AccountId account, String digest) {
        Transactions.requireOpen();
        return jdbc.sql("delete from session where digest = :digest and account_id = :account")
                        .param("digest", digest)
                        .param("account", account.text())
                        .update()
                == 1;
    }

    /// Ends all sessions of an account but one, in the open transaction.
    public int endOthers(AccountId account, String keptDigest) {
        Transactions.requireOpen();
        return jdbc.sql("delete from session where account_id = :account and digest <> :kept")
                .param("account", account.text())
                .param("kept", keptDigest)
                .update();
    }

    /// Ends the sessions that were opened on a trusted device, in the open transaction.
    ///
    /// @param keptDigest of the session that goes on all the same; may be empty
    public void endOnTrust(AccountId account, String device, String keptDigest) {
        Transactions.requireOpen();
        jdbc.sql(
                        """
                        delete from session
                        where account_id = :account and device_id = :device and digest <> :kept""")
                .param("account", account.text())
                .param("device", device)
                .param("kept", keptDigest)
                .update();
    }

    /// The same for every trusted device.
    public void endAllOnTrust(AccountId account, String keptDigest) {
        Transactions.requireOpen();
        jdbc.sql(
                        """
                        delete from session
                        where account_id = :account and device_id is not null
                          and digest <> :kept""")
                .param("account", account.text())
                .param("kept", keptDigest)
                .update();
    }

    /// Ends all sessions of an account and moves its security epoch forward, in the open
    /// transaction of an act from outside any session of it.
    ///
    /// @throws StaleSessionException where the account has changed since it was read
    public void advanceFromOutside(Account account) {
        if (accounts.growEpoch(account.id(), account.epoch()).isEmpty()) {
            throw accountChanged();
        }
        endOthers(account.id(), "");
    }

    @Override
    public void purge(Instant now) {
        transactions.write(
                () ->
                        jdbc.sql(
                                        """
                                        delete from session
                                        where created_at < :created or last_seen_at < :seen""")
                                .param("created", now.minus(WHOLE_LIMIT).toEpochMilli())
                                .param(
                                        "seen",
                                        now.minus(policies.current().idleLimit()).toEpochMilli())
                                .update());
    }

    private static StaleSessionException accountChanged() {
        return StaleSessionException.because("the account has changed meanwhile");
    }

    private static StaleSessionException sessionEnded() {
        return StaleSessionException.because("the session has ended");
    }

    private List<PortalSession> live(String which, String key, Instant now) {
        return transactions.read(
                () -> {
                    SecurityOptions options = policies.current();
                    Instant provenAfter =
                            options.verifyIdentity() ? now.minus(ProvenSessions.LIFE) : null;
                    return jdbc.sql(SessionRow.LIVE + which)
                            .param("key", key)
                            .param("seenAfter", now.minus(options.idleLimit()).toEpochMilli())
                            .param("createdAfter", now.minus(WHOLE_LIMIT).toEpochMilli())
                            .query(
                                    (row, _) -> {
                                        Role role = Role.valueOf(row.getString("role"));
                                        return SessionRow.read(
                                                row,
                                                policies.demandsSecondFactor(options, role, now),
                                                provenAfter);
                                    })
                            .list();
                });
    }
}
