package dev.tollgate.system;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.Permission;
import dev.tollgate.account.Problem;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.kernel.AddressRange;
import dev.tollgate.kernel.Source;
import dev.tollgate.session.Administered;
import dev.tollgate.session.Administration;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.StepUp;
import dev.tollgate.throttle.AllowedSource;
import dev.tollgate.throttle.AllowedSources;
import dev.tollgate.throttle.BlockedQuery;
import dev.tollgate.throttle.BlockedSource;
import dev.tollgate.throttle.BlockedSources;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// "Security Rules": which addresses are never blocked, and the end of a block. Whoever allows a
/// range takes one of the limits on guessing away for it: hence the step-up.
@Component
public final class SecurityRules {

    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private final AllowedSources allowed;
    private final BlockedSources blocked;
    private final Accounts accounts;
    private final Administration administration;
    private final AuditLog audit;

    SecurityRules(
            AllowedSources allowed,
            BlockedSources blocked,
            Accounts accounts,
            Administration administration,
            AuditLog audit) {
        this.allowed = allowed;
        this.blocked = blocked;
        this.accounts = accounts;
        this.administration = administration;
        this.audit = audit;
    }

    /// One page of the sources that are blocked, those that are blocked longest first.
    ///
    /// @param search a part of the source, or an address that it holds; empty for any
    /// @param after where the page begins, as the page before says
    public Page blocked(String search, String after, Instant now) {
        BlockedQuery query = BlockedQuery.of(search, after);
        List<BlockedSource> found = blocked.page(query, now);
        boolean more = found.size() > BlockedSources.PAGE;
        List<BlockedSource> shown = more ? found.subList(0, BlockedSources.PAGE) : found;
        return new Page(
                query.search(),
                shown.stream().map(source -> new Blocked(source, names(source))).toList(),
                blocked.count(query, now),
                more ? BlockedQuery.placeOf(shown.getLast()) : null);
    }

    /// One source that is blocked, or empty.
    public Optional<BlockedSource> blocked(String source, Instant now) {
        return blocked.find(source, now);
    }

    /// What is wrong with a rule that somebody typed; empty for nothing.
    public static Optional<Problem> problem(String address, String note) {
        if (AddressRange.parse(address.strip()).isEmpty()) {
            return Optional.of(new Problem("address", "rules.address-wrong", address.strip()));
        }
        String text = note.strip();
        return text.length() > AllowedSources.LONGEST_NOTE || UNPRINTABLE.matcher(text).find()
                ? Optional.of(new Problem("note", "rules.note-wrong", ""))
                : Optional.empty();
    }

    /// Allows one, or says why not. A block that it lies under ends by that: nothing there is held
    /// up any more.
    ///
    /// @param stepUp for [Purpose#CHANGE_PORTAL]
    public Administered<Optional<Problem>> allow(
            StepUp stepUp, String address, String note, Source source, Instant now) {
        return administration.run(
                stepUp,
                Permission.CHANGE_RULES,
                source,
                now,
                () -> {
                    Optional<Problem> wrong = problem(address, note);
                    return wrong.isPresent() ? wrong : add(stepUp, address, note, source, now);
                });
    }

    /// Allows one no more; false where it is gone already.
    ///
    /// @param stepUp for [Purpose#CHANGE_PORTAL]
    public Administered<Boolean> allowNoMore(
            StepUp stepUp, AllowedSource rule, Source source, Instant now) {
        return administration.run(
                stepUp,
                Permission.CHANGE_RULES,
                source,
                now,
                () -> {
                    boolean removed = allowed.remove(rule.id());
                    if (removed) {
                        String range = rule.range().text();
                        record(stepUp.session(), Kind.SOURCE_ALLOWED_NO_MORE, range, source, now);
                    }
                    return removed;
                });
    }

    /// Ends a block before its time; false where there is none.
    public Administered<Boolean> release(
            PortalSession by, String blockedSource, Source source, Instant now) {
        return administration.run(
                by,
                Permission.UNLOCK_ACCOUNTS,
                source,
                now,
                () -> {
                    boolean released = blocked.release(blockedSource, now);
                    if (released) {
                        record(by, Kind.SOURCE_RELEASED, blockedSource, source, now);
                    }
                    return released;
                });
    }

    private Optional<Problem> add(
            StepUp stepUp, String address, String note, Source source, Instant now) {
        AddressRange range = AddressRange.parse(address.strip()).orElseThrow();
        if (allowed.all().size() >= AllowedSources.MOST) {
            String most = String.valueOf(AllowedSources.MOST);
            return Optional.of(new Problem("address", "rules.too-many", most));
        }
        if (!allowed.add(range, note.strip(), now)) {
            return Optional.of(new Problem("address", "rules.there-already", range.text()));
        }
        record(stepUp.session(), Kind.SOURCE_ALLOWED, range.text(), source, now);
        return Optional.empty();
    }

    /// Of the accounts that were tried. Names that nobody has stay out: what somebody mistyped
    /// there may be a password.
    private List<String> names(BlockedSource source) {
        return source.subjects().stream()
                .flatMap(subject -> accounts.ofBudgetSubject(subject).stream())
                .map(Account::username)
                .toList();
    }

    private void record(PortalSession by, Kind kind, String what, Source source, Instant now) {
        audit.write(by.act(kind, source, now).because(what));
    }

    /// @param total how many match
    /// @param next where the next page begins, or `null` for none
    public record Page(String search, List<Blocked> rows, long total, @Nullable String next) {

        public Page {
            rows = List.copyOf(rows);
        }
    }

    /// @param names of the accounts that were tried, the most frequent first
    public record Blocked(BlockedSource source, List<String> names) {

        public Blocked {
            names = List.copyOf(names);
        }
    }
}
