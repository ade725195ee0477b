package dev.tollgate.sealing;

/// The key is missing, unreadable or not the one that this database was sealed with. The program
/// must not start: without the key no password and no code can be checked.
public final class KeyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String hint;

    KeyException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    KeyException(String message, String hint, Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /// What the operator can do about it.
    public String hint() {
        return hint;
    }
}
