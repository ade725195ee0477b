package dev.tollgate.web;

import dev.tollgate.audit.AuditCheck;
import dev.tollgate.audit.AuditChecks;
import dev.tollgate.audit.AuditStanding;
import dev.tollgate.audit.AuditVerifier;
import dev.tollgate.stream.AuditStreams;
import dev.tollgate.web.DashboardView.PartView;
import dev.tollgate.web.OperationLogsView.ChainView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/// How the record is, in words.
@Component
final class RecordHealth {

    private static final String RECORD = "record";

    /// A night was missed, and the next one is over as well.
    private static final Duration LATE = Duration.ofHours(49);

    private final AuditVerifier verifier;
    private final AuditChecks checks;
    private final AuditStreams streams;

    RecordHealth(AuditVerifier verifier, AuditChecks checks, AuditStreams streams) {
        this.verifier = verifier;
        this.checks = checks;
        this.streams = streams;
    }

    ChainView chain(Moments moments) {
        AuditStanding standing = verifier.standing();
        return new ChainView(
                standing.position() == 0 ? "" : Long.toString(standing.position()),
                standing.position() == 0 ? null : moments.of(standing.sealedAt()),
                checks.last()
                        .filter(AuditCheck::isWhole)
                        .map(check -> moments.of(check.at()))
                        .orElse(null),
                standing.broken());
    }

    /// What came of the last look through it, and the copies of it that the settings name.
    List<PartView> parts(Moments moments) {
        return Stream.concat(
                        Stream.of(check(moments)),
                        streams.health(moments.now()).stream()
                                .map(stream -> stream(stream, moments)))
                .toList();
    }

    private PartView check(Moments moments) {
        Optional<AuditCheck> last = checks.last();
        if (last.isEmpty()) {
            return PartView.of(RECORD, true, "record-never");
        }
        String when = moments.of(last.get().at()).text();
        if (!last.get().isWhole()) {
            return PartView.of(
                    RECORD, false, "record-altered", String.valueOf(last.get().position()), when);
        }
        boolean late = last.get().at().plus(LATE).isBefore(moments.now());
        return PartView.of(RECORD, !late, late ? "record-late" : "record", when);
    }

    private static PartView stream(AuditStreams.Health stream, Moments moments) {
        String waiting = String.valueOf(stream.waiting());
        if (stream.failingSince() != null) {
            String since = moments.of(stream.failingSince()).text();
            return PartView.due(stream.name(), stream.name() + "-failing", since, waiting);
        }
        return stream.movedAt() == null
                ? PartView.of(stream.name(), true, "stream-never", waiting)
                : PartView.of(
                        stream.name(),
                        true,
                        "stream",
                        moments.of(stream.movedAt()).text(),
                        waiting);
    }
}
