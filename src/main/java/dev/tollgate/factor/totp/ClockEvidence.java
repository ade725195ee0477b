package dev.tollgate.factor.totp;

import dev.tollgate.storage.Transactions;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// What the codes accepted last tell about the server's clock. Phones keep good time, so where most
/// of them are a step off, it is the server that is.
@Component
public final class ClockEvidence {

    /// Of how many authenticators the newest code counts.
    private static final int NEWEST = 101;

    /// Fewer say more about single phones than about the clock.
    private static final int ENOUGH = 5;

    /// How far ahead of the clock an accepted step may lie: the step after the present one.
    private static final int ACCEPTED_AHEAD = 1;

    private final JdbcClient jdbc;
    private final Transactions transactions;

    ClockEvidence(JdbcClient jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    public Evidence read(Instant now) {
        List<Spent> spent = transactions.read(this::newest);
        List<Long> offs = spent.stream().map(Spent::off).sorted().toList();
        long furthest = spent.stream().mapToLong(Spent::step).max().orElse(0);
        boolean ahead = furthest > TotpCodes.step(now) + ACCEPTED_AHEAD;
        return new Evidence(
                offs.size(),
                offs.size() < ENOUGH ? 0 : Math.toIntExact(offs.get(offs.size() / 2)),
                ahead
                        ? Instant.ofEpochSecond(
                                (furthest - ACCEPTED_AHEAD) * TotpCodes.STEP_SECONDS)
                        : Instant.EPOCH);
    }

    private List<Spent> newest() {
        return jdbc.sql(
                        """
                        select last_step, last_used_at from totp where last_used_at is not null
                        order by last_used_at desc limit :newest""")
                .param("newest", NEWEST)
                .query((row, _) -> new Spent(row.getLong(1), row.getLong(2)))
                .list();
    }

    /// @param step that was accepted last
    /// @param at when, by the clock of that moment
    private record Spent(long step, long at) {

        long off() {
            return step - TotpCodes.step(Instant.ofEpochMilli(at));
        }
    }

    /// @param codes how many were looked at
    /// @param medianSteps by how many steps most phones are ahead of the server, so the server is
    ///     slow; negative where it is fast, and 0 where too few codes were looked at
    /// @param refusedUntil until when the clock, which had run fast before, has not come to the
    /// step
    ///     that was accepted last, so that codes are refused; in the past where it has
    public record Evidence(int codes, int medianSteps, Instant refusedUntil) {

        /// Whether the clock had run fast, and somebody's codes are refused for it.
        public boolean hadRunFast(Instant now) {
            return refusedUntil.isAfter(now);
        }
    }
}
