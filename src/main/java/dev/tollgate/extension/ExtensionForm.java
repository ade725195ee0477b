package dev.tollgate.extension;

import dev.tollgate.account.Role;

/// What was typed about an extension to be added.
public record ExtensionForm(String number, String name, String email, Role role) {

    public ExtensionForm {
        number = number.strip();
        name = ExtensionRules.stripped(name);
        email = email.strip();
    }

    /// Of an employee.
    public ExtensionForm(String number, String name, String email) {
        this(number, name, email, Role.EMPLOYEE);
    }
}
