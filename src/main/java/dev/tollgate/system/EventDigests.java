package dev.tollgate.system;

import dev.tollgate.audit.AccountNames;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.audit.Tally;
import dev.tollgate.audit.Tally.By;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.notice.Contacts;
import dev.tollgate.notice.EventSetting;
import dev.tollgate.notice.EventSettings;
import dev.tollgate.notice.EventSettings.Pace;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Tells contacts of logins, failed ones and blocked sources: of the first at once, then of all
/// since in one mail an hour. Anybody outside can cause as many of them as they like, so there is
/// no mail for each, and nothing in the portal that would bury other notices. It reads the record,
/// so no login waits for it, and it knows what every node did.
@Component
public final class EventDigests {

    /// A row is written with the instant at which its request began: by then it is there.
    static final Duration SETTLED = Duration.ofMinutes(1);

    /// How many are named.
    static final int NAMED = 5;

    /// What is older is no news.
    private static final Duration LOOKED_BACK = Duration.ofHours(24);

    private final AuditLog audit;
    private final AccountNames names;
    private final EventSettings settings;
    private final Contacts contacts;
    private final Transactions transactions;

    EventDigests(
            AuditLog audit,
            AccountNames names,
            EventSettings settings,
            Contacts contacts,
            Transactions transactions) {
        this.audit = audit;
        this.names = names;
        this.settings = settings;
        this.contacts = contacts;
        this.transactions = transactions;
    }

    public void look(Instant now) {
        for (Digest digest : Digest.values()) {
            Instant toldAt = settings.lastTaken(digest.pace);
            boolean clockHadRunFast = toldAt.isAfter(now);
            boolean due = !now.isBefore(toldAt.plus(digest.pace.interval()));
            if ((due || clockHadRunFast) && isListenedTo(digest)) {
                Instant dayAgo = now.minus(LOOKED_BACK);
                boolean recent = toldAt.isAfter(dayAgo) && !clockHadRunFast;
                tell(digest, (recent ? toldAt : dayAgo).minus(SETTLED), now);
            }
        }
    }

    private boolean isListenedTo(Digest digest) {
        EventSetting setting = settings.saved().of(digest.kind.event());
        return setting.mailed() && !setting.contacts().isEmpty();
    }

    /// Counting takes as long as there are rows, so it keeps nobody from writing.
    private void tell(Digest digest, Instant after, Instant now) {
        List<Tally> found =
                transactions.read(
                        () -> audit.tally(digest.of, digest.by, after, now.minus(SETTLED), NAMED));
        if (found.isEmpty()) {
            return;
        }
        String words = words(digest.by, found);
        transactions.write(
                () -> {
                    if (settings.take(digest.pace, now)) {
                        contacts.tell(null, digest.kind, words, now);
                    }
                });
    }

    /// Such as "192.0.2.7 × 14, 192.0.2.8, +12".
    private String words(By by, List<Tally> found) {
        Map<String, String> known = by == By.ACCOUNT ? names(found) : Map.of();
        String named =
                found.stream().map(tally -> words(known, tally)).collect(Collectors.joining(", "));
        long others = found.getFirst().subjects() - found.size();
        return others == 0 ? named : named + ", +" + others;
    }

    private static String words(Map<String, String> known, Tally tally) {
        String name = known.getOrDefault(tally.subject(), tally.subject());
        return tally.times() == 1 ? name : name + " × " + tally.times();
    }

    private Map<String, String> names(List<Tally> found) {
        Set<AccountId> accounts =
                found.stream()
                        .map(Tally::account)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet());
        return names.of(accounts).entrySet().stream()
                .collect(Collectors.toMap(entry -> entry.getKey().text(), Map.Entry::getValue));
    }

    private enum Digest {
        BLOCKS(NoticeKind.SOURCES_BLOCKED, Pace.BLOCKS, By.ADDRESS, Kind.SOURCE_BLOCKED),
        FAILURES(
                NoticeKind.LOGINS_FAILED,
                Pace.LOGIN_FAILURES,
                By.ADDRESS,
                Kind.LOGIN_REFUSED,
                Kind.CODE_REFUSED),
        LOGINS(NoticeKind.LOGINS, Pace.LOGINS, By.ACCOUNT, Kind.LOGIN);

        private final NoticeKind kind;
        private final Pace pace;
        private final By by;

        @SuppressWarnings("ImmutableEnumChecker") // made by Set.of
        private final Set<Kind> of;

        Digest(NoticeKind kind, Pace pace, By by, Kind... of) {
            this.kind = kind;
            this.pace = pace;
            this.by = by;
            this.of = Set.of(of);
        }
    }
}
