package dev.tollgate.cli;

import dev.tollgate.audit.AuditAnchor;
import dev.tollgate.audit.AuditVerdict;
import dev.tollgate.audit.AuditVerifier;
import dev.tollgate.audit.Finding;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Tells whether the record is as the portal wrote it.
@Command(
        name = "verify",
        description = {
            "Tell whether the audit record is as the portal wrote it: no row altered, removed,"
                    + " added or moved, and none left unchained for more than ten seconds.",
            "Exit code 0 where it is, 1 where it is not."
        })
final class AuditVerifyCommand extends ConsoleCommand {

    @Option(
            names = "--anchor",
            paramLabel = "ANCHOR",
            description =
                    "A point that the chain has passed, from the server's log (NUMBER@KEY:SEAL)."
                            + " May be given more than once.")
    private final List<String> anchors = new ArrayList<>();

    AuditVerifyCommand(Core.Opener opener, Terminal terminal) {
        super(opener, terminal);
    }

    @Override
    void run(Core core) {
        List<AuditAnchor> known = anchors.stream().map(AuditVerifyCommand::anchor).toList();
        AuditVerdict verdict =
                core.get(AuditVerifier.class).verify(known, core.get(Clock.class).instant());
        if (!verdict.findings().isEmpty()) {
            throw Refusal.of(
                    verdict.findings().stream().map(AuditVerifyCommand::sentence).toList(),
                    "docs/operations.md says what to do next; keep a copy of the database first");
        }
        say(verdict, known);
    }

    /// Looks, and touches nothing.
    @Override
    void sealRecord(Core core) {}

    private void say(AuditVerdict verdict, List<AuditAnchor> known) {
        AuditAnchor end = verdict.end();
        if (end == null) {
            terminal().say("Nothing has been chained yet.");
            return;
        }
        terminal()
                .say(
                        "The audit record is whole: %d rows, number %d to %d, chained until %s."
                                .formatted(
                                        end.position() - verdict.cut(),
                                        verdict.cut() + 1,
                                        end.position(),
                                        end.at().truncatedTo(ChronoUnit.SECONDS)));
        known.stream()
                .filter(anchor -> anchor.position() < verdict.cut())
                .forEach(
                        anchor ->
                                terminal()
                                        .warn(
                                                "number %d is older than what is kept; its anchor was not compared"
                                                        .formatted(anchor.position())));
        terminal().say("Anchor: " + end.text());
    }

    private static AuditAnchor anchor(String text) {
        return AuditAnchor.parse(text)
                .orElseThrow(
                        () ->
                                Refusal.of(
                                        "an anchor has the form NUMBER@KEY:SEAL",
                                        "copy it from a line \"audit anchor\" of the server's log"));
    }

    private static String sentence(Finding finding) {
        return switch (finding.kind()) {
            case ALTERED -> "row %d (%s) was altered".formatted(finding.number(), finding.id());
            case REMOVED -> "row %d was removed".formatted(finding.number());
            case ADDED -> "row %s was added; the portal did not write it".formatted(finding.id());
            case MOVED ->
                    "row %d (%s) stands where it was not chained: rows were reordered, or one before it was removed"
                            .formatted(finding.number(), finding.id());
            case UNSEALED ->
                    "row %s has not been chained for more than ten seconds".formatted(finding.id());
            case HEAD_ALTERED -> "the head of the chain was altered";
            case HEAD_REMOVED -> "the head of the chain was removed";
            case ANCHOR_MISSED ->
                    "the chain is not the one that was at number %d: rows were removed at the end, or the database was put back"
                            .formatted(finding.number());
        };
    }
}
