package dev.tollgate.web;

import dev.tollgate.audit.AuditStanding;
import dev.tollgate.audit.AuditVerifier;
import dev.tollgate.stream.AuditStreams;
import dev.tollgate.web.DashboardView.PartView;
import dev.tollgate.web.OperationLogsView.ChainView;
import java.util.List;
import org.springframework.stereotype.Component;

/// How the record is, in words.
@Component
final class RecordHealth {

    private final AuditVerifier verifier;
    private final AuditStreams streams;

    RecordHealth(AuditVerifier verifier, AuditStreams streams) {
        this.verifier = verifier;
        this.streams = streams;
    }

    ChainView chain(Moments moments) {
        AuditStanding standing = verifier.standing();
        return new ChainView(
                standing.position() == 0 ? "" : Long.toString(standing.position()),
                standing.position() == 0 ? null : moments.of(standing.sealedAt()),
                standing.broken());
    }

    /// The copies of the record that the settings name.
    List<PartView> parts(Moments moments) {
        return streams.health(moments.now()).stream()
                .map(stream -> stream(stream, moments))
                .toList();
    }

    private static PartView stream(AuditStreams.Health stream, Moments moments) {
        String waiting = String.valueOf(stream.waiting());
        if (stream.failingSince() != null) {
            String since = moments.of(stream.failingSince()).text();
            return part(stream, false, stream.name() + "-failing", since, waiting);
        }
        return stream.movedAt() == null
                ? part(stream, true, "stream-never", waiting)
                : part(stream, true, "stream", moments.of(stream.movedAt()).text(), waiting);
    }

    private static PartView part(
            AuditStreams.Health stream, boolean sound, String text, String... arguments) {
        return new PartView(stream.name(), TextView.of("health." + text, arguments), sound);
    }
}
