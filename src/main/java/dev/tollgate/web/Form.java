package dev.tollgate.web;

import dev.tollgate.kernel.Secret;
import jakarta.servlet.http.HttpServletRequest;

/// The fields of a posted form. A field that came twice counts as not filled in: two values are no
/// answer, and which one a check saw must not depend on who reads it.
record Form(HttpServletRequest request) {

    /// The field's only value, or the empty text.
    String text(String field) {
        String[] values = request.getParameterValues(field);
        return values != null && values.length == 1 ? values[0] : "";
    }

    Secret secret(String field) {
        return Secret.of(text(field));
    }

    boolean has(String field) {
        return request.getParameter(field) != null;
    }
}
