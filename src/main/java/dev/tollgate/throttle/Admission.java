package dev.tollgate.throttle;

import dev.tollgate.kernel.AccountId;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Leave to check one guess, booked and durable before it is given. Good for one check.
public final class Admission {

    private final @Nullable AccountId account;
    private final List<Booking> bookings;
    private final boolean underHardStop;
    private final AtomicBoolean spent = new AtomicBoolean();

    Admission(@Nullable AccountId account, List<Booking> bookings, boolean underHardStop) {
        this.account = account;
        this.bookings = List.copyOf(bookings);
        this.underHardStop = underHardStop;
    }

    /// Whether the account's second factor has stopped hard. A right code then is one of the three
    /// that lead out of it, not a login.
    public boolean underHardStop() {
        return underHardStop;
    }

    /// Marks the one check as made.
    ///
    /// @throws IllegalStateException the second time, or for another account than the one admitted
    public void spendOn(AccountId checked) {
        if (!checked.equals(account)) {
            throw new IllegalStateException("admitted for another account");
        }
        if (!spent.compareAndSet(false, true)) {
            throw new IllegalStateException("an admission is good for one check");
        }
    }

    List<Booking> bookings() {
        return bookings;
    }

    /// One booked try.
    ///
    /// @param line what it was booked for
    /// @param before the budget's state without it
    /// @param after the budget's state with it
    record Booking(Line line, String attemptId, BudgetStore.State before, BudgetStore.State after) {

        Budget budget() {
            return line.budget();
        }

        String subject() {
            return line.subject();
        }

        int weight() {
            return after.inRow() - before.inRow();
        }
    }
}
