package dev.tollgate.session;

/// Proof that whoever acts has shown password, and code where they have one, for a purpose: a
/// moment ago in their session, or when the work was started that goes on without it.
public sealed interface Authority permits StepUp, Mandate {

    Actor actor();

    /// Insists on the purpose.
    ///
    /// @throws IllegalStateException if it was given for another one
    void require(Purpose wanted);
}
