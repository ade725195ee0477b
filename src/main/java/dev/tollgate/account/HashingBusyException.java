package dev.tollgate.account;

import java.time.Duration;

/// More passwords are waiting to be hashed than two seconds of all cores can serve. Nothing was
/// checked and nothing may be counted as a failure; a web door answers 503 with `Retry-After`.
public final class HashingBusyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    HashingBusyException(Duration retryAfter) {
        super("password hashing is busy", null, false, false);
        this.retryAfter = retryAfter;
    }

    /// How long to wait before the next try: whoever waits now has been served by then.
    public Duration retryAfter() {
        return retryAfter;
    }
}
