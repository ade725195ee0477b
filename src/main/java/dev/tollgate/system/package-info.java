/// What administrators set for the portal as a whole: its preferences and its mail server. Each act
/// needs a step-up, holds the session that makes it, and is on record.
@NullMarked
package dev.tollgate.system;

import org.jspecify.annotations.NullMarked;
