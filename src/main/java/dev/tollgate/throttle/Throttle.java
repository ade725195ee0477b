package dev.tollgate.throttle;

import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Source;
import dev.tollgate.storage.Perishable;
import dev.tollgate.storage.Transactions;
import dev.tollgate.throttle.Admission.Booking;
import dev.tollgate.throttle.Budget.Style;
import dev.tollgate.throttle.BudgetStore.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Admits guesses. A try is booked in a transaction of its own, committed before this returns, so
/// that of any number of parallel guesses only as many as the budget has left reach a check, on
/// every node and over every restart. [#giveBack] takes the booking out again, in the transaction
/// of the success.
@Component
public final class Throttle implements Perishable {

    /// Within this time a login gives the failures of its own account back to the source.
    private static final Duration GIVEN_BACK_WITHIN = Duration.ofMinutes(10);

    /// A source's budget grows by one for each account that logged in from it in these days.
    private static final Duration GROWS_OVER = Duration.ofDays(30);

    /// However many accounts log in from it.
    private static final int GROWS_TO = 1_000;

    private final BudgetStore store;
    private final AllowedSources allowed;
    private final AuditLog audit;
    private final Transactions transactions;

    Throttle(BudgetStore store, AllowedSources allowed, AuditLog audit, Transactions transactions) {
        this.store = store;
        this.allowed = allowed;
        this.audit = audit;
        this.transactions = transactions;
    }

    /// Asks to check a password at the login page. An allowed source is counted and never held up;
    /// the waits of the account hold there too.
    ///
    /// @param subject what the typed name stands for: an account, or the keyed hash of an unknown
    /// name
    /// @param account the account behind it, or `null`
    public Decision admitPassword(
            String subject, @Nullable AccountId account, Source source, Instant now) {
        Line from = Line.of(Budget.SOURCE, source.subject()).causedBy(subject);
        Line about = Line.of(Budget.PASSWORD, subject);
        Transactions.requireNone();
        return transactions.write(
                () -> {
                    Line counted = allowed.hold(source) ? from.onlyCounting() : from;
                    return admit(account, List.of(counted, about), now);
                });
    }

    /// The same from a browser that the account knows. It is held up by its own wrong passwords
    /// only, neither by those of strangers for the account nor by those of others at its source,
    /// where it is counted all the same: ten in a row void it, so it is nobody's way round the
    /// other budgets.
    public Decision admitPassword(
            AccountId account, KnownBrowser browser, Source source, Instant now) {
        List<Line> lines =
                List.of(
                        Line.of(Budget.SOURCE, source.subject())
                                .causedBy(account.text())
                                .onlyCounting(),
                        Line.of(Budget.KNOWN_PASSWORD, browser.id()));
        Transactions.requireNone();
        return transactions.write(() -> admit(account, lines, now));
    }

    /// Asks to check a password in the pop-up of an open session.
    public Decision admitConfirmation(AccountId account, Instant now) {
        List<Line> lines = List.of(Line.of(Budget.CONFIRMATION, account.text()));
        Transactions.requireNone();
        return transactions.write(() -> admit(account, lines, now));
    }

    /// Asks to check a code of any kind.
    ///
    /// After the hard stop the guess is admitted as one that cannot log in by itself, without being
    /// booked: the half-session that it is made in bounds such guesses, and each needs two more
    /// right ones.
    ///
    /// @param authenticators how many the account has, at least 1
    public Decision admitCode(AccountId account, int authenticators, Instant now) {
        return admitCode(
                account, authenticators, List.of(secondFactor(account, authenticators)), now);
    }

    /// The same from a browser that the account knows: held up by its own wrong codes only, which
    /// count towards the hard stop like all others.
    public Decision admitCode(
            AccountId account, int authenticators, KnownBrowser browser, Instant now) {
        return admitCode(
                account,
                authenticators,
                List.of(
                        secondFactor(account, authenticators).onlyCounting(),
                        Line.of(Budget.KNOWN_CODE, browser.id())),
                now);
    }

    /// Asks to note down that somebody has forgotten a password. It is never given back.
    public Decision admitForgotten(Source source, Instant now) {
        return admitOnly(Budget.RESET_SOURCE, source.subject(), now);
    }

    /// Asks to mail a link to an account. It is never given back.
    public Decision admitLinkMail(AccountId account, Instant now) {
        return admitOnly(Budget.LINK_MAIL, account.text(), now);
    }

    /// Asks to mail a link to an address that an account wants to have. It is never given back.
    public Decision admitConfirmMail(AccountId account, Instant now) {
        return admitOnly(Budget.CONFIRM_MAIL, account.text(), now);
    }

    /// Takes the booking of a right guess out again and ends the waits of its account. Failures
    /// from the same *source* stay counted, and so do an account's wrong codes of the last 30 days.
    public void giveBack(Admission admission) {
        Transactions.requireOpen();
        for (Booking booking : admission.bookings()) {
            store.giveBack(booking);
            if (booking.budget() == Budget.SOURCE) {
                continue;
            }
            if (booking.line().holdsUp()) {
                store.save(booking.budget(), booking.subject(), State.FRESH);
            } else {
                store.endRow(booking.budget(), booking.subject());
            }
        }
    }

    /// Notes a complete login, in its open transaction: what the same account failed from there a
    /// moment ago is given back to the source, so that many behind one address do not add up their
    /// slips, and the source's budget grows. Failures about other accounts stay counted, whoever
    /// logs in.
    public void loggedIn(AccountId account, Source source, Instant now) {
        Transactions.requireOpen();
        store.giveBackToSource(source.subject(), account.text(), now.minus(GIVEN_BACK_WITHIN));
        store.noteLogin(source.subject(), account.text(), now);
    }

    /// Ends the row of failures after the three right codes, or the recovery code, that lead out of
    /// the hard stop. The failures of the last 30 days stay counted.
    public void leaveHardStop(AccountId account) {
        Transactions.requireOpen();
        store.save(Budget.SECOND_FACTOR, account.text(), State.FRESH);
    }

    /// Ends an account's waits, as a changed password does; not the hard stop. Its codes' row is
    /// held
    /// before those of its browsers, as where a code is admitted.
    public void endWaits(AccountId account) {
        Transactions.requireOpen();
        for (Budget budget : List.of(Budget.PASSWORD, Budget.CONFIRMATION)) {
            store.save(budget, account.text(), State.FRESH);
            store.forgetAttempts(budget, account.text());
        }
        State state = store.lock(Budget.SECOND_FACTOR, account.text());
        store.save(
                Budget.SECOND_FACTOR, account.text(), new State(state.inRow(), 0, Instant.EPOCH));
        store.endWaitsOfBrowsers(account.text());
    }

    /// Ends waits and hard stop and forgets the failures, as an administrator or the console may.
    public void unlock(AccountId account) {
        endWaits(account);
        store.save(Budget.SECOND_FACTOR, account.text(), State.FRESH);
        store.forgetAttempts(Budget.SECOND_FACTOR, account.text());
    }

    /// Takes a booking out again where nothing was checked after all.
    public void withdraw(Admission admission) {
        transactions.write(() -> admission.bookings().forEach(store::withdraw));
    }

    /// How an account's second factor stands, without booking anything.
    ///
    /// @param authenticators how many the account has, at least 1
    public CodeStanding codeStanding(AccountId account, int authenticators, Instant now) {
        return transactions.read(
                () -> {
                    State state = store.read(Budget.SECOND_FACTOR, account.text());
                    return new CodeStanding(
                            hasStopped(account, state, authenticators, now), state.notBefore());
                });
    }

    /// Wrong codes of an account after `since`, whatever succeeded between; those of the last 30
    /// days.
    public int wrongCodesSince(AccountId account, Instant since, Instant now) {
        Instant start = now.minus(Guarantee.PERIOD);
        Duration span = Duration.between(since.isAfter(start) ? since : start, now);
        return transactions.read(
                () -> store.failuresWithin(Budget.SECOND_FACTOR, account.text(), span, now));
    }

    /// Forgets what no window and no guarantee looks at any more.
    @Override
    public void purge(Instant now) {
        transactions.write(() -> store.purge(now.minus(Guarantee.PERIOD)));
    }

    private Decision admitOnly(Budget budget, String subject, Instant now) {
        Transactions.requireNone();
        return transactions.write(() -> admit(null, List.of(Line.of(budget, subject)), now));
    }

    private static Line secondFactor(AccountId account, int authenticators) {
        return Line.of(Budget.SECOND_FACTOR, account.text()).weighing(authenticators);
    }

    private Decision admitCode(
            AccountId account, int authenticators, List<Line> lines, Instant now) {
        Transactions.requireNone();
        return transactions.write(
                () -> {
                    State state = store.lock(Budget.SECOND_FACTOR, account.text());
                    return hasStopped(account, state, authenticators, now)
                            ? new Decision.Admitted(new Admission(account, List.of(), true))
                            : admit(account, lines, now);
                });
    }

    private boolean hasStopped(AccountId account, State state, int authenticators, Instant now) {
        return Guarantee.isSpent(state.inRow(), authenticators)
                || Guarantee.isSpent(
                        store.weightWithin(
                                Budget.SECOND_FACTOR, account.text(), Guarantee.PERIOD, now),
                        authenticators);
    }

    private Decision admit(@Nullable AccountId account, List<Line> lines, Instant now) {
        List<Entry> entries = new ArrayList<>();
        for (Line line : lines) {
            State state = store.lock(line.budget(), line.subject());
            if (!line.holdsUp()) {
                entries.add(new Entry(line, state, counted(line, state)));
                continue;
            }
            int failures =
                    store.failuresWithin(
                            line.budget(), line.subject(), line.budget().window(), now);
            if (now.isBefore(state.notBefore())) {
                return new Decision.Wait(state.notBefore());
            }
            if (line.budget().style() == Style.BLOCKS && isSpent(line, failures, now)) {
                return new Decision.Wait(block(line, state, now));
            }
            entries.add(new Entry(line, state, afterOneMore(line, state, failures, now)));
        }
        return new Decision.Admitted(new Admission(account, book(entries, now), false));
    }

    /// The accounts behind a source are counted only where its first tries are spent.
    private boolean isSpent(Line line, int failures, Instant now) {
        return line.budget().isSpent(failures)
                && line.budget()
                        .isSpent(
                                failures,
                                store.accountsFrom(
                                        line.subject(), now.minus(GROWS_OVER), GROWS_TO));
    }

    private Instant block(Line line, State state, Instant now) {
        State blocked = raised(line.budget(), state, now);
        store.save(line.budget(), line.subject(), blocked);
        audit.write(
                AuditEvent.refused(
                        now,
                        Kind.SOURCE_BLOCKED,
                        null,
                        new Source(line.subject(), ""),
                        "until " + blocked.notBefore()));
        return blocked.notBefore();
    }

    private static State afterOneMore(Line line, State state, int failures, Instant now) {
        Budget budget = line.budget();
        State counted = counted(line, state);
        boolean slower =
                budget.style() == Style.SLOWS
                        && (budget.isSpent(failures + 1) || levelNow(budget, state, now) > 0);
        return slower ? raised(budget, counted, now) : counted;
    }

    private static State counted(Line line, State state) {
        return new State(state.inRow() + line.weight(), state.level(), state.notBefore());
    }

    private static State raised(Budget budget, State state, Instant now) {
        int level = levelNow(budget, state, now) + 1;
        return new State(state.inRow(), level, now.plus(budget.waitAt(level)));
    }

    private static int levelNow(Budget budget, State state, Instant now) {
        boolean forgotten = now.isAfter(state.notBefore().plus(budget.forgottenAfter()));
        return forgotten ? 0 : state.level();
    }

    private List<Booking> book(List<Entry> entries, Instant now) {
        return entries.stream()
                .map(entry -> store.book(entry.line(), entry.before(), entry.after(), now))
                .toList();
    }

    /// How an account's second factor stands.
    ///
    /// @param stopped whether it has stopped hard
    /// @param notBefore when the next code is looked at; in the past for at once
    public record CodeStanding(boolean stopped, Instant notBefore) {}

    private record Entry(Line line, State before, State after) {}
}
