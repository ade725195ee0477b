package dev.tollgate.extension;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.HashedPassword;
import dev.tollgate.account.NewAccount;
import dev.tollgate.account.OneTimePassword;
import dev.tollgate.account.Role;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.kernel.RandomSource;
import dev.tollgate.kernel.Secret;
import dev.tollgate.session.Administered;
import dev.tollgate.session.Administration;
import dev.tollgate.session.Mandate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// What each line of an import does to the stores, in the open transaction of the whole import.
@Component
final class ImportTakeOver {

    private final ExtensionStore store;
    private final ExtensionEditing editing;
    private final Accounts accounts;
    private final Administration administration;
    private final AuditLog audit;
    private final RandomSource random;

    ImportTakeOver(
            ExtensionStore store,
            ExtensionEditing editing,
            Accounts accounts,
            Administration administration,
            AuditLog audit,
            RandomSource random) {
        this.store = store;
        this.editing = editing;
        this.accounts = accounts;
        this.administration = administration;
        this.audit = audit;
        this.random = random;
    }

    /// The hash of 100 random bits that nobody keeps. One does for a whole import: there is nothing
    /// to be guessed at, and a letter or an invitation replaces it before anybody logs in.
    HashedPassword nobodysPassword() {
        return accounts.hash(OneTimePassword.random(random));
    }

    /// False where one of them cannot be, which gives up the whole import.
    boolean add(Mandate by, List<ImportLine> lines, HashedPassword nobodys, Instant now) {
        Administered<Boolean> made =
                administration.make(
                        by, Role.EMPLOYEE, by.source(), now, () -> make(by, lines, nobodys, now));
        return switch (made) {
            case Administered.Done<Boolean>(Boolean done) -> done;
            case Administered.Refused<Boolean> _ -> false;
        };
    }

    private boolean make(Mandate by, List<ImportLine> lines, HashedPassword nobodys, Instant now) {
        Optional<List<Account>> made =
                accounts.createAll(
                        lines.stream().map(ImportTakeOver::account).toList(), nobodys, now);
        made.ifPresent(
                all -> {
                    store.insertAll(lines, all);
                    audit.writeAll(
                            all.stream()
                                    .map(
                                            account ->
                                                    by.act(Kind.EXTENSION_ADDED, by.source(), now)
                                                            .on(account.id())
                                                            .because(account.username()))
                                    .toList());
                });
        return made.isPresent();
    }

    private static NewAccount account(ImportLine line) {
        Secret none = Secret.of("");
        return new NewAccount(line.number(), line.email(), none, none, Role.EMPLOYEE);
    }

    /// False where it cannot be, which gives up the whole import.
    boolean change(Mandate by, ImportLine line, Instant now) {
        Extension present = line.present();
        return present != null
                && editing.save(by, present, line.change(present), by.source(), now)
                        instanceof Saving.Saved;
    }
}
