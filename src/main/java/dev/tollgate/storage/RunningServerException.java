package dev.tollgate.storage;

/// A server uses the database that this program must have for itself.
public final class RunningServerException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    RunningServerException(String message) {
        super(message);
    }
}
