package dev.tollgate.enrolment;

import dev.tollgate.factor.emailcode.EmailCodes;
import dev.tollgate.factor.totp.Authenticators;
import dev.tollgate.factor.totp.PendingAuthenticators;
import dev.tollgate.kernel.AccountId;
import org.springframework.stereotype.Component;

/// What the methods keep of an account.
@Component
record MethodStores(
        Authenticators authenticators, PendingAuthenticators pendings, EmailCodes emailCodes) {

    /// Drops all of it in the open transaction, with whatever was being set up.
    void dropAll(AccountId account) {
        authenticators.removeAll(account);
        pendings.dropAll(account);
        emailCodes.dropAll(account);
    }
}
