package dev.tollgate.web;

import dev.tollgate.kernel.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;

/// The fields of a posted form. None comes twice: such a request is refused as a whole before.
record Form(HttpServletRequest request) {

    /// The field's value, or the empty text.
    String text(String field) {
        return Objects.requireNonNullElse(request.getParameter(field), "");
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
