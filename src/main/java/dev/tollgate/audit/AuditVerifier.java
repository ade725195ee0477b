package dev.tollgate.audit;

import dev.tollgate.audit.ChainStore.SignedAnchor;
import dev.tollgate.audit.ChainStore.SignedHead;
import dev.tollgate.audit.Finding.Kind;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Looks through the whole record for what this program did not leave so. It reads in portions and
/// changes nothing, whether or not a server runs.
///
/// It does *not* show what somebody did who holds the key as well, nor that the database was put
/// back to an earlier state of itself: an anchor from elsewhere shows that.
@Component
public final class AuditVerifier {

    /// How long a row may wait to be chained.
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int PORTION = 500;

    private final ChainStore store;
    private final Chain chain;
    private final Transactions transactions;

    AuditVerifier(ChainStore store, Chain chain, Transactions transactions) {
        this.store = store;
        this.chain = chain;
        this.transactions = transactions;
    }

    /// @param anchors points that the chain is known to have passed
    public AuditVerdict verify(List<AuditAnchor> anchors, Instant now) {
        return verify(anchors, now, 1);
    }

    /// @param most how many wrong rows of the chain are looked for
    AuditVerdict verify(List<AuditAnchor> anchors, Instant now, int most) {
        Optional<SignedHead> stored = transactions.read(store::head);
        List<Finding> findings = new ArrayList<>();
        if (stored.isEmpty()) {
            headless(anchors).ifPresent(findings::add);
        } else if (!chain.isSigned(stored.get().head(), stored.get().signature())) {
            findings.add(new Finding(Kind.HEAD_ALTERED, stored.get().head().position(), ""));
        } else {
            findings.addAll(walk(stored.get().head(), anchors, most));
        }
        if (findings.size() < most) {
            transactions.read(store::outsideChain).ifPresent(row -> findings.add(added(row)));
        }
        transactions
                .read(() -> store.unsealedBefore(now.minus(PATIENCE)))
                .ifPresent(row -> findings.add(Finding.of(Kind.UNSEALED, row)));
        return verdict(stored.map(SignedHead::head).orElse(null), findings);
    }

    /// Looks at the head only, for a page.
    public AuditStanding standing() {
        return transactions
                .read(store::head)
                .map(
                        stored ->
                                new AuditStanding(
                                        stored.head().position(),
                                        stored.head().sealedAt(),
                                        !chain.isSigned(stored.head(), stored.signature())))
                .orElse(new AuditStanding(0, Instant.EPOCH, false));
    }

    private static AuditVerdict verdict(@Nullable ChainHead head, List<Finding> findings) {
        return head == null
                ? new AuditVerdict(0, null, findings)
                : new AuditVerdict(
                        head.cutPosition(),
                        new AuditAnchor(head.position(), head.seal(), head.sealedAt()),
                        findings);
    }

    private Optional<Finding> headless(List<AuditAnchor> anchors) {
        boolean begun = !anchors.isEmpty() || !transactions.read(() -> store.after(0, 1)).isEmpty();
        return begun ? Optional.of(new Finding(Kind.HEAD_REMOVED, 0, "")) : Optional.empty();
    }

    /// Goes along the chain to where the head says that it ends. Behind a row that is wrong it goes
    /// on from there, as though that row were right.
    private List<Finding> walk(ChainHead head, List<AuditAnchor> anchors, int most) {
        List<Finding> wrong = new ArrayList<>();
        ahead(head, anchors).ifPresent(wrong::add);
        long position = head.cutPosition();
        String seal = head.cutSeal();
        while (position < head.position() && wrong.size() < most) {
            long from = position;
            List<StoredRow> rows = transactions.read(() -> store.after(from, PORTION));
            if (rows.isEmpty()) {
                wrong.add(new Finding(Kind.REMOVED, position + 1, ""));
                position = head.position();
            }
            for (StoredRow row : rows) {
                check(row, position, seal, head, anchors).ifPresent(wrong::add);
                position = row.position();
                seal = row.seal();
                if (position >= head.position() || wrong.size() >= most) {
                    break;
                }
            }
        }
        if (wrong.isEmpty() && !seal.equals(head.seal())) {
            wrong.add(new Finding(Kind.HEAD_ALTERED, position, ""));
        }
        return unlessCut(wrong, anchors, most);
    }

    private Optional<Finding> check(
            StoredRow row, long position, String seal, ChainHead head, List<AuditAnchor> anchors) {
        if (row.position() != position + 1) {
            return Optional.of(new Finding(Kind.REMOVED, position + 1, ""));
        }
        boolean marked = chain.isMarked(row) || isOlderThanMarks(row, head);
        if (!chain.isSealed(seal, row)) {
            return Optional.of(Finding.of(marked ? Kind.MOVED : Kind.ALTERED, row));
        }
        if (!marked) {
            return Optional.of(added(row));
        }
        return anchors.stream()
                .filter(anchor -> anchor.position() == row.position())
                .filter(anchor -> !anchor.seal().equals(row.seal()))
                .findFirst()
                .map(_ -> Finding.of(Kind.ANCHOR_MISSED, row));
    }

    private static boolean isOlderThanMarks(StoredRow row, ChainHead head) {
        return row.mark().isEmpty() && row.position() <= head.unmarked();
    }

    private static Finding added(StoredRow row) {
        return Finding.of(Kind.ADDED, row);
    }

    /// A record that is cut while it is looked through is looked through anew from there. What is
    /// missing now lay behind the beginning of before, so this one has moved on.
    private List<Finding> unlessCut(List<Finding> wrong, List<AuditAnchor> anchors, int most) {
        if (wrong.stream().noneMatch(finding -> finding.kind() == Kind.REMOVED)) {
            return wrong;
        }
        SignedHead now = transactions.read(store::head).orElseThrow();
        boolean cut =
                chain.isSigned(now.head(), now.signature())
                        && wrong.stream()
                                .filter(finding -> finding.kind() == Kind.REMOVED)
                                .anyMatch(finding -> now.head().cutPosition() >= finding.number());
        return cut ? walk(now.head(), anchors, most) : wrong;
    }

    /// A point behind the end, from elsewhere or from the database's own anchors.
    private Optional<Finding> ahead(ChainHead head, List<AuditAnchor> anchors) {
        Optional<AuditAnchor> own =
                transactions
                        .read(store::newestAnchor)
                        .filter(stored -> chain.isSigned(stored.anchor(), stored.signature()))
                        .map(SignedAnchor::anchor);
        for (AuditAnchor anchor : concat(anchors, own)) {
            if (isMissed(anchor, head)) {
                return Optional.of(new Finding(Kind.ANCHOR_MISSED, anchor.position(), ""));
            }
        }
        return Optional.empty();
    }

    private static boolean isMissed(AuditAnchor anchor, ChainHead head) {
        return anchor.position() > head.position()
                || (anchor.position() == head.cutPosition()
                        && !anchor.seal().equals(head.cutSeal()));
    }

    private static List<AuditAnchor> concat(List<AuditAnchor> anchors, Optional<AuditAnchor> own) {
        List<AuditAnchor> all = new ArrayList<>(anchors);
        own.ifPresent(all::add);
        return all;
    }
}
