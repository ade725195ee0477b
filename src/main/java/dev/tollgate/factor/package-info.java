/// What all second factors share. A [dev.tollgate.factor.SubmittedCode] is what a person typed,
/// read strictly once at the door; behind it no factor parses text.
@NullMarked
package dev.tollgate.factor;

import org.jspecify.annotations.NullMarked;
