package dev.tollgate.audit;

/// The head of the chain, or an anchor, is not as this program left it, so nothing can be chained
/// to it or cut at it.
public final class BrokenChainException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenChainException() {
        super(
                "the head of the audit chain or an anchor was altered; tollgate audit verify says more");
    }
}
