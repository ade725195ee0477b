/// What an account's owner must hear of: written in the transaction of the change, shown in the
/// portal until read, and mailed as well where a mail server is set.
@NullMarked
package dev.tollgate.notice;

import org.jspecify.annotations.NullMarked;
