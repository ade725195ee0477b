/// Sessions of the portal, in a table of our own.
///
/// [dev.tollgate.session.Sessions] keeps those who are logged in,
/// [dev.tollgate.session.HalfSessions] those whose password was right and whose code is still due.
/// Both are found by the SHA-256 of what the browser holds, and both are dead as soon as their
/// account's security epoch has moved on. Whatever settles something about an account locks the
/// account's row first, by moving its epoch ([dev.tollgate.session.Sessions#advance]) or by
/// `Accounts.lock`; so two settlements of one account never interleave, and no two can wait for
/// each other.
///
/// [dev.tollgate.session.StepUp] is the proof that the owner has just proved who they are again.
@NullMarked
package dev.tollgate.session;

import org.jspecify.annotations.NullMarked;
