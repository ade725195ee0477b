package dev.tollgate.extension;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.HashedPassword;
import dev.tollgate.account.OneTimePassword;
import dev.tollgate.account.Problem;
import dev.tollgate.account.Role;
import dev.tollgate.kernel.RandomSource;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Source;
import dev.tollgate.session.Actor;
import dev.tollgate.session.Administered;
import dev.tollgate.session.Administration;
import dev.tollgate.session.AdministrativeAct;
import dev.tollgate.session.Authority;
import dev.tollgate.session.Mandate;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.Sessions;
import dev.tollgate.session.StepUp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Changes one extension: name, address, role, portal access and status in one transaction, or
/// nothing of them.
@Component
public final class ExtensionEditing {

    private static final Problem TAKEN = new Problem("email", "email.taken", "");

    private final ExtensionStore store;
    private final Accounts accounts;
    private final Administration administration;
    private final Sessions sessions;
    private final ExtensionTransitions transitions;
    private final RandomSource random;

    ExtensionEditing(
            ExtensionStore store,
            Accounts accounts,
            Administration administration,
            Sessions sessions,
            ExtensionTransitions transitions,
            RandomSource random) {
        this.store = store;
        this.accounts = accounts;
        this.administration = administration;
        this.sessions = sessions;
        this.transitions = transitions;
        this.random = random;
    }

    /// Saves.
    ///
    /// @param by who asks
    /// @param stepUp theirs for [Purpose#MANAGE_EXTENSION]; a change of the name alone needs none
    /// @param read the extension as it was when the request came in
    public Saving save(
            PortalSession by,
            Optional<StepUp> stepUp,
            Extension read,
            ExtensionChange wanted,
            Source source,
            Instant now) {
        stepUp.ifPresent(shown -> shown.require(Purpose.MANAGE_EXTENSION));
        List<Problem> problems = ExtensionRules.problems(wanted);
        if (!problems.isEmpty()) {
            return new Saving.Invalid(problems);
        }
        if (wanted.stamp() != read.stamp()) {
            return new Saving.ChangedMeanwhile();
        }
        Set<AdministrativeAct> acts = wanted.acts(read);
        if (acts.isEmpty()) {
            return new Saving.Saved(Optional.empty());
        }
        boolean due = stepUp.isEmpty() && acts.stream().anyMatch(AdministrativeAct::needsStepUp);
        if (due && Administration.offered(by, read.account(), read.role()).containsAll(acts)) {
            return new Saving.NeedsStepUp();
        }
        Administration.Order order = order(by, acts, read, wanted, source, now);
        return settle(new Task(order, read, wanted, password(read, wanted), due));
    }

    /// The same in work that goes on without a session. A change that opens or closes an account
    /// needs no open transaction around it.
    Saving save(Mandate by, Extension read, ExtensionChange wanted, Source source, Instant now) {
        by.require(Purpose.MANAGE_EXTENSION);
        List<Problem> problems = ExtensionRules.problems(wanted);
        if (!problems.isEmpty()) {
            return new Saving.Invalid(problems);
        }
        Set<AdministrativeAct> acts = wanted.acts(read);
        if (acts.isEmpty()) {
            return new Saving.Saved(Optional.empty());
        }
        Administration.Order order = order(by, acts, read, wanted, source, now);
        return settle(new Task(order, read, wanted, password(read, wanted), false));
    }

    private static Administration.Order order(
            Actor by,
            Set<AdministrativeAct> acts,
            Extension read,
            ExtensionChange wanted,
            Source source,
            Instant now) {
        Role given = acts.contains(AdministrativeAct.CHANGE_ROLE) ? wanted.role() : null;
        return new Administration.Order(by, acts, read.account(), given, source, now);
    }

    /// Deletes the extension and the account of its user.
    public Administered<Account> delete(
            Authority by, Extension extension, Source source, Instant now) {
        by.require(Purpose.MANAGE_EXTENSION);
        Administration.Order order =
                Administration.Order.of(
                        by.actor(), AdministrativeAct.DELETE, extension.account(), source, now);
        return administration.administer(
                order,
                target -> {
                    transitions.delete(order, extension);
                    return target;
                });
    }

    private Saving settle(Task task) {
        Administered<Saving> outcome =
                administration.administer(task.order(), target -> settle(task, target));
        return switch (outcome) {
            case Administered.Done<Saving>(Saving saving) -> saving;
            case Administered.Refused<Saving>(Administered.Why why) -> new Saving.Refused(why);
        };
    }

    private Saving settle(Task task, Account target) {
        if (task.stepUpDue()) {
            return new Saving.NeedsStepUp();
        }
        if (!isStill(task.read(), target)) {
            return new Saving.ChangedMeanwhile();
        }
        if (task.order().acts().contains(AdministrativeAct.CHANGE_EMAIL)
                && !accounts.changeEmail(target, task.wanted().email())) {
            return new Saving.Invalid(List.of(TAKEN));
        }
        store.save(task.read(), task.wanted().name(), task.wanted().mobile());
        if (task.order().acts().stream().anyMatch(act -> act != AdministrativeAct.RENAME)) {
            sessions.advanceFromOutside(target);
            ExtensionChange wanted = task.wanted();
            accounts.changeStanding(
                    target.id(), wanted.role(), wanted.status(), wanted.portalAccess());
        }
        Password password = task.password();
        if (password == null) {
            transitions.apply(task.order(), task.read(), task.wanted());
            return new Saving.Saved(Optional.empty());
        }
        return new Saving.Saved(replacePassword(task, target, password));
    }

    /// Whoever gets an account opened begins with an invitation, or with a letter where no mail
    /// reaches them; whatever password there was is gone.
    ///
    /// @return for the letter
    private Optional<Secret> replacePassword(Task task, Account target, Password password) {
        boolean opens = task.wanted().opens(task.read());
        boolean invites = opens && transitions.reaches(task.wanted().email());
        accounts.changePassword(target.id(), password.hashed(), true, task.order().now());
        if (opens && !invites) {
            accounts.markLetter(target.id());
        }
        transitions.apply(task.order(), task.read(), task.wanted());
        if (invites) {
            transitions.invite(task.order());
        }
        return opens && !invites ? Optional.of(password.text()) : Optional.empty();
    }

    private boolean isStill(Extension read, Account target) {
        return store.versionOf(target.id()) == read.version()
                && target.email().equals(read.email())
                && target.role() == read.role()
                && target.status() == read.status()
                && target.portalAccess() == read.portalAccess();
    }

    /// A new one where the account opens, for a letter, and where it closes for good, for nobody.
    private @Nullable Password password(Extension read, ExtensionChange wanted) {
        if (!wanted.opens(read) && !wanted.closes(read)) {
            return null;
        }
        Secret text = OneTimePassword.random(random);
        return new Password(text, accounts.hash(text));
    }

    private record Password(Secret text, HashedPassword hashed) {}

    private record Task(
            Administration.Order order,
            Extension read,
            ExtensionChange wanted,
            @Nullable Password password,
            boolean stepUpDue) {}
}
