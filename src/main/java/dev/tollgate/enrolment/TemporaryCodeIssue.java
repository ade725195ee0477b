package dev.tollgate.enrolment;

import dev.tollgate.account.Account;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.factor.SecondFactors;
import dev.tollgate.factor.recovery.TemporaryCode;
import dev.tollgate.factor.recovery.TemporaryCodes;
import dev.tollgate.kernel.Secret;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.notice.Notices;
import dev.tollgate.policy.ProofDemand;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Issues temporary codes.
@Component
public final class TemporaryCodeIssue {

    private final SecondFactors factors;
    private final ProofDemand proofs;
    private final TemporaryCodes codes;
    private final AuditLog audit;
    private final Notices notices;

    TemporaryCodeIssue(
            SecondFactors factors,
            ProofDemand proofs,
            TemporaryCodes codes,
            AuditLog audit,
            Notices notices) {
        this.factors = factors;
        this.proofs = proofs;
        this.codes = codes;
        this.audit = audit;
        this.notices = notices;
    }

    /// Issues one in the open transaction of an administrator's act; the one before it is dead. The
    /// owner is told.
    ///
    /// @param account as locked in this transaction
    /// @return to be shown now or never; empty where no code is asked, neither at
    ///     the login nor before a set-up
    public Optional<Secret> issue(AuditEvent event, Account account) {
        if (factors.of(account.id()).isEmpty() && !proofs.isDue(account, event.at())) {
            return Optional.empty();
        }
        TemporaryCode code = codes.issue(account.id(), account.epoch(), event.at());
        audit.write(event);
        notices.tell(account.id(), NoticeKind.TEMPORARY_CODE_ISSUED, "", event.at());
        return Optional.of(Secret.of(code.text()));
    }
}
