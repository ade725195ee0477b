/// The extension users: who has which number, and what an administrator may do for them.
@NullMarked
package dev.tollgate.extension;

import org.jspecify.annotations.NullMarked;
