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

    /// The version that the form was made from; what is none is of no form that was made here.
    int version() {
        String typed = text("version");
        return typed.matches("[0-9]{1,9}") ? Integer.parseInt(typed) : -1;
    }

    Secret secret(String field) {
        return Secret.of(text(field));
    }

    boolean has(String field) {
        return request.getParameter(field) != null;
    }
}
