package dev.tollgate.extension;

import dev.tollgate.account.HashingBusyException;
import dev.tollgate.extension.BulkActing.Outcome;
import dev.tollgate.extension.BulkActing.Step;
import dev.tollgate.extension.ExtensionRescue.NewPassword;
import dev.tollgate.job.JobClaim;
import dev.tollgate.job.JobItem;
import dev.tollgate.job.JobStep;
import dev.tollgate.job.JobWork;
import dev.tollgate.sealing.Sealer;
import dev.tollgate.session.Mandate;
import dev.tollgate.session.Mandates;
import dev.tollgate.session.StaleSessionException;
import dev.tollgate.storage.Transactions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Does a bulk act to one extension after the other, through the same doors as an act on one: the
/// role that counts is the one that whoever started it has at that step.
@Component
final class BulkWork implements JobWork {

    private static final Logger log = LoggerFactory.getLogger(BulkWork.class);
    private static final String AUTHORITY_ENDED = "AUTHORITY_ENDED";

    private final BulkActing acting;
    private final ExtensionRescue rescue;
    private final Mandates mandates;
    private final Sealer sealer;
    private final Transactions transactions;

    BulkWork(
            BulkActing acting,
            ExtensionRescue rescue,
            Mandates mandates,
            Sealer sealer,
            Transactions transactions) {
        this.acting = acting;
        this.rescue = rescue;
        this.mandates = mandates;
        this.sealer = sealer;
        this.transactions = transactions;
    }

    @Override
    public Set<String> kinds() {
        return Arrays.stream(BulkAct.values()).map(BulkAct::kind).collect(Collectors.toSet());
    }

    @Override
    public JobStep step(JobClaim claim, Instant now) {
        List<JobItem> waiting = claim.waiting(1);
        if (waiting.isEmpty()) {
            return new JobStep.Done();
        }
        BulkTask task = BulkTask.of(claim.job());
        Optional<Mandate> mandate = mandates.find(task.mandate(), now);
        if (mandate.isEmpty()) {
            return new JobStep.Failed(AUTHORITY_ENDED);
        }
        step(claim, task, mandate.get(), waiting.getFirst(), now);
        return new JobStep.More();
    }

    /// The act and that it is done share one transaction; what has to be hashed is hashed before.
    private void step(JobClaim claim, BulkTask task, Mandate by, JobItem item, Instant now) {
        try {
            NewPassword password =
                    task.order().act() == BulkAct.LETTERS ? rescue.newPassword() : null;
            transactions.write(
                    () -> {
                        Step step = new Step(by, task.order(), password, now);
                        settle(claim, item, acting.act(step, item), password, now);
                    });
        } catch (HashingBusyException e) {
            log.debug("people who log in come first: {} waits for its next turn", item, e);
        } catch (StaleSessionException e) {
            if (mandates.find(task.mandate(), now).isPresent()) {
                transactions.write(() -> claim.settle(item, BulkActing.GONE, null, now));
            }
        }
    }

    private void settle(
            JobClaim claim,
            JobItem item,
            Outcome outcome,
            @Nullable NewPassword password,
            Instant now) {
        byte[] sealed = null;
        if (password != null && outcome.word().equals(JobItem.DONE)) {
            String letter = password.text().reveal() + " " + outcome.number();
            sealed =
                    sealer.seal(
                            BulkActs.place(claim.job().id(), item),
                            letter.getBytes(StandardCharsets.UTF_8));
        }
        claim.settle(item, outcome.word(), sealed, now);
    }
}
