package dev.tollgate.extension;

import dev.tollgate.account.Problem;
import dev.tollgate.kernel.Secret;
import dev.tollgate.session.Administered;
import java.util.List;

/// What came of adding an administrator.
public sealed interface AdministratorAddition {

    /// The account is there, and an invitation is on its way.
    record Invited() implements AdministratorAddition {}

    /// The account is there, for a letter.
    ///
    /// @param oneTimePassword to be shown now or never
    record ForLetter(Secret oneTimePassword) implements AdministratorAddition {}

    /// Whoever asks may not. That it was tried is on record.
    record Refused(Administered.Why why) implements AdministratorAddition {}

    /// Something typed will not do. Nothing was made.
    record Invalid(List<Problem> problems) implements AdministratorAddition {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
