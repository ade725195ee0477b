/// What the server's own console does to the database as a whole. Each act is on record.
@NullMarked
package dev.tollgate.upkeep;

import org.jspecify.annotations.NullMarked;
