package dev.tollgate.extension;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.HashedPassword;
import dev.tollgate.account.LoginName;
import dev.tollgate.account.NewAccount;
import dev.tollgate.account.OneTimePassword;
import dev.tollgate.account.Problem;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.RandomSource;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Source;
import dev.tollgate.session.Administered;
import dev.tollgate.session.Administration;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.StepUp;
import dev.tollgate.storage.Transactions;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Who has which extension.
@Component
public final class Extensions {

    private final ExtensionStore store;
    private final Accounts accounts;
    private final Administration administration;
    private final AuditLog audit;
    private final Transactions transactions;
    private final RandomSource random;

    Extensions(
            ExtensionStore store,
            Accounts accounts,
            Administration administration,
            AuditLog audit,
            Transactions transactions,
            RandomSource random) {
        this.store = store;
        this.accounts = accounts;
        this.administration = administration;
        this.audit = audit;
        this.transactions = transactions;
        this.random = random;
    }

    /// One page of at most 50, by number.
    public ExtensionPage list(ExtensionQuery query) {
        return transactions.read(() -> store.list().page(query));
    }

    /// Whether there is none at all, as on the first day.
    public boolean isEmpty() {
        return transactions.read(store::isEmpty);
    }

    public Optional<Extension> find(String number) {
        return transactions.read(() -> store.byNumber(number));
    }

    /// The name of an account's extension; empty where it has none.
    public Optional<String> nameOf(AccountId account) {
        return transactions.read(() -> store.nameOf(account));
    }

    /// How accounts are called on pages: number and name, or the user name of one without an
    /// extension. Accounts that are gone are left out.
    public Map<AccountId, String> titles(Collection<AccountId> accounts) {
        return transactions.read(() -> store.titles(accounts));
    }

    /// Makes an extension whose user logs in with its number and a one-time password, which nobody
    /// sees again, works for seven days and has to be changed at the first login.
    ///
    /// @param form of a role below Administrator; the others need a step-up
    public Addition add(PortalSession by, ExtensionForm form, Source source, Instant now) {
        return form.role().isAdministrator()
                ? new Addition.NeedsStepUp()
                : addAny(by, form, source, now);
    }

    /// The same for any role.
    public Addition add(StepUp stepUp, ExtensionForm form, Source source, Instant now) {
        stepUp.require(Purpose.MANAGE_EXTENSION);
        return addAny(stepUp.session(), form, source, now);
    }

    private Addition addAny(PortalSession by, ExtensionForm form, Source source, Instant now) {
        List<Problem> problems = ExtensionRules.problems(form);
        if (!problems.isEmpty()) {
            return new Addition.Invalid(problems);
        }
        Secret password = OneTimePassword.random(random);
        HashedPassword hashed = accounts.hash(password);
        Optional<Optional<Administered.Why>> settled =
                transactions.writeOrNothing(() -> settle(by, form, hashed, source, now));
        if (settled.isEmpty()) {
            return new Addition.Invalid(List.of(taken(form)));
        }
        return settled.get()
                .<Addition>map(Addition.Refused::new)
                .orElseGet(() -> new Addition.Added(find(form.number()).orElseThrow(), password));
    }

    /// Empty where a name is taken, which is to be rolled back; else why it was refused, which is
    /// not, or nothing where it was done.
    private Optional<Optional<Administered.Why>> settle(
            PortalSession by,
            ExtensionForm form,
            HashedPassword hashed,
            Source source,
            Instant now) {
        Administered<Boolean> made =
                administration.make(
                        by, form.role(), source, now, () -> make(by, form, hashed, source, now));
        return switch (made) {
            case Administered.Done<Boolean>(Boolean done) ->
                    done ? Optional.of(Optional.empty()) : Optional.empty();
            case Administered.Refused<Boolean>(Administered.Why why) ->
                    Optional.of(Optional.of(why));
        };
    }

    private boolean make(
            PortalSession by,
            ExtensionForm form,
            HashedPassword hashed,
            Source source,
            Instant now) {
        Secret none = Secret.of("");
        NewAccount wanted = new NewAccount(form.number(), form.email(), none, none, form.role());
        Optional<Account> made = accounts.create(wanted, hashed, true, now);
        made.ifPresent(
                account -> {
                    accounts.markLetter(account.id());
                    store.insert(form.number(), form.name(), account.id());
                    audit.write(
                            by.act(Kind.EXTENSION_ADDED, source, now)
                                    .on(account.id())
                                    .because(form.number()));
                });
        return made.isPresent();
    }

    private Problem taken(ExtensionForm form) {
        return accounts.find(LoginName.of(form.number())).isPresent()
                ? new Problem("number", "extension.number-taken", form.number())
                : new Problem("email", "email.taken", "");
    }

    /// What came of adding one.
    public sealed interface Addition {

        /// It is there.
        ///
        /// @param oneTimePassword to be shown now or never
        record Added(Extension extension, Secret oneTimePassword) implements Addition {}

        /// Whoever asks has to show password and code first. Nothing was made.
        record NeedsStepUp() implements Addition {}

        /// Whoever asks may not make one of that role. That it was tried is on record.
        record Refused(Administered.Why why) implements Addition {}

        /// Something typed will not do. Nothing was made.
        record Invalid(List<Problem> problems) implements Addition {
            public Invalid {
                problems = List.copyOf(problems);
            }
        }
    }
}
