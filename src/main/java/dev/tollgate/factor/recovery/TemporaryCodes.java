package dev.tollgate.factor.recovery;

import dev.tollgate.factor.CodeVerdict;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.RandomSource;
import dev.tollgate.sealing.Sealer;
import dev.tollgate.storage.Transactions;
import dev.tollgate.throttle.Admission;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The temporary codes that administrators have issued: one an account at most, for one login
/// within eight hours, or for the proof before a mandatory set-up; dead as soon as password,
/// factors, role or status of the account change, but for the change of an issued password.
/// Stored as a keyed hash over account and code.
@Component
public final class TemporaryCodes {

    public static final Duration LIFE = Duration.ofHours(8);

    /// What the row of a session says that was opened with one. Such a login shows no second factor
    /// of its owner's, so it stands in for no step-up.
    public static final String FACTOR = "temporary code";

    private final JdbcClient jdbc;
    private final Sealer sealer;
    private final RandomSource random;

    TemporaryCodes(JdbcClient jdbc, Sealer sealer, RandomSource random) {
        this.jdbc = jdbc;
        this.sealer = sealer;
        this.random = random;
    }

    /// Issues one in the open transaction and kills the one before it. It is in no store: whoever
    /// called shows it now or never.
    ///
    /// @param epoch the account's, locked in this transaction
    public TemporaryCode issue(AccountId account, long epoch, Instant now) {
        Transactions.requireOpen();
        TemporaryCode code = TemporaryCode.random(random);
        jdbc.sql(
                        """
                        insert into temporary_code (account_id, digest, epoch, expires_at)
                        values (:account, :digest, :epoch, :expires)
                        on conflict (account_id) do update
                        set digest = excluded.digest, epoch = excluded.epoch,
                            expires_at = excluded.expires_at""")
                .param("account", account.text())
                .param("digest", digest(account, code))
                .param("epoch", epoch)
                .param("expires", now.plus(LIFE).toEpochMilli())
                .update();
        return code;
    }

    /// Lets the code outlive a change of the account that has just moved its epoch forward by one,
    /// in the open transaction: that of a password which somebody else had issued.
    ///
    /// @param before the epoch until then
    public void carryOver(AccountId account, long before) {
        Transactions.requireOpen();
        jdbc.sql(
                        """
                        update temporary_code set epoch = :before + 1
                        where account_id = :account and epoch = :before""")
                .param("before", before)
                .param("account", account.text())
                .update();
    }

    /// Accepts the code and spends it, or rejects it, in the transaction that settles the guess.
    public CodeVerdict verify(
            AccountId account, Admission admission, TemporaryCode code, Instant now) {
        Transactions.requireOpen();
        admission.spendOn(account);
        int spent =
                jdbc.sql(
                                """
                                delete from temporary_code
                                where account_id = :account and digest = :digest
                                  and expires_at > :now
                                  and epoch = (select account.epoch from account
                                               where account.id = temporary_code.account_id)""")
                        .param("account", account.text())
                        .param("digest", digest(account, code))
                        .param("now", now.toEpochMilli())
                        .update();
        return spent == 1
                ? new CodeVerdict.Accepted()
                : new CodeVerdict.Rejected(CodeVerdict.Reason.WRONG);
    }

    private String digest(AccountId account, TemporaryCode code) {
        return sealer.keyedHash("temporary code", account.text(), code.canonical());
    }
}
