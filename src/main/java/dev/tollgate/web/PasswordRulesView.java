package dev.tollgate.web;

import java.util.List;

/// The rules that stand under a new password and turn to ticks while it is typed.
///
/// @param minimumLength in characters
/// @param words what the password must not contain, in lower case and at least four characters
/// long;
///     fields of the same form that count too are read by the page itself
record PasswordRulesView(int minimumLength, List<String> words) {

    PasswordRulesView {
        words = List.copyOf(words);
    }

    /// The words in one attribute, one a line.
    public String lines() {
        return String.join("\n", words);
    }
}
