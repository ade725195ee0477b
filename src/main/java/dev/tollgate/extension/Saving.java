package dev.tollgate.extension;

import dev.tollgate.account.Problem;
import dev.tollgate.kernel.Secret;
import dev.tollgate.session.Administered;
import java.util.List;
import java.util.Optional;

/// What came of saving an extension.
public sealed interface Saving {

    /// It is as it was wanted.
    ///
    /// @param oneTimePassword to be shown now or never, where somebody may log in from now on who
    /// could not before and whom no mail reaches
    record Saved(Optional<Secret> oneTimePassword) implements Saving {}

    /// Something typed will not do. Nothing was changed.
    record Invalid(List<Problem> problems) implements Saving {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /// Somebody else has saved since the form was made. Nothing was changed.
    record ChangedMeanwhile() implements Saving {}

    /// Whoever asks has to show password and code first. Nothing was changed.
    record NeedsStepUp() implements Saving {}

    /// Whoever asks has no say in it. Nothing was changed, and that it was tried is on record.
    record Refused(Administered.Why why) implements Saving {}
}
