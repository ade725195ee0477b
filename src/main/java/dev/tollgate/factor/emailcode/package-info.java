/// Codes that are mailed to the account's own address. Weaker than an authenticator: whoever reads
/// the mail can use them, and so can whoever talks the reader out of one.
@NullMarked
package dev.tollgate.factor.emailcode;

import org.jspecify.annotations.NullMarked;
