package dev.tollgate.policy;

import dev.tollgate.account.Role;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.notice.Notices;
import dev.tollgate.setting.Settings;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Tells those who have no second factor to set one up: seven days and one day before it becomes
/// mandatory and on that day, and when an administrator asks for it. A row says who is to be told
/// and who has been, so that nobody is told twice of one occasion by whatever node.
@Component
public final class Reminders {

    private static final String BY_HAND = "BY_HAND";
    private static final Duration NOT_AGAIN_WITHIN = Duration.ofDays(1);
    private static final int PORTION = 100;
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.ENGLISH);

    private static final String ASK =
            "insert into set_up_reminder (account_id, occasion, asked_at) select account.id, :occasion, :now "
                    + RollOut.MISSING;

    private final RollOut rollOut;
    private final Policies policies;
    private final Settings settings;
    private final Notices notices;
    private final JdbcClient jdbc;
    private final Transactions transactions;

    Reminders(
            RollOut rollOut,
            Policies policies,
            Settings settings,
            Notices notices,
            JdbcClient jdbc,
            Transactions transactions) {
        this.rollOut = rollOut;
        this.policies = policies;
        this.settings = settings;
        this.notices = notices;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /// Asks for those of a query who have an address; whoever was told within a day is left out.
    ///
    /// @return how many are going to be told
    public int ask(MissingQuery query, Instant now) {
        return transactions.write(
                () ->
                        rollOut.of(
                                        ASK
                                                + """
                                                and account.email <> ''
                                                on conflict (account_id, occasion) do update
                                                set asked_at = excluded.asked_at, told_at = null
                                                where set_up_reminder.told_at < :before""",
                                        RollOut.names(rollOut.roles(query)),
                                        query)
                                .param("occasion", BY_HAND)
                                .param("now", now.toEpochMilli())
                                .param("before", now.minus(NOT_AGAIN_WITHIN).toEpochMilli())
                                .update());
    }

    /// Asks for everybody whom the day concerns, where it is seven days or one day off or has come.
    void askForTheDay(Instant now) {
        SecurityOptions options = policies.current();
        LocalDate day = options.mandatoryFrom();
        Optional<String> occasion = day == null ? Optional.empty() : occasion(day, now);
        if (occasion.isEmpty() || options.mandatoryFor().isEmpty() || day == null) {
            return;
        }
        transactions.write(
                () ->
                        rollOut.of(
                                        ASK + " on conflict (account_id, occasion) do nothing",
                                        RollOut.names(options.mandatoryFor()),
                                        MissingQuery.ALL)
                                .param("occasion", day + " " + occasion.get())
                                .param("now", now.toEpochMilli())
                                .update());
    }

    /// Tells a portion of those who are to be told.
    ///
    /// @return how many were, or need not be told any more; 0 where nobody is left
    int tell(Instant now) {
        return transactions.write(
                () -> {
                    List<Asked> due = due();
                    String day = dayAhead(now);
                    for (Asked asked : due) {
                        if (claim(asked, now) && asked.missing()) {
                            notices.tell(
                                    asked.account(),
                                    day == null ? NoticeKind.SET_UP_ASKED : NoticeKind.SET_UP_AHEAD,
                                    day == null ? "" : day,
                                    now);
                        }
                    }
                    return due.size();
                });
    }

    /// The day from which a second factor is mandatory, in words; empty where it holds already or
    /// not at all.
    public Optional<String> dayAheadFor(Role role, Instant now) {
        return policies.current().mandatoryFor().contains(role)
                ? Optional.ofNullable(dayAhead(now))
                : Optional.empty();
    }

    private @Nullable String dayAhead(Instant now) {
        LocalDate day = policies.current().mandatoryFrom();
        return day != null && day.isAfter(today(now)) ? DAY.format(day) : null;
    }

    /// A day that was set late has fewer occasions: its people hear of the next one at once.
    private Optional<String> occasion(LocalDate day, Instant now) {
        long days = ChronoUnit.DAYS.between(today(now), day);
        if (days < 0 || days > 7) {
            return Optional.empty();
        }
        return Optional.of(days > 1 ? "SEVEN_DAYS" : days == 1 ? "ONE_DAY" : "THE_DAY");
    }

    private LocalDate today(Instant now) {
        return now.atZone(settings.current().timeZone()).toLocalDate();
    }

    private List<Asked> due() {
        return jdbc.sql(
                        """
                        select set_up_reminder.account_id, set_up_reminder.occasion,
                               case when account.status = 'ACTIVE' and account.portal_access = 1
                                    and not exists (select 1 from second_factor
                                        where second_factor.account_id = account.id)
                                    then 1 else 0 end as missing
                        from set_up_reminder
                        join account on account.id = set_up_reminder.account_id
                        where told_at is null order by asked_at limit :limit""")
                .param("limit", PORTION)
                .query(
                        (row, _) ->
                                new Asked(
                                        AccountId.parse(row.getString(1)),
                                        row.getString(2),
                                        row.getInt(3) == 1))
                .list();
    }

    private boolean claim(Asked asked, Instant now) {
        return jdbc.sql(
                                """
                                update set_up_reminder set told_at = :now
                                where account_id = :account and occasion = :occasion
                                  and told_at is null""")
                        .param("now", now.toEpochMilli())
                        .param("account", asked.account().text())
                        .param("occasion", asked.occasion())
                        .update()
                == 1;
    }

    private record Asked(AccountId account, String occasion, boolean missing) {}
}
