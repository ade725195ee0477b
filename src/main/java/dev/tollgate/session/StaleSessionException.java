package dev.tollgate.session;

/// The account or the session has changed since the request read it: what the request wanted to
/// change is rolled back, and its session is most likely dead. No stack trace: this is not a
/// defect.
public final class StaleSessionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private StaleSessionException(String message) {
        super(message, null, false, false);
    }

    public static StaleSessionException because(String message) {
        return new StaleSessionException(message);
    }
}
