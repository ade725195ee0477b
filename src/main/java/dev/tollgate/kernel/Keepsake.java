package dev.tollgate.kernel;

import java.time.Duration;

/// What a browser is given to bring along at later logins, as a cookie. It is no session and opens
/// nothing by itself.
///
/// @param name of the cookie, without what the door puts before it; it does not say whose it is
/// @param life how long the browser keeps it; how long it counts, the server decides by itself
public record Keepsake(String name, Token token, Duration life) {}
