/// What the administrators demand of logins: who must have a second factor, by which methods, for
/// how long a device is trusted, and how long a session lasts.
@NullMarked
package dev.tollgate.policy;

import org.jspecify.annotations.NullMarked;
