/// How often somebody may try.
///
/// In reading order: [dev.tollgate.throttle.Budget] holds every limit as one row;
/// [dev.tollgate.throttle.Throttle] books a try *before* it is checked and gives it back on
/// success, so that parallel guesses cannot race the count; [dev.tollgate.throttle.Admission] is
/// the proof of a booked try, which only this package can make and without which nothing verifies.
///
/// Password failures and second-factor failures are counted apart. A wrong code means that the
/// password is known, so its budget may stop hard; an outsider can cause wrong passwords, so their
/// budget only ever slows.
@NullMarked
package dev.tollgate.throttle;

import org.jspecify.annotations.NullMarked;
