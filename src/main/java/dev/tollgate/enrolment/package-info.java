/// Turning the second factor on and off, and everything between.
///
/// [dev.tollgate.enrolment.Enrolment] leads from begin over confirm to enrolled;
/// [dev.tollgate.enrolment.FactorChanges] does the rest to an account whose factor is on. Each
/// change is one transaction: factor, epoch, audit row and notice together, so that a power cut
/// leaves the old state or the new one, whole.
@NullMarked
package dev.tollgate.enrolment;

import org.jspecify.annotations.NullMarked;
