/// The record, copied on as it is written: to a file, to a syslog server, or to both. In order,
/// without a gap, and each row at least once, whatever stops or fails in between; nobody who uses
/// the portal waits for it.
///
/// [dev.tollgate.stream.AuditStream] reads on from where it has got to and keeps how far that is;
/// [dev.tollgate.stream.StreamTarget] takes rows and says when they are safe;
/// [dev.tollgate.stream.AuditStreams] has all of them.
@NullMarked
package dev.tollgate.stream;

import org.jspecify.annotations.NullMarked;
