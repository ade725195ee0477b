package dev.tollgate.web;

import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.extension.TwoFactorCount;
import dev.tollgate.extension.TwoFactorCounts;
import dev.tollgate.storage.Transactions;
import dev.tollgate.web.DashboardView.CoverageView;
import dev.tollgate.web.DashboardView.FigureView;
import dev.tollgate.web.DashboardView.PartView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Gathers what the Dashboard shows. Each figure costs the same however many accounts there are.
@Component
final class Dashboards {

    private static final Duration DAY = Duration.ofHours(24);

    private final TwoFactorCounts counts;
    private final Health health;
    private final RecordHealth recordHealth;
    private final BackupHealth backupHealth;
    private final AuditLog audit;
    private final Transactions transactions;

    Dashboards(
            TwoFactorCounts counts,
            Health health,
            RecordHealth recordHealth,
            BackupHealth backupHealth,
            AuditLog audit,
            Transactions transactions) {
        this.counts = counts;
        this.health = health;
        this.recordHealth = recordHealth;
        this.backupHealth = backupHealth;
        this.audit = audit;
        this.transactions = transactions;
    }

    DashboardView of(Moments moments) {
        List<PartView> parts = new ArrayList<>(health.parts(moments));
        parts.add(backupHealth.part(moments));
        parts.addAll(recordHealth.parts(moments));
        return new DashboardView(
                parts.stream().filter(part -> !part.sound()).map(PartView::text).toList(),
                coverage(counts.count(moments.now())),
                day(moments),
                parts.stream().filter(PartView::sound).toList());
    }

    private static @Nullable CoverageView coverage(TwoFactorCount count) {
        return count.all() == 0
                ? null
                : new CoverageView(
                        digits(count.with()),
                        digits(count.without()),
                        digits(count.all()),
                        count.percent());
    }

    /// Each leads to the list from the day on in which the 24 hours began.
    private List<FigureView> day(Moments moments) {
        return List.of(
                figure("failures", EventGroup.LOGIN_FAILURES, moments, false),
                blocked(count(EnumSet.of(Kind.SOURCE_BLOCKED), moments.now().minus(DAY))),
                figure("off", EventGroup.TWO_FACTOR_ENDED, moments, true),
                figure("alarms", EventGroup.ALARMS, moments, true));
    }

    private FigureView figure(String key, EventGroup events, Moments moments, boolean alarming) {
        Instant since = moments.now().minus(DAY);
        long count = count(events.kinds(), since);
        String address = events.address() + "&from=" + since.atZone(moments.zone()).toLocalDate();
        return new FigureView(key, digits(count), alarming && count > 0, address);
    }

    private static FigureView blocked(long count) {
        return new FigureView("blocked", digits(count), count > 0, "/security/rules");
    }

    private long count(Set<Kind> kinds, Instant since) {
        return transactions.read(() -> audit.count(kinds, since));
    }

    private static String digits(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }
}
