package dev.tollgate.web;

import dev.tollgate.account.Permission;
import dev.tollgate.account.Role;
import dev.tollgate.extension.Extensions;
import dev.tollgate.job.Jobs;
import dev.tollgate.policy.Policies;
import dev.tollgate.policy.Reminders;
import dev.tollgate.session.PortalSession;
import dev.tollgate.setting.PortalSettings;
import dev.tollgate.setting.Settings;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/// What surrounds a page.
@Component
final class Shells {

    private static final Set<String> THEMES = Set.of("auto", "light", "dark");

    private final Settings settings;
    private final Policies policies;
    private final Reminders reminders;
    private final Extensions extensions;
    private final Jobs jobs;

    Shells(
            Settings settings,
            Policies policies,
            Reminders reminders,
            Extensions extensions,
            Jobs jobs) {
        this.settings = settings;
        this.policies = policies;
        this.reminders = reminders;
        this.extensions = extensions;
        this.jobs = jobs;
    }

    ShellView shell(HttpServletRequest request) {
        PortalSettings portal = settings.current();
        Optional<PortalSession> session =
                signedIn()
                        .filter(signedIn -> !signedIn.mustChangePassword())
                        .filter(signedIn -> !signedIn.mustSetUp());
        return new ShellView(
                portal.pbxName(),
                portal.helpContact(),
                theme(request),
                session.map(this::account).orElse(null),
                session.map(signedIn -> menu(request, signedIn)).orElse(List.of()),
                status(request),
                session.map(this::jobs).orElse(List.of()),
                portal.headerColour().name(),
                session.filter(signedIn -> !signedIn.enrolled())
                        .flatMap(signedIn -> ahead(request, signedIn))
                        .orElse(null));
    }

    static boolean isTheme(String theme) {
        return THEMES.contains(theme);
    }

    private static Optional<PortalSession> signedIn() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null
                        && authentication.getPrincipal() instanceof PortalSession session
                ? Optional.of(session)
                : Optional.empty();
    }

    private ShellView.AccountView account(PortalSession session) {
        int idle = Math.toIntExact(idleLimit().toSeconds());
        return new ShellView.AccountView(title(session), idle);
    }

    private Optional<TextView> ahead(HttpServletRequest request, PortalSession session) {
        return reminders
                .dayAheadFor(session.role(), Visit.of(request).now())
                .map(day -> TextView.of("layout.set-up-ahead", day));
    }

    Duration idleLimit() {
        return policies.current().idleLimit();
    }

    private List<JobView> jobs(PortalSession session) {
        return jobs.unread(session.account().text()).stream().map(JobController::view).toList();
    }

    /// "admin", or number and name of an extension user.
    String title(PortalSession session) {
        return extensions
                .nameOf(session.account())
                .filter(name -> !name.isEmpty())
                .map(name -> session.username() + " " + name)
                .orElse(session.username());
    }

    private List<MenuView> menu(HttpServletRequest request, PortalSession session) {
        String path = place(request.getRequestURI());
        Role role = session.role();
        List<MenuView> menu = new ArrayList<>();
        String start = role.has(Permission.SEE_DASHBOARD) ? "dashboard" : "home";
        menu.add(new MenuView(start, "/", path.equals("/")));
        if (role.has(Permission.SEE_DASHBOARD)
                && extensions.nameOf(session.account()).isPresent()) {
            menu.add(new MenuView("home", "/my", path.equals("/my")));
        }
        List<MenuView> trunk = new ArrayList<>();
        if (role.has(Permission.MANAGE_EXTENSIONS)) {
            trunk.add(entry("extension", "/extensions", path));
        }
        if (role.has(Permission.SEE_ROLES)) {
            trunk.add(entry("role", "/roles", path));
        }
        addGroup(menu, "extension-and-trunk", trunk);
        if (role.has(Permission.CHANGE_PREFERENCES)) {
            List<MenuView> settings = List.of(entry("preferences", "/settings/preferences", path));
            addGroup(menu, "pbx-settings", settings);
        }
        addGroup(menu, "system", system(role, path));
        List<MenuView> security = new ArrayList<>();
        if (role.has(Permission.SEE_OPTIONS)) {
            security.add(entry("security-settings", "/security/settings", path));
        }
        if (role.has(Permission.SEE_RULES)) {
            security.add(entry("security-rules", "/security/rules", path));
        }
        addGroup(menu, "security", security);
        if (role.has(Permission.SEE_LOGS)) {
            MenuView logs = entry("operation-logs", OperationLogsController.PAGE, path);
            addGroup(menu, "maintenance", List.of(logs));
        }
        return menu;
    }

    private static List<MenuView> system(Role role, String path) {
        List<MenuView> system = new ArrayList<>();
        if (role.has(Permission.CHANGE_MAIL)) {
            system.add(entry("email", "/system/email", path));
        }
        if (role.has(Permission.CHANGE_EVENTS)) {
            system.add(entry("events", "/system/events", path));
        }
        if (role == Role.SUPER_ADMINISTRATOR) {
            system.add(entry("administrators", "/system/administrators", path));
        }
        return system;
    }

    private static MenuView entry(String key, String address, String path) {
        boolean current = path.equals(address) || path.startsWith(address + "/");
        return new MenuView(key, address, current);
    }

    /// Long work is on extensions, whatever its own address.
    private static String place(String path) {
        return path.startsWith("/jobs/") ? "/extensions" : path;
    }

    /// Only the open group has its entries in the document; a group without entries is not there.
    private static void addGroup(List<MenuView> menu, String key, List<MenuView> entries) {
        if (!entries.isEmpty()) {
            boolean open = entries.stream().anyMatch(MenuView::current);
            List<MenuView> shown = open ? entries : List.of();
            menu.add(new MenuView(key, entries.getFirst().address(), false, shown));
        }
    }

    private static @Nullable TextView status(HttpServletRequest request) {
        if (request.getParameter("gone") != null) {
            return TextView.of("status.gone");
        }
        return request.getParameter("edited") == null ? null : TextView.of("status.edited");
    }

    private static String theme(HttpServletRequest request) {
        return Cookies.THEME.read(request).filter(Shells::isTheme).orElse("auto");
    }
}
