package dev.tollgate.web;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is wrong with a form that came back, at most one text a field.
///
/// @param byField from the field's name, which is also its element's id, to the text; in page order
record ErrorsView(Map<String, TextView> byField) {

    ErrorsView {
        byField = Collections.unmodifiableMap(new LinkedHashMap<>(byField));
    }

    static ErrorsView none() {
        return new ErrorsView(Map.of());
    }

    /// The same for an account whose codes are mailed.
    ErrorsView forMail() {
        Map<String, TextView> mailed = new LinkedHashMap<>();
        byField.forEach((field, text) -> mailed.put(field, text.forMail()));
        return new ErrorsView(mailed);
    }

    public @Nullable TextView of(String field) {
        return byField.get(field);
    }

    /// Whether the page lists the errors on top, each linked to its field: from two on.
    public boolean summarised() {
        return byField.size() > 1;
    }

    /// Whether this field gets the focus: it holds the only error.
    public boolean focused(String field) {
        return byField.size() == 1 && byField.containsKey(field);
    }
}
