package dev.tollgate.storage;

/// There is no database where the settings say, and this program must not make one.
public final class MissingDatabaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String hint;

    MissingDatabaseException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    /// What the operator can do about it.
    public String hint() {
        return hint;
    }
}
