package dev.tollgate.cli;

import java.util.List;

/// The command was not carried out, for reasons that its caller can read and nothing of which is a
/// defect. No stack trace.
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> errors;
    private final String hint;

    private Refusal(List<String> errors, String hint) {
        super(String.join("; ", errors), null, false, false);
        this.errors = List.copyOf(errors);
        this.hint = hint;
    }

    static Refusal of(String error, String hint) {
        return new Refusal(List.of(error), hint);
    }

    /// For an exception that says itself what is wrong.
    static Refusal because(Throwable cause, String hint) {
        return of(String.valueOf(cause.getMessage()), hint);
    }

    static Refusal of(List<String> errors, String hint) {
        return new Refusal(errors, hint);
    }

    /// At least one; each in lower case and without a full stop.
    List<String> errors() {
        return errors;
    }

    /// What to do about it; may be empty.
    String hint() {
        return hint;
    }
}
