package dev.tollgate.policy;

import dev.tollgate.account.Account;

/// Somebody whom no change of the security options may lock out, where they sit at this moment:
/// whoever makes the change, and the last super administrator.
///
/// @param address numeric, as a source has it
/// @param enrolled whether the account has a second factor
public record Seat(Account account, String address, boolean enrolled) {}
