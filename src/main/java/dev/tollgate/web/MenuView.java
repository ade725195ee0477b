package dev.tollgate.web;

import java.util.List;

/// One entry of the menu at the left, or a group of entries.
///
/// @param key its label is the text `menu.` + key, and so is its icon
/// @param address where it leads; a group leads to its first entry
/// @param current whether the page shown is this entry's
/// @param entries of a group that is open; empty for an entry and for a group that is closed
record MenuView(String key, String address, boolean current, List<MenuView> entries) {

    MenuView {
        entries = List.copyOf(entries);
    }

    MenuView(String key, String address, boolean current) {
        this(key, address, current, List.of());
    }
}
