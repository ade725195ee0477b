package dev.tollgate.account;

import dev.tollgate.kernel.Secret;

/// An account to be made, as typed.
public record NewAccount(
        String username, String email, Secret password, Secret confirmedPassword, Role role) {

    public NewAccount {
        username = username.strip();
        email = email.strip();
    }
}
