package dev.tollgate.web;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What surrounds every page. It stands in the model as `shell`.
///
/// @param pbxName name of the PBX, shown at the top left and in the window title
/// @param helpContact whom to ask, as free text; empty when not set
/// @param theme `auto`, `light` or `dark`, from the cookie `tollgate-theme`
/// @param account who is signed in; null on the pages of the login family
/// @param menu entries of the menu at the left; empty when nobody is signed in
/// @param status answer to the last act, such as `status.edited`; null when there was none
/// @param jobs long work of whoever is signed in, until it is read
/// @param headerColour name of the colour of the header
/// @param banner what the owner of the session has to do before a day that is named; null for
/// nothing
record ShellView(
        String pbxName,
        String helpContact,
        String theme,
        @Nullable AccountView account,
        List<MenuView> menu,
        @Nullable TextView status,
        List<JobView> jobs,
        String headerColour,
        @Nullable TextView banner) {

    private static final Set<String> THEMES = Set.of("auto", "light", "dark");

    ShellView {
        if (!THEMES.contains(theme)) {
            throw new IllegalArgumentException("no such theme: " + theme);
        }
        menu = List.copyOf(menu);
        jobs = List.copyOf(jobs);
    }

    /// Without a job and without a banner, and with the header as it is delivered.
    ShellView(
            String pbxName,
            String helpContact,
            String theme,
            @Nullable AccountView account,
            List<MenuView> menu,
            @Nullable TextView status) {
        this(pbxName, helpContact, theme, account, menu, status, List.of(), "PETROL", null);
    }

    /// For pages that must not ask the database for anything.
    static ShellView bare() {
        return new ShellView("Tollgate", "", "auto", null, List.of(), null);
    }

    ShellView with(TextView answer) {
        return new ShellView(
                pbxName, helpContact, theme, account, menu, answer, jobs, headerColour, banner);
    }

    /// Whether the last act did what it was to do.
    public boolean done() {
        return status != null && !status.key().equals("status.gone");
    }

    /// Whether whoever is signed in runs the portal, by the page that they start from.
    public boolean administers() {
        return menu.stream().anyMatch(entry -> entry.key().equals("dashboard"));
    }

    /// Key of the current menu entry, `home` when none is current.
    public String section() {
        return menu.stream()
                .flatMap(entry -> Stream.concat(Stream.of(entry), entry.entries().stream()))
                .filter(MenuView::current)
                .map(MenuView::key)
                .findFirst()
                .orElse("home");
    }

    /// The account button at the top right.
    ///
    /// @param name `admin`, or extension number and name (`1001 Ana Silva`)
    /// @param idleSeconds seconds without a request after which the server ends the session
    record AccountView(String name, int idleSeconds) {}
}
