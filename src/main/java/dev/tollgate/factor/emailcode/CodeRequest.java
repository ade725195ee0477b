package dev.tollgate.factor.emailcode;

import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Source;

/// Who asks for a code by mail.
///
/// @param epoch the account's, locked in the transaction of the sending; with another one the code
///     is dead
/// @param address the account's own; may be empty
/// @param source from where it is asked, which the mail says
public record CodeRequest(
        AccountId account, long epoch, String address, Binding binding, Source source) {}
