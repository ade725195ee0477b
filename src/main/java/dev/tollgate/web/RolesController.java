package dev.tollgate.web;

import dev.tollgate.account.Accounts;
import dev.tollgate.account.Permission;
import dev.tollgate.account.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/// "Extension and Trunk" > "Role": what each role may do, and how many have it.
@Controller
final class RolesController {

    private final Accounts accounts;
    private final Pages pages;

    RolesController(Accounts accounts, Pages pages) {
        this.accounts = accounts;
        this.pages = pages;
    }

    @GetMapping("/roles")
    ModelAndView show(HttpServletRequest request) {
        Map<Role, Long> counts = accounts.countByRole();
        List<RolesView.Column> columns =
                Arrays.stream(Role.values())
                        .map(
                                role ->
                                        new RolesView.Column(
                                                role.name(), counts.getOrDefault(role, 0L)))
                        .toList();
        List<RolesView.Row> rows =
                Arrays.stream(Permission.values()).map(RolesController::row).toList();
        return pages.page(request, "roles", new RolesView(columns, rows));
    }

    private static RolesView.Row row(Permission permission) {
        List<Boolean> has = Arrays.stream(Role.values()).map(role -> role.has(permission)).toList();
        return new RolesView.Row(permission.name(), has);
    }
}
