/// What this PBX is called, where it is found and what time it keeps.
@NullMarked
package dev.tollgate.setting;

import org.jspecify.annotations.NullMarked;
