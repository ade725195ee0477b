/// The record of who did what: rows that are only ever added, each in the transaction of the change
/// it tells of. No code, secret, password or token is ever in one.
@NullMarked
package dev.tollgate.audit;

import org.jspecify.annotations.NullMarked;
