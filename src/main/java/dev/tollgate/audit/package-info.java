/// The record of who did what: rows that are only ever added, each in the transaction of the change
/// it tells of. No code, secret, password or token is ever in one.
///
/// [dev.tollgate.audit.AuditLog] writes and signs a row; [dev.tollgate.audit.AuditSealer] chains it
/// a moment later; [dev.tollgate.audit.AuditVerifier] tells whether all of them are still as they
/// were.
@NullMarked
package dev.tollgate.audit;

import org.jspecify.annotations.NullMarked;
