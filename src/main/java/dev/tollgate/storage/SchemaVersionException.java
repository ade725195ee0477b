package dev.tollgate.storage;

/// The schema is not the one this program was built for.
public final class SchemaVersionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String hint;

    SchemaVersionException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    /// What the operator can do about it.
    public String hint() {
        return hint;
    }
}
