package dev.tollgate.upkeep;

/// A backup cannot be made or used; the message says why, in the words of the console.
public final class BackupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String hint;

    BackupException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    BackupException(String message, String hint, Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /// What the operator can do about it; may be empty.
    public String hint() {
        return hint;
    }
}
