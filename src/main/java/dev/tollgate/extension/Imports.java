package dev.tollgate.extension;

import dev.tollgate.extension.CsvFile.Reading;
import dev.tollgate.job.Job;
import dev.tollgate.job.JobItem;
import dev.tollgate.job.Jobs;
import dev.tollgate.job.NewJob;
import dev.tollgate.kernel.CsvWriter;
import dev.tollgate.kernel.Source;
import dev.tollgate.session.Mandates;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.StepUp;
import dev.tollgate.storage.Transactions;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/// Imports extensions from a CSV file: read, matched, checked line by line, and then taken over by
/// a job, all good lines or none. Columns of passwords and PINs are never kept, and nobody's second
/// factor is changed.
@Component
public final class Imports {

    /// The largest file that is taken.
    public static final int MOST_BYTES = 5 * 1024 * 1024;

    private final ExtensionStore store;
    private final ImportDrafts drafts;
    private final ImportChecks checks;
    private final Jobs jobs;
    private final Mandates mandates;
    private final Transactions transactions;

    Imports(
            ExtensionStore store,
            ImportDrafts drafts,
            ImportChecks checks,
            Jobs jobs,
            Mandates mandates,
            Transactions transactions) {
        this.store = store;
        this.drafts = drafts;
        this.checks = checks;
        this.jobs = jobs;
        this.mandates = mandates;
        this.transactions = transactions;
    }

    /// Reads a file and keeps what is not secret of it for two hours.
    public Upload upload(PortalSession by, String fileName, byte[] bytes, Instant now) {
        return switch (CsvFile.read(bytes)) {
            case Reading.Unreadable(String why, long line) -> new Upload.Unreadable(why, line);
            case Reading.Read(CsvTable table) -> {
                Set<Integer> secret = new HashSet<>();
                List<String> notRead = new ArrayList<>();
                for (int i = 0; i < table.header().size(); i++) {
                    if (ImportField.isSecret(table.header().get(i))) {
                        secret.add(i);
                        notRead.add(table.header().get(i));
                    }
                }
                int width = table.header().size();
                CsvTable kept = table.only(i -> i < width && !secret.contains(i));
                yield kept.header().isEmpty()
                        ? new Upload.Unreadable("EMPTY", 0)
                        : new Upload.Uploaded(
                                transactions.write(
                                        () ->
                                                drafts.insert(
                                                        by.account(),
                                                        fileName,
                                                        kept,
                                                        notRead,
                                                        now)));
            }
        };
    }

    /// A file that somebody is importing; for everybody else it is not there.
    public Optional<ImportDraft> find(String id, PortalSession by, Instant now) {
        return transactions
                .read(() -> drafts.find(id, now))
                .filter(draft -> draft.owner().equals(by.account()));
    }

    /// Says otherwise what the columns hold; each field at most once.
    public void match(ImportDraft draft, List<ImportField> columns) {
        List<ImportField> once = new ArrayList<>();
        for (int i = 0; i < draft.header().size(); i++) {
            ImportField field = i < columns.size() ? columns.get(i) : ImportField.IGNORED;
            once.add(once.contains(field) ? ImportField.IGNORED : field);
        }
        transactions.write(() -> drafts.replaceColumns(draft, once));
    }

    public ImportCheck check(ImportDraft draft, PortalSession by) {
        return checks.check(draft, by.account(), by.role());
    }

    /// Writes the bad lines as a file: where each stands, what is wrong with it, and what it says.
    ///
    /// @param reason the sentence for what is wrong
    public void writeBadLines(
            ImportCheck check, Function<ImportLine, String> reason, Appendable out)
            throws IOException {
        CsvWriter writer = new CsvWriter(out);
        writer.line(
                List.of(
                        "Line",
                        "Reason",
                        ExtensionExport.NUMBER,
                        ExtensionExport.NAME,
                        ExtensionExport.EMAIL));
        for (ImportLine line : check.of(ImportLine.Kind.BAD)) {
            writer.line(
                    List.of(
                            String.valueOf(line.line()),
                            reason.apply(line),
                            line.number(),
                            line.name(),
                            line.email()));
        }
    }

    /// The job that takes a file over, or has done so.
    public Optional<String> job(String draft, PortalSession by) {
        return jobs.startedFrom(draft, by.account().text())
                .filter(job -> !job.finished() || isDone(job))
                .map(Job::id);
    }

    /// Starts the job that takes the good lines over, or leads to the one that does already.
    ///
    /// @param stamp of the check that was shown
    public Start start(StepUp stepUp, ImportDraft draft, String stamp, Source source, Instant now) {
        stepUp.require(Purpose.MANAGE_EXTENSION);
        PortalSession by = stepUp.session();
        ImportCheck check = check(draft, by);
        Optional<String> there = job(draft.id(), by);
        if (there.isPresent()) {
            return new Start.Started(there.get());
        }
        if (check.good() == 0 || !check.stamp().equals(stamp)) {
            return new Start.Changed();
        }
        List<JobItem> items = new ArrayList<>();
        for (ImportLine line : check.of(ImportLine.Kind.NEW)) {
            String title = (line.number() + " " + line.name()).strip();
            items.add(JobItem.waiting(items.size(), line.number(), title));
        }
        return transactions
                .writeOrNothing(
                        () -> {
                            String mandate =
                                    mandates.give(stepUp, Purpose.MANAGE_EXTENSION, source, now);
                            NewJob job =
                                    new NewJob(
                                            ImportTask.KIND,
                                            by.account().text(),
                                            draft.id(),
                                            draft.id(),
                                            ImportTask.text(mandate, draft.id(), stamp),
                                            items,
                                            check.good());
                            drafts.keep(draft, now.plus(Mandates.LIFE));
                            return jobs.start(job, now);
                        })
                .<Start>map(Start.Started::new)
                .orElseGet(() -> start(stepUp, draft, stamp, source, now));
    }

    /// Whether a job is an import that was taken over.
    public boolean isDone(Job job) {
        return job.kind().equals(ImportTask.KIND) && job.state() == Job.State.DONE;
    }

    /// Those whom an import has made and who were never here: they need an invitation, or a letter
    /// where no mail reaches them. As many as one bulk act takes.
    public List<Extension> newcomers(Job job) {
        List<String> made =
                jobs.done(job).stream().map(JobItem::subject).limit(BulkActs.MOST).toList();
        return transactions.read(() -> store.byNumbers(made)).stream()
                .filter(extension -> extension.lastLoginAt() == null)
                .toList();
    }

    /// What came of an upload.
    public sealed interface Upload {

        record Uploaded(String draft) implements Upload {}

        /// @param why `ENCODING`, `SEPARATOR`, `QUOTES`, `ROWS`, `COLUMNS` or `EMPTY`
        /// @param line where; 0 for nowhere in particular
        record Unreadable(String why, long line) implements Upload {}
    }

    /// What came of starting.
    public sealed interface Start {

        record Started(String job) implements Start {}

        /// Not what the check said. Nothing was started.
        record Changed() implements Start {}
    }
}
