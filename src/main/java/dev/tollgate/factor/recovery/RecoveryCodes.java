package dev.tollgate.factor.recovery;

import dev.tollgate.factor.CodeVerdict;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.RandomSource;
import dev.tollgate.sealing.Sealer;
import dev.tollgate.storage.Transactions;
import dev.tollgate.throttle.Admission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// An account's recovery codes: ten, shown once, each good for one login. What is stored is a keyed
/// hash over account and code, so a copy of the database neither holds a code nor allows guessing
/// one.
@Component
public final class RecoveryCodes {

    public static final int COUNT = 10;

    private final JdbcClient jdbc;
    private final Transactions transactions;
    private final Sealer sealer;
    private final RandomSource random;

    RecoveryCodes(JdbcClient jdbc, Transactions transactions, Sealer sealer, RandomSource random) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.sealer = sealer;
        this.random = random;
    }

    /// Makes a new set in the open transaction and kills the old one. The codes are in no store:
    /// whoever called shows them now or never.
    public List<RecoveryCode> make(AccountId account, Instant now) {
        removeAll(account);
        jdbc.sql("insert into recovery_set (account_id, made_at) values (:account, :now)")
                .param("account", account.text())
                .param("now", now.toEpochMilli())
                .update();
        List<RecoveryCode> codes = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            RecoveryCode code = RecoveryCode.random(random);
            jdbc.sql("insert into recovery_code (account_id, digest) values (:account, :digest)")
                    .param("account", account.text())
                    .param("digest", digest(account, code))
                    .update();
            codes.add(code);
        }
        return codes;
    }

    /// Accepts the code and spends it, or rejects it, in the transaction that settles the guess.
    /// Which used codes there were is not kept, so a used one is simply wrong.
    public CodeVerdict verify(AccountId account, Admission admission, RecoveryCode code) {
        Transactions.requireOpen();
        admission.spendOn(account);
        int spent =
                jdbc.sql(
                                """
                                delete from recovery_code
                                where account_id = :account and digest = :digest""")
                        .param("account", account.text())
                        .param("digest", digest(account, code))
                        .update();
        return spent == 1
                ? new CodeVerdict.Accepted()
                : new CodeVerdict.Rejected(CodeVerdict.Reason.WRONG);
    }

    /// The state of the set; empty where none was ever made.
    public Optional<State> state(AccountId account) {
        return transactions.read(
                () ->
                        jdbc.sql(
                                        """
                                        select made_at, saved_at,
                                               (select count(*) from recovery_code
                                                where recovery_code.account_id = recovery_set.account_id)
                                        from recovery_set where account_id = :account""")
                                .param("account", account.text())
                                .query(
                                        (row, _) -> {
                                            Instant made = Instant.ofEpochMilli(row.getLong(1));
                                            long saved = row.getLong(2);
                                            Instant savedAt =
                                                    row.wasNull()
                                                            ? null
                                                            : Instant.ofEpochMilli(saved);
                                            return new State(row.getInt(3), made, savedAt);
                                        })
                                .optional());
    }

    /// Notes that the owner has kept the codes made at that instant; false where there are others
    /// by now, or this has been noted before.
    public boolean markSaved(AccountId account, Instant madeAt, Instant now) {
        Transactions.requireOpen();
        return jdbc.sql(
                                """
                                update recovery_set set saved_at = :now
                                where account_id = :account and made_at = :madeAt
                                  and saved_at is null""")
                        .param("now", now.toEpochMilli())
                        .param("account", account.text())
                        .param("madeAt", madeAt.toEpochMilli())
                        .update()
                == 1;
    }

    /// Voids the set in the open transaction.
    public void removeAll(AccountId account) {
        Transactions.requireOpen();
        for (String table : List.of("recovery_code", "recovery_set")) {
            jdbc.sql("delete from " + table + " where account_id = :account")
                    .param("account", account.text())
                    .update();
        }
    }

    private String digest(AccountId account, RecoveryCode code) {
        return sealer.keyedHash("recovery code", account.text(), code.canonical());
    }

    /// How the set stands.
    ///
    /// @param left codes not used yet
    /// @param savedAt when the owner said that they are kept, or `null`
    public record State(int left, Instant madeAt, @Nullable Instant savedAt) {}
}
