/// Recovery codes: what lets somebody in whose phone is gone. A
/// [dev.tollgate.factor.recovery.RecoveryCode] is one of them, as printed and as typed back.
@NullMarked
package dev.tollgate.factor.recovery;

import org.jspecify.annotations.NullMarked;
