package dev.tollgate.extension;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.HashedPassword;
import dev.tollgate.account.HashingBusyException;
import dev.tollgate.account.Role;
import dev.tollgate.extension.ImportLine.Kind;
import dev.tollgate.job.JobClaim;
import dev.tollgate.job.JobStep;
import dev.tollgate.job.JobWork;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.session.Mandate;
import dev.tollgate.session.Mandates;
import dev.tollgate.session.StaleSessionException;
import dev.tollgate.storage.Transactions;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Takes an imported file over in one transaction: every good line as its owner has seen it, or
/// none.
@Component
final class ImportWork implements JobWork {

    private static final Logger log = LoggerFactory.getLogger(ImportWork.class);
    private static final String CHANGED = "IMPORT_CHANGED";
    private static final String AUTHORITY_ENDED = "AUTHORITY_ENDED";

    private final ImportDrafts drafts;
    private final ImportChecks checks;
    private final ImportTakeOver takeOver;
    private final Accounts accounts;
    private final Mandates mandates;
    private final Transactions transactions;

    ImportWork(
            ImportDrafts drafts,
            ImportChecks checks,
            ImportTakeOver takeOver,
            Accounts accounts,
            Mandates mandates,
            Transactions transactions) {
        this.drafts = drafts;
        this.checks = checks;
        this.takeOver = takeOver;
        this.accounts = accounts;
        this.mandates = mandates;
        this.transactions = transactions;
    }

    @Override
    public Set<String> kinds() {
        return Set.of(ImportTask.KIND);
    }

    @Override
    public JobStep step(JobClaim claim, Instant now) {
        if (claim.job().done() == claim.job().total()) {
            return new JobStep.Done();
        }
        ImportTask task = ImportTask.of(claim.job());
        Optional<Mandate> mandate = mandates.find(task.mandate(), now);
        if (mandate.isEmpty()) {
            return new JobStep.Failed(AUTHORITY_ENDED);
        }
        Optional<ImportDraft> draft = transactions.read(() -> drafts.find(task.draft(), now));
        Optional<ImportCheck> check = draft.flatMap(found -> check(found, mandate.get(), task));
        if (check.isEmpty()) {
            return new JobStep.Failed(CHANGED);
        }
        return step(claim, task, mandate.get(), check.get(), now);
    }

    /// What its owner has been shown, where that still holds.
    private Optional<ImportCheck> check(ImportDraft draft, Mandate by, ImportTask task) {
        Role role = accounts.get(by.account()).map(Account::role).orElse(Role.EMPLOYEE);
        ImportCheck check = checks.check(draft, by.account(), role);
        return check.stamp().equals(task.stamp()) ? Optional.of(check) : Optional.empty();
    }

    private JobStep step(
            JobClaim claim, ImportTask task, Mandate by, ImportCheck check, Instant now) {
        try {
            HashedPassword nobodys = takeOver.nobodysPassword();
            boolean done =
                    transactions
                            .writeOrNothing(() -> takeOver(claim, task, by, check, nobodys, now))
                            .isPresent();
            return done ? new JobStep.Done() : new JobStep.Failed(CHANGED);
        } catch (HashingBusyException e) {
            log.debug("people who log in come first: the import waits for its next turn", e);
            return new JobStep.More();
        } catch (StaleSessionException e) {
            boolean good = mandates.find(task.mandate(), now).isPresent();
            return new JobStep.Failed(good ? CHANGED : AUTHORITY_ENDED);
        }
    }

    /// Empty where something has changed, which is to be rolled back.
    private Optional<Boolean> takeOver(
            JobClaim claim,
            ImportTask task,
            Mandate by,
            ImportCheck check,
            HashedPassword nobodys,
            Instant now) {
        lock(by, check);
        boolean whole =
                takeOver.add(by, check.of(Kind.NEW), nobodys, now)
                        && check.of(Kind.CHANGED).stream()
                                .allMatch(line -> takeOver.change(by, line, now))
                        && drafts.delete(task.draft());
        if (!whole) {
            return Optional.empty();
        }
        claim.settleAll(now);
        return Optional.of(true);
    }

    /// All that will be changed, in the order of their ids, so that of two who change the same
    /// neither waits for the other for ever.
    private void lock(Mandate by, ImportCheck check) {
        Set<AccountId> ids = new TreeSet<>(Comparator.comparing(AccountId::text));
        ids.add(by.account());
        for (ImportLine line : check.of(Kind.CHANGED)) {
            Extension present = line.present();
            if (present != null) {
                ids.add(present.account());
            }
        }
        ids.forEach(accounts::lock);
    }
}
