package dev.tollgate.policy;

import dev.tollgate.account.Account;
import java.util.List;

/// Who must stay in when the security options change: whoever changes them, and one super
/// administrator at least.
///
/// @param superAdministrators all seats of each, where none of them makes the change
public record Seats(Seat maker, List<List<Seat>> superAdministrators) {

    public Seats {
        superAdministrators = superAdministrators.stream().map(List::copyOf).toList();
    }

    /// One place of somebody: that of an open session, or of the last login.
    ///
    /// @param address numeric, as a source has it
    public record Seat(Account account, String address) {}
}
