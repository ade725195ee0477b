package dev.tollgate.audit;

/// The head of the chain is not as this program left it, so nothing can be chained to it.
public final class BrokenChainException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenChainException() {
        super("the head of the audit chain was altered; tollgate audit verify says more");
    }
}
