/// The words every other package speaks: ids, secrets, tokens, chance and time.
///
/// Nothing here knows Spring, SQL or the web, but for [dev.tollgate.kernel.KernelConfiguration],
/// which is the one place where the system's clock and random source are chosen.
@NullMarked
package dev.tollgate.kernel;

import org.jspecify.annotations.NullMarked;
