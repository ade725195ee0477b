/// Secrets at rest: what a copy of the database must not give away is sealed under a key that
/// stands outside the database.
///
/// Read [dev.tollgate.sealing.MasterKey] (where the key comes from), then
/// [dev.tollgate.sealing.Sealer] (what is done with it).
@NullMarked
package dev.tollgate.sealing;

import org.jspecify.annotations.NullMarked;
