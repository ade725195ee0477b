package dev.tollgate.web;

import org.jspecify.annotations.Nullable;

/// The page `login`. The form posts `username`, `password` and `next` to `/login`.
///
/// @param username what was typed before; empty at first
/// @param next where to go after the login, a path of this portal; empty for the usual page
/// @param notice why the visitor is here: `login.idle` (takes the minutes),
/// `login.half-session-over`,
///     `login.logged-out`, `login.session-ended`, or null
/// @param error `login.wrong`, or null
/// @param retry set while logins are slowed or the server is busy; then `error` is null
record LoginView(
        String username,
        String next,
        @Nullable TextView notice,
        @Nullable TextView error,
        @Nullable RetryView retry) {

    /// @param seconds until the next try is allowed, at least 1
    /// @param busy true: the server is at its bound (503); false: too many wrong passwords (429)
    record RetryView(int seconds, boolean busy) {

        RetryView {
            if (seconds < 1) {
                throw new IllegalArgumentException("a wait lasts at least a second");
            }
        }

        /// The wait as `m:ss`.
        public String clock() {
            return "%d:%02d".formatted(seconds / 60, seconds % 60);
        }
    }

    /// Whether the password gets the focus: the name is known, so only the password is missing.
    public boolean passwordFocused() {
        return !username.isEmpty();
    }
}
