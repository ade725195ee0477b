/// The pages. Each page has one template in `templates/` and one record here, named `…View`, which
/// holds all that the page shows, already decided and formatted: a template only reads it.
///
/// A controller puts two attributes into its model: `shell`, a [dev.tollgate.web.ShellView], and
/// `view`, the page's own record. No rule of the trade lives in this package.
@NullMarked
package dev.tollgate.web;

import org.jspecify.annotations.NullMarked;
