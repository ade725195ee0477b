package dev.tollgate.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ShellViewTests {

    private static final MenuView DASHBOARD = new MenuView("dashboard", "/", false);

    @Test
    void sectionWhenTheCurrentEntryIsInAGroupThenItsKey() {
        MenuView entry = new MenuView("extension", "/extensions", true);
        MenuView group = new MenuView("extension-and-trunk", "/extensions", false, List.of(entry));

        assertThat(shell(DASHBOARD, group).section()).isEqualTo("extension");
    }

    @Test
    void sectionWhenNoEntryIsCurrentThenHome() {
        assertThat(shell(DASHBOARD).section()).isEqualTo("home");
    }

    private static ShellView shell(MenuView... menu) {
        return new ShellView("Acme PBX", "", "auto", null, List.of(menu), null);
    }
}
