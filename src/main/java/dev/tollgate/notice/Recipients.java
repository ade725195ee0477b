package dev.tollgate.notice;

import dev.tollgate.kernel.AccountId;
import java.util.List;
import java.util.Optional;

/// Where an account's mail goes. Implemented by the package that knows accounts.
public interface Recipients {

    /// Empty where the account is gone. Its address may be empty.
    Optional<Recipient> of(AccountId account);

    /// A second address to which what is mailed to the owner goes too; empty for none.
    String copyTo(AccountId account);

    /// Who is told what concerns the portal itself: every administrator who may log in.
    List<AccountId> administrators();

    /// One addressee.
    ///
    /// @param name how the account is addressed
    /// @param email where the mail goes
    record Recipient(String name, String email) {

        /// The same under another address; an empty one changes nothing.
        public Recipient at(String address) {
            return address.isEmpty() ? this : new Recipient(name, address);
        }
    }
}
