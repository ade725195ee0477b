/// The console door: what somebody can do who commands the server itself, with no network login.
///
/// Read [dev.tollgate.cli.ConsoleCommands] (which commands there are), then
/// [dev.tollgate.cli.ConsoleCommand] (how each of them runs). A command reaches the portal through
/// [dev.tollgate.cli.Core], which whoever starts the program hands in.
@NullMarked
package dev.tollgate.cli;

import org.jspecify.annotations.NullMarked;
