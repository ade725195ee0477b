package dev.tollgate.web;

import java.util.List;

/// The page `extension-letters`: one letter a sheet, shown once, for print.
record ExtensionLettersView(List<ExtensionLetterView> letters) {

    ExtensionLettersView {
        letters = List.copyOf(letters);
    }
}
