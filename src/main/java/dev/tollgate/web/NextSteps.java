package dev.tollgate.web;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.Permission;
import dev.tollgate.account.Role;
import dev.tollgate.extension.Extensions;
import dev.tollgate.factor.SecondFactors;
import dev.tollgate.policy.Policies;
import dev.tollgate.setting.MailServers;
import dev.tollgate.system.KeyCopies;
import dev.tollgate.web.HomeView.StepView;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/// What an administrator does next so that the portal keeps its promises; each step is gone once it
/// is done.
@Component
final class NextSteps {

    private static final int WANTED_ADMINISTRATORS = 2;

    private final Accounts accounts;
    private final SecondFactors factors;
    private final MailServers mailServers;
    private final Policies policies;
    private final Extensions extensions;
    private final KeyCopies keyCopies;

    NextSteps(
            Accounts accounts,
            SecondFactors factors,
            MailServers mailServers,
            Policies policies,
            Extensions extensions,
            KeyCopies keyCopies) {
        this.accounts = accounts;
        this.factors = factors;
        this.mailServers = mailServers;
        this.policies = policies;
        this.extensions = extensions;
        this.keyCopies = keyCopies;
    }

    /// Those that a role may take, the most urgent first.
    List<StepView> of(Role role) {
        List<StepView> steps = new ArrayList<>();
        if (role == Role.SUPER_ADMINISTRATOR) {
            steps.addAll(secondAdministrator());
        }
        if (role.has(Permission.CHANGE_MAIL) && mailServers.provenAt().isEmpty()) {
            steps.add(step("email", "/system/email"));
        }
        if (role.has(Permission.MANAGE_EXTENSIONS) && extensions.isEmpty()) {
            steps.add(step("import", "/extensions/import"));
        }
        if (role.has(Permission.CHANGE_OPTIONS) && policies.current().mandatoryFor().isEmpty()) {
            steps.add(step("mandatory", OptionsController.PAGE));
        }
        if (role.has(Permission.CHANGE_PREFERENCES) && !keyCopies.areKept()) {
            steps.add(step("key", KeyController.PAGE));
        }
        return steps;
    }

    /// One who cannot be helped by another is locked out for good by a lost phone; one without a
    /// second factor helps whoever has stolen their password.
    private List<StepView> secondAdministrator() {
        List<Account> open =
                accounts.withRole(Role.SUPER_ADMINISTRATOR).stream()
                        .filter(Account::hasAccess)
                        .toList();
        if (open.size() < WANTED_ADMINISTRATORS) {
            return List.of(step("second-administrator", AdministratorsController.PAGE));
        }
        long enrolled =
                open.stream().filter(account -> factors.of(account.id()).isPresent()).count();
        return enrolled < WANTED_ADMINISTRATORS
                ? List.of(step("enrol-administrator", AdministratorsController.PAGE))
                : List.of();
    }

    static StepView step(String name, String address) {
        return new StepView(
                TextView.of("step." + name), TextView.of("step." + name + "-why"), address);
    }
}
