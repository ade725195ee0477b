package dev.tollgate.web;

import java.util.List;
import java.util.Set;

/// A text of the message bundle with its arguments. The template resolves it in the reader's
/// language.
///
/// @param key key in `messages.properties`
/// @param arguments what stands for `{0}`, `{1}` and so on; already formatted, and escaped on
/// output
record TextView(String key, List<String> arguments) {

    private static final Set<String> MAILED =
            Set.of("code.wrong", "code.missing", "code.wait", "code.wait-no-contact");

    TextView {
        if (key.isBlank()) {
            throw new IllegalArgumentException("a text needs a key");
        }
        arguments = List.copyOf(arguments);
    }

    static TextView of(String key, String... arguments) {
        return new TextView(key, List.of(arguments));
    }

    /// What is said of a code that was mailed, where this is said of one that an authenticator
    /// shows.
    TextView forMail() {
        return MAILED.contains(key) ? new TextView(key + "-mailed", arguments) : this;
    }

    /// The arguments in the form that the template engine's message utility takes.
    public Object[] parameters() {
        return arguments.toArray();
    }
}
