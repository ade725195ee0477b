package dev.tollgate.extension;

import dev.tollgate.TestPortal;
import dev.tollgate.account.Account;
import dev.tollgate.account.Role;
import dev.tollgate.job.JobRunner;
import dev.tollgate.session.StepUp;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What extensions have sealed.
public final class TestSecrets {

    private TestSecrets() {}

    /// Makes letters that wait to be taken, and a file that is being imported.
    public static Made make(TestPortal portal) {
        Staff staff = Staff.of(portal);
        StepUp by = staff.stepUp(staff.make(Role.SUPER_ADMINISTRATOR));
        List<Account> targets = List.of(staff.make(Role.EMPLOYEE), staff.make(Role.EMPLOYEE));
        BulkSelection ticked =
                new BulkSelection.Ticked(targets.stream().map(Account::username).toList());
        BulkActs bulk = portal.get(BulkActs.class);
        BulkOrder letters = new BulkOrder(BulkAct.LETTERS, null, "");
        BulkActs.Seen seen = TestBulk.seen(portal, 2);
        BulkActs.Start start =
                bulk.start(by, letters, ticked, seen, TestPortal.SOURCE, portal.now());
        portal.get(JobRunner.class).runDue();
        byte[] file = "number,name\n4711,Rui\n".getBytes(StandardCharsets.UTF_8);
        return new Made(
                by,
                ((BulkActs.Start.Started) start).job(),
                TestImports.draft(portal, by, file).id());
    }

    /// @param by who made it
    /// @param job whose letters wait
    public record Made(StepUp by, String job, String draft) {

        /// What of it can still be opened: letters and drafts.
        public int readable(TestPortal portal) {
            int letters =
                    portal.get(BulkActs.class).takeLetters(job, by.session(), portal.now()).size();
            boolean there =
                    portal.get(Imports.class).find(draft, by.session(), portal.now()).isPresent();
            return letters + (there ? 1 : 0);
        }
    }
}
