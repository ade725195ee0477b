/// Secrets at rest: what a copy of the database must not give away is sealed under a key that
/// stands outside the database.
///
/// Read [dev.tollgate.sealing.Keys] (where the keys come from), then
/// [dev.tollgate.sealing.Sealer] (what is done with them) and [dev.tollgate.sealing.Resealing].
@NullMarked
package dev.tollgate.sealing;

import org.jspecify.annotations.NullMarked;
