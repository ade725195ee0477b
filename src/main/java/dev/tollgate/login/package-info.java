/// From the password to a session.
///
/// The path: [dev.tollgate.login.Login#withPassword] books the try, checks the password with no
/// transaction open, and settles; where the account has a second factor that makes a half-session
/// and nothing else. [dev.tollgate.login.SecondStep] books the code, checks and spends it in the
/// transaction that settles, and only there consumes the half-session and opens the session.
/// [dev.tollgate.login.Confirmations] asks the owner of an open session again and issues the
/// [dev.tollgate.session.StepUp] that changes of factors need. [dev.tollgate.login.PasswordChanges]
/// changes passwords, [dev.tollgate.login.Rescue] is what the server's console can do.
///
/// Two durable commits make one step: the booking and the settlement. A refusal is committed too.
@NullMarked
package dev.tollgate.login;

import org.jspecify.annotations.NullMarked;
