package dev.tollgate.extension;

import dev.tollgate.account.Accounts;
import dev.tollgate.account.Role;
import dev.tollgate.job.Job;
import dev.tollgate.job.JobItem;
import dev.tollgate.job.JobResult;
import dev.tollgate.job.Jobs;
import dev.tollgate.job.NewJob;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Source;
import dev.tollgate.kernel.Token;
import dev.tollgate.sealing.Place;
import dev.tollgate.sealing.Sealer;
import dev.tollgate.session.Mandates;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.StepUp;
import dev.tollgate.setting.MailServers;
import dev.tollgate.storage.Transactions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Acts on many extensions: first what they would do, then a job that does it one by one, each by
/// the rules for one and in a transaction of its own.
@Component
public final class BulkActs {

    /// More are a filter's matter.
    public static final int MOST = 20_000;

    private static final int PORTION = 1_000;

    private final ExtensionStore store;
    private final Accounts accounts;
    private final Jobs jobs;
    private final Mandates mandates;
    private final MailServers mailServers;
    private final Sealer sealer;
    private final Transactions transactions;

    BulkActs(
            ExtensionStore store,
            Accounts accounts,
            Jobs jobs,
            Mandates mandates,
            MailServers mailServers,
            Sealer sealer,
            Transactions transactions) {
        this.store = store;
        this.accounts = accounts;
        this.jobs = jobs;
        this.mandates = mandates;
        this.mailServers = mailServers;
        this.sealer = sealer;
        this.transactions = transactions;
    }

    /// What would come of it.
    public BulkPreview preview(PortalSession by, BulkOrder order, BulkSelection selection) {
        return transactions.read(() -> preview(by, order, chosen(selection)));
    }

    /// Starts the job, or leads to the one that this page has started already, or to one that does
    /// the same and is under way.
    public Start start(
            StepUp stepUp,
            BulkOrder order,
            BulkSelection selection,
            Seen seen,
            Source source,
            Instant now) {
        stepUp.require(Purpose.MANAGE_EXTENSION);
        if (order.act() == BulkAct.ROLE && order.given() == null) {
            throw new IllegalArgumentException("which role is to be given?");
        }
        if (order.act().needsReason() && order.reason().isEmpty()) {
            return new Start.ReasonMissing();
        }
        Wanted wanted = new Wanted(stepUp, order, selection, seen);
        return transactions
                .writeOrNothing(() -> start(wanted, source, now))
                .orElseGet(() -> start(stepUp, order, selection, seen, source, now));
    }

    /// Empty where another request has started it since this one looked.
    private Optional<Start> start(Wanted wanted, Source source, Instant now) {
        PortalSession by = wanted.stepUp().session();
        BulkOrder order = wanted.order();
        List<Extension> chosen = chosen(wanted.selection());
        BulkPreview preview = preview(by, order, chosen);
        String origin = wanted.seen().page().digest();
        String content = order.digest(chosen);
        Optional<Job> there = there(origin, content, by.account().text());
        if (there.isPresent()) {
            return there.map(job -> new Start.Started(job.id()));
        }
        if (preview.tooMany()
                || preview.reached() == 0
                || preview.reached() != wanted.seen().reached()
                || othersMatch(wanted, preview)) {
            return Optional.of(new Start.Changed(preview));
        }
        String mandate = mandates.give(wanted.stepUp(), Purpose.MANAGE_EXTENSION, source, now);
        NewJob job =
                new NewJob(
                        order.act().kind(),
                        by.account().text(),
                        origin,
                        content,
                        BulkTask.text(mandate, order),
                        items(by, order, chosen),
                        chosen.size());
        return jobs.start(job, now).map(Start.Started::new);
    }

    /// Whether a filter chooses others than the page spoke of, be they as many, or whether others
    /// of them have letters. What was ticked names itself.
    private static boolean othersMatch(Wanted wanted, BulkPreview preview) {
        boolean mayDiffer =
                wanted.selection() instanceof BulkSelection.Matching || preview.letters() > 0;
        return mayDiffer && !preview.chosen().equals(wanted.seen().chosen());
    }

    /// Looked for after what the page showed was: whoever sees that changed by a job sees the job.
    private Optional<Job> there(String origin, String content, String owner) {
        return jobs.startedFrom(origin, owner).or(() -> jobs.underWay(content, owner));
    }

    /// The letters that a job has made; whoever asks first gets them.
    public List<Letter> takeLetters(String job, PortalSession owner, Instant now) {
        return jobs.takeResults(job, owner.account().text(), now).stream()
                .map(result -> letter(job, result))
                .toList();
    }

    static Place place(String job, JobItem item) {
        return new Place("job_item", "sealed", job + ":" + item.position());
    }

    private Letter letter(String job, JobResult result) {
        byte[] opened = sealer.open(place(job, result.item()), result.sealed());
        String[] words = new String(opened, StandardCharsets.UTF_8).split(" ", 2);
        return new Letter(words[1], result.item().label(), Secret.of(words[0]));
    }

    /// One more than there may be, where there are too many.
    private List<Extension> chosen(BulkSelection selection) {
        return switch (selection) {
            case BulkSelection.Ticked(List<String> numbers) ->
                    store.byNumbers(numbers.subList(0, Math.min(numbers.size(), MOST + 1)));
            case BulkSelection.Matching(ExtensionQuery query) -> all(query);
        };
    }

    private List<Extension> all(ExtensionQuery query) {
        List<Extension> all = new ArrayList<>();
        ExtensionQuery next = query.by(ExtensionSort.NUMBER).after("");
        List<Extension> portion = store.list().matching(next, PORTION);
        while (!portion.isEmpty() && all.size() <= MOST) {
            all.addAll(portion);
            portion = store.list().matching(next.after(portion.getLast().number()), PORTION);
        }
        return all;
    }

    private BulkPreview preview(PortalSession by, BulkOrder order, List<Extension> chosen) {
        boolean mail = mailServers.isSet();
        Map<String, Integer> leftOut = new LinkedHashMap<>();
        for (Extension extension : chosen) {
            order.leavesOut(by, extension, mail)
                    .ifPresent(why -> leftOut.merge(why, 1, Integer::sum));
        }
        int out = leftOut.values().stream().mapToInt(Integer::intValue).sum();
        int letters = order.act() == BulkAct.LETTERS ? letters(chosen) : 0;
        return new BulkPreview(
                chosen.size(),
                BulkOrder.digest("letters " + letters, chosen),
                chosen.size() - out,
                leftOut,
                letters,
                chosen.size() > MOST);
    }

    private int letters(List<Extension> chosen) {
        int letters = 0;
        for (int from = 0; from < chosen.size(); from += PORTION) {
            List<Extension> portion = chosen.subList(from, Math.min(from + PORTION, chosen.size()));
            letters += accounts.letters(portion.stream().map(Extension::account).toList()).size();
        }
        return letters;
    }

    /// Those that are left out stand in the result too, with the reason.
    private List<JobItem> items(PortalSession by, BulkOrder order, List<Extension> chosen) {
        boolean mail = mailServers.isSet();
        List<JobItem> items = new ArrayList<>();
        for (Extension extension : chosen) {
            items.add(
                    new JobItem(
                            items.size(),
                            extension.account().text(),
                            extension.title(),
                            order.leavesOut(by, extension, mail).orElse("")));
        }
        return items;
    }

    /// What the page showed on which an act is confirmed.
    ///
    /// @param page starts one job and no second
    /// @param reached to how many it said that it would be done
    /// @param chosen as [BulkPreview#chosen] was then
    public record Seen(Token page, int reached, String chosen) {}

    private record Wanted(StepUp stepUp, BulkOrder order, BulkSelection selection, Seen seen) {}

    /// What came of starting.
    public sealed interface Start {

        /// It is under way.
        record Started(String job) implements Start {}

        /// Not what the preview said. Nothing was started.
        record Changed(BulkPreview preview) implements Start {}

        /// Somebody has to say why. Nothing was started.
        record ReasonMissing() implements Start {}
    }

    /// What a user needs for the first login.
    ///
    /// @param title number and name
    /// @param password shown now or never
    public record Letter(String number, String title, Secret password) {}

    /// Roles that a session may give.
    public static List<Role> givable(PortalSession by) {
        return Arrays.stream(Role.values()).filter(by.role()::ranksOver).toList();
    }
}
