package dev.tollgate.extension;

import dev.tollgate.account.Accounts;
import dev.tollgate.account.LoginName;
import dev.tollgate.account.Problem;
import dev.tollgate.account.Role;
import dev.tollgate.extension.ImportLine.Kind;
import dev.tollgate.factor.Method;
import dev.tollgate.factor.SecondFactors;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.session.Administration;
import dev.tollgate.session.AdministrativeAct;
import dev.tollgate.storage.Transactions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// Says of each line of an imported file what would come of it, by the rules for one extension.
@Component
final class ImportChecks {

    private static final int PORTION = 500;

    private final ExtensionStore store;
    private final Accounts accounts;
    private final SecondFactors secondFactors;
    private final Transactions transactions;

    ImportChecks(
            ExtensionStore store,
            Accounts accounts,
            SecondFactors secondFactors,
            Transactions transactions) {
        this.store = store;
        this.accounts = accounts;
        this.secondFactors = secondFactors;
        this.transactions = transactions;
    }

    /// @param actor whose import it is
    /// @param role theirs
    ImportCheck check(ImportDraft draft, AccountId actor, Role role) {
        return transactions.read(
                () -> {
                    List<ImportLine> lines = lines(draft);
                    Here here = here(lines);
                    Set<String> numbers = new HashSet<>();
                    Set<LoginName> names = new HashSet<>();
                    List<ImportLine> checked = new ArrayList<>();
                    for (ImportLine line : lines) {
                        ImportLine read = filled(line, here);
                        Optional<Problem> problem =
                                inFile(read, numbers, names)
                                        .or(() -> against(read, here, actor, role));
                        checked.add(problem.map(read::bad).orElseGet(() -> kind(read)));
                    }
                    return new ImportCheck(checked);
                });
    }

    private static List<ImportLine> lines(ImportDraft draft) {
        int number = draft.columnOf(ImportField.NUMBER);
        int name = draft.columnOf(ImportField.NAME);
        int first = draft.columnOf(ImportField.FIRST_NAME);
        int last = draft.columnOf(ImportField.LAST_NAME);
        int email = draft.columnOf(ImportField.EMAIL);
        return draft.table().rows().stream()
                .map(
                        row -> {
                            String whole = row.cell(name);
                            String parts = (row.cell(first) + " " + row.cell(last)).strip();
                            return new ImportLine(
                                    row.line(),
                                    row.cell(number),
                                    whole.isEmpty() ? parts : whole,
                                    row.cell(email),
                                    Kind.NEW,
                                    null,
                                    null);
                        })
                .toList();
    }

    /// An empty cell leaves what is there as it is.
    private static ImportLine filled(ImportLine line, Here here) {
        Extension present = here.extensions().get(line.number());
        if (present == null) {
            return line;
        }
        return new ImportLine(
                line.line(),
                line.number(),
                line.name().isEmpty() ? present.name() : line.name(),
                line.email().isEmpty() ? present.email() : line.email(),
                Kind.UNCHANGED,
                null,
                present);
    }

    private static Optional<Problem> inFile(
            ImportLine line, Set<String> numbers, Set<LoginName> names) {
        ExtensionForm form = new ExtensionForm(line.number(), line.name(), line.email());
        List<Problem> problems = ExtensionRules.problems(form);
        if (!problems.isEmpty()) {
            return Optional.of(problems.getFirst());
        }
        if (!numbers.add(line.number())) {
            return Optional.of(new Problem("number", "import.number-twice", line.number()));
        }
        if (!line.email().isEmpty() && !names.add(LoginName.of(line.email()))) {
            return Optional.of(new Problem("email", "import.email-twice", line.email()));
        }
        return Optional.empty();
    }

    private Optional<Problem> against(ImportLine line, Here here, AccountId actor, Role role) {
        Extension present = line.present();
        AccountId owner = present == null ? null : present.account();
        AccountId byEmail = here.owners().get(LoginName.of(line.email()));
        if (!line.email().isEmpty() && byEmail != null && !byEmail.equals(owner)) {
            return Optional.of(new Problem("email", "email.taken", ""));
        }
        if (present == null) {
            return here.owners().containsKey(LoginName.of(line.number()))
                    ? Optional.of(new Problem("number", "extension.number-taken", line.number()))
                    : Optional.empty();
        }
        return against(line, present, actor, role);
    }

    private Optional<Problem> against(
            ImportLine line, Extension present, AccountId actor, Role role) {
        Set<AdministrativeAct> acts = line.change(present).acts(present);
        boolean own = actor.equals(present.account());
        boolean refused =
                acts.stream()
                        .anyMatch(
                                act ->
                                        Administration.refusal(role, present.role(), act, own)
                                                .isPresent());
        if (refused) {
            String why = own ? "import.own-account" : "import.no-right";
            return Optional.of(new Problem("number", why, ""));
        }
        return acts.contains(AdministrativeAct.CHANGE_EMAIL) && usesEmailCodes(present)
                ? Optional.of(new Problem("email", "import.email-codes", ""))
                : Optional.empty();
    }

    /// Another address would end their method, and an import changes nobody's second factor.
    private boolean usesEmailCodes(Extension present) {
        return secondFactors
                .of(present.account())
                .filter(factor -> factor.method() == Method.EMAIL)
                .isPresent();
    }

    private static ImportLine kind(ImportLine line) {
        Extension present = line.present();
        if (present == null) {
            return line;
        }
        boolean changes = !line.change(present).acts(present).isEmpty();
        return line.as(changes ? Kind.CHANGED : Kind.UNCHANGED, present);
    }

    private Here here(List<ImportLine> lines) {
        Map<String, Extension> extensions = new HashMap<>();
        Map<LoginName, AccountId> owners = new HashMap<>();
        for (int from = 0; from < lines.size(); from += PORTION) {
            List<ImportLine> portion = lines.subList(from, Math.min(from + PORTION, lines.size()));
            Set<String> numbers =
                    portion.stream()
                            .map(ImportLine::number)
                            .filter(number -> number.matches("[0-9]{1,20}"))
                            .collect(Collectors.toSet());
            store.byNumbers(numbers).forEach(found -> extensions.put(found.number(), found));
            owners.putAll(accounts.owners(names(portion)));
        }
        return new Here(extensions, owners);
    }

    private static Collection<LoginName> names(List<ImportLine> lines) {
        Set<LoginName> names = new HashSet<>();
        for (ImportLine line : lines) {
            names.add(LoginName.of(line.number()));
            names.add(LoginName.of(line.email()));
        }
        return names;
    }

    /// What the portal has of what the file names.
    private record Here(Map<String, Extension> extensions, Map<LoginName, AccountId> owners) {}
}
