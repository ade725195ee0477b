package dev.tollgate.policy;

import dev.tollgate.account.Problem;
import dev.tollgate.account.Role;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.factor.SecondFactors;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.notice.Notices;
import dev.tollgate.setting.MailServers;
import dev.tollgate.setting.Settings;
import dev.tollgate.storage.Transactions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// The security options: what holds, and how it is changed.
@Component
public final class Policies {

    private final OptionStore store;
    private final Settings settings;
    private final MailServers mailServers;
    private final SecondFactors secondFactors;
    private final AuditLog audit;
    private final Notices notices;

    Policies(
            OptionStore store,
            Settings settings,
            MailServers mailServers,
            SecondFactors secondFactors,
            AuditLog audit,
            Notices notices) {
        this.store = store;
        this.settings = settings;
        this.mailServers = mailServers;
        this.secondFactors = secondFactors;
        this.audit = audit;
        this.notices = notices;
    }

    public SecurityOptions current() {
        return store.read();
    }

    /// For a form: with what tells the second of two editors that there was a first.
    public SavedOptions saved() {
        return store.readWithVersion();
    }

    /// Whether an account of a role must have a second factor at this moment.
    public boolean demandsSecondFactor(Role role, Instant now) {
        return demandsSecondFactor(current(), role, now);
    }

    /// The same by options that the caller has read already.
    public boolean demandsSecondFactor(SecurityOptions options, Role role, Instant now) {
        return options.mandatoryFor().contains(role)
                && options.demandSecondFactor(role, settings.current().timeZone(), now);
    }

    /// The roles whose accounts must have a second factor at this moment.
    public Set<Role> demanded(Instant now) {
        return demanded(current(), now);
    }

    /// The roles whose accounts, as long as they have none, begin with a proof.
    public Set<Role> proving(Instant now) {
        SecurityOptions options = current();
        return options.verifyIdentity() ? demanded(options, now) : Set.of();
    }

    private Set<Role> demanded(SecurityOptions options, Instant now) {
        return Arrays.stream(Role.values())
                .filter(role -> demandsSecondFactor(options, role, now))
                .collect(Collectors.toSet());
    }

    /// Whether an account of a role, as long as it has none, has to show by more than the password
    /// who it is before it sets up the one that it must have.
    public boolean demandsProof(Role role, Instant now) {
        SecurityOptions options = current();
        return options.verifyIdentity() && demandsSecondFactor(options, role, now);
    }

    /// Saves all options in the open transaction of whoever may. What weakens the portal all
    /// administrators are told; what would lock out who must stay in is refused.
    ///
    /// @param seats who must stay in
    /// @param event the record of the act, which names who did it and from where
    public GuardedChange save(SavedOptions wanted, Seats seats, AuditEvent event) {
        Transactions.requireOpen();
        store.hold();
        Optional<Problem> lockout =
                lockouts(wanted.options(), mailServers.provenAt().isPresent()).of(seats);
        if (lockout.isPresent()) {
            return new GuardedChange.LocksOut(lockout.get());
        }
        SecurityOptions before = store.read();
        if (!store.advance(wanted.version())) {
            return new GuardedChange.ChangedMeanwhile();
        }
        store.save(wanted.options());
        record(event, before, wanted.options());
        if (Weakening.isOne(before, wanted.options())) {
            String by = seats.maker().account().username();
            notices.tellAdministrators(NoticeKind.POLICY_WEAKENED, by, event.at());
        }
        return new GuardedChange.Saved();
    }

    /// Who must stay in and would be locked out if mail were not known to get through any more;
    /// empty where nobody would that is not already. Asked in the open
    /// transaction of what does away with it; until its end no options are saved that the answer
    /// does not know.
    public Optional<Problem> lockoutWithoutMail(Seats seats) {
        Transactions.requireOpen();
        store.hold();
        SecurityOptions options = current();
        boolean loses =
                mailServers.provenAt().isPresent() && lockouts(options, true).of(seats).isEmpty();
        return loses ? lockouts(options, false).of(seats) : Optional.empty();
    }

    /// Lifts the restriction of addresses, on the console, in the open transaction; false where
    /// there was none.
    public boolean liftAddresses(AuditEvent event) {
        Transactions.requireOpen();
        SavedOptions saved = store.readWithVersion();
        SecurityOptions before = saved.options();
        if (before.administratorAddresses().isEmpty() || !store.advance(saved.version())) {
            return false;
        }
        SecurityOptions lifted = before.addresses(List.of());
        store.save(lifted);
        record(event, before, lifted);
        notices.tellAdministrators(NoticeKind.POLICY_WEAKENED, "The console", event.at());
        return true;
    }

    private void record(AuditEvent event, SecurityOptions before, SecurityOptions after) {
        OptionStore.changes(before, after).forEach(what -> audit.write(event.because(what)));
    }

    private Lockouts lockouts(SecurityOptions options, boolean mail) {
        return new Lockouts(options, mail, account -> secondFactors.of(account).isPresent());
    }
}
