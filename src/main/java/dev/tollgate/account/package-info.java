/// Who may knock: accounts, the names they are called by, and the passwords they prove
/// themselves with.
///
/// A typed name becomes a [dev.tollgate.account.LoginName] once, at the edge, so that every
/// spelling of it meets in one canonical form. A chosen password is first held against
/// [dev.tollgate.account.PasswordRules]; one that passes is kept only as the string that
/// [dev.tollgate.account.PasswordHasher] makes of it.
@NullMarked
package dev.tollgate.account;

import org.jspecify.annotations.NullMarked;
