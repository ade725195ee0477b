package dev.tollgate.kernel;

import java.util.Optional;

/// The keepsakes that a browser has brought along. Who asks has to know a name: nobody looks
/// through them.
@FunctionalInterface
public interface Keepsakes {

    /// A browser that brings none.
    Keepsakes NONE = _ -> Optional.empty();

    /// The token under a name, where exactly one came that has the shape of a token.
    Optional<Token> under(String name);
}
