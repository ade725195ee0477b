package dev.tollgate.bench;

import dev.tollgate.account.Role;
import dev.tollgate.extension.ExtensionQuery;
import dev.tollgate.extension.ExtensionQuery.AccountStatus;
import dev.tollgate.extension.ExtensionQuery.TwoFactor;
import dev.tollgate.extension.ExtensionSort;
import dev.tollgate.extension.Extensions;
import dev.tollgate.extension.TwoFactorCounts;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Times what the server does for one page of the list: the page and its total, in one transaction.
final class ListTimes {

    private static final int WARM = 5;
    private static final int RUNS = 21;

    /// The time of the processor, which says the same on a busy machine. SQLite works in the thread
    /// that asks.
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Extensions extensions;
    private final TwoFactorCounts counts;

    ListTimes(Core core) {
        this.extensions = core.get(Extensions.class);
        this.counts = core.get(TwoFactorCounts.class);
    }

    /// One query.
    ///
    /// @param median milliseconds
    /// @param matches how many accounts match, in words; empty where nothing is counted
    record Timed(double median, String matches) {}

    Map<String, Timed> measure(int size) {
        ExtensionQuery all = ExtensionQuery.of("");
        String middle = Seed.number(size / 2);
        Map<String, ExtensionQuery> queries = new LinkedHashMap<>();
        queries.put("first page", all);
        queries.put("page in the middle", all.after(middle));
        queries.put("by name", all.by(ExtensionSort.NAME));
        queries.put("by last login", all.by(ExtensionSort.LAST_LOGIN));
        queries.put("search: number", ExtensionQuery.of(middle.substring(0, middle.length() - 1)));
        queries.put("search: first digit", ExtensionQuery.of("1"));
        queries.put("search: name", ExtensionQuery.of("Mia M"));
        queries.put("search: name, narrower where there are more", ExtensionQuery.of(size > 10_000 ? "Mia Mab" : "Mia M"));
        queries.put("search: last name", ExtensionQuery.of("qu"));
        queries.put("search: first letter", ExtensionQuery.of("m"));
        queries.put("search: email", ExtensionQuery.of("user" + size / 2 + "@"));
        queries.put("search: nothing", ExtensionQuery.of("zzz"));
        for (Role role : Role.values()) {
            queries.put("role " + role, all.with(role));
        }
        ExtensionQuery demanding = all.demanding(EnumSet.of(Role.EMPLOYEE));
        for (TwoFactor state : TwoFactor.values()) {
            queries.put("2FA " + state, demanding.in(state));
        }
        queries.put("2FA MUST_ENROL, few", all.demanding(EnumSet.of(Role.ADMINISTRATOR)).in(TwoFactor.MUST_ENROL));
        queries.put("2FA EMAIL, by name", all.in(TwoFactor.EMAIL).by(ExtensionSort.NAME));
        for (AccountStatus status : AccountStatus.values()) {
            queries.put("status " + status, all.in(status));
        }
        queries.put("2FA OFF, role, by name", all.in(TwoFactor.OFF).with(Role.OPERATOR).by(ExtensionSort.NAME));
        Map<String, Timed> timed = new LinkedHashMap<>();
        queries.forEach((name, query) -> timed.put(name, new Timed(median(() -> extensions.list(query)), matches(query))));
        timed.put("Dashboard: how many use 2FA", new Timed(median(() -> counts.count(Instant.now())), ""));
        return timed;
    }

    private String matches(ExtensionQuery query) {
        long total = extensions.list(query).total();
        return total > 10_000 ? "10,000+" : String.format(Locale.ENGLISH, "%,d", total);
    }

    private static double median(Runnable work) {
        long[] nanos = new long[RUNS];
        for (int i = -WARM; i < RUNS; i++) {
            long begin = THREADS.getCurrentThreadCpuTime();
            work.run();
            if (i >= 0) {
                nanos[i] = THREADS.getCurrentThreadCpuTime() - begin;
            }
        }
        Arrays.sort(nanos);
        return nanos[RUNS / 2] / 1e6;
    }
}
