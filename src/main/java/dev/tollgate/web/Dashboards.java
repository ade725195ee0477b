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
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Gathers what the Dashboard shows. Each figure costs the same however many accounts there are.
@Component
final class Dashboards {

    private static final Duration DAY = Duration.ofHours(24);

    /// Where the list of what a figure counts is.
    private static final Map<String, String> LISTS = Map.of("blocked", "/security/rules");

    private final TwoFactorCounts counts;
    private final Health health;
    private final AuditLog audit;
    private final Transactions transactions;

    Dashboards(TwoFactorCounts counts, Health health, AuditLog audit, Transactions transactions) {
        this.counts = counts;
        this.health = health;
        this.audit = audit;
        this.transactions = transactions;
    }

    DashboardView of(Moments moments) {
        List<PartView> parts = health.parts(moments);
        return new DashboardView(
                parts.stream().filter(part -> !part.sound()).map(PartView::text).toList(),
                coverage(counts.count(moments.now())),
                day(moments.now().minus(DAY)),
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

    private List<FigureView> day(Instant since) {
        return List.of(
                figure("failures", EnumSet.of(Kind.LOGIN_REFUSED, Kind.CODE_REFUSED), since, false),
                figure("blocked", EnumSet.of(Kind.SOURCE_BLOCKED), since, true),
                figure("off", EnumSet.of(Kind.TWO_FACTOR_OFF, Kind.TWO_FACTOR_RESET), since, true),
                figure("alarms", EnumSet.of(Kind.HARD_STOP, Kind.DEVICE_STOLEN), since, true));
    }

    private FigureView figure(String key, Set<Kind> kinds, Instant since, boolean alarming) {
        long count = transactions.read(() -> audit.count(kinds, since));
        return new FigureView(key, digits(count), alarming && count > 0, LISTS.get(key));
    }

    private static String digits(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }
}
