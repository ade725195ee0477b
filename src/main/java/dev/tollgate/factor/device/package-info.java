/// Trusted devices: browsers on which an account that has a second factor is not asked for it.
///
/// [dev.tollgate.factor.device.TrustedDevices] keeps them. A trusted device is no factor and opens
/// nothing by itself: it is looked at only after a right password, and a session that was opened on
/// it has shown one factor and satisfies no step-up.
@NullMarked
package dev.tollgate.factor.device;

import org.jspecify.annotations.NullMarked;
