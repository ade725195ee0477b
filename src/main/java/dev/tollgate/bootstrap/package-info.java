/// Where the program begins and its parts are put together.
///
/// [dev.tollgate.bootstrap.Tollgate] reads the command line before anything of Spring is touched;
/// [dev.tollgate.bootstrap.TollgateApplication] is the server.
@NullMarked
package dev.tollgate.bootstrap;

import org.jspecify.annotations.NullMarked;
