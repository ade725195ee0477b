package dev.tollgate.policy;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// The one place that says which change of the options lets more people in, or the same people with
/// less.
final class Weakening {

    private Weakening() {}

    static boolean isOne(SecurityOptions before, SecurityOptions after) {
        return demandsLess(before, after)
                || (before.verifyIdentity() && !after.verifyIdentity())
                || !before.administratorMethods().containsAll(after.administratorMethods())
                || !before.userMethods().containsAll(after.userMethods())
                || after.administratorTrustDays() > before.administratorTrustDays()
                || after.userTrustDays() > before.userTrustDays()
                || after.idleLimit().compareTo(before.idleLimit()) > 0
                || admitsMoreAddresses(before, after);
    }

    private static boolean demandsLess(SecurityOptions before, SecurityOptions after) {
        return !before.mandatoryFor().isEmpty()
                && (!after.mandatoryFor().containsAll(before.mandatoryFor())
                        || isLater(before.mandatoryFrom(), after.mandatoryFrom()));
    }

    private static boolean isLater(@Nullable LocalDate before, @Nullable LocalDate after) {
        return after != null && (before == null || after.isAfter(before));
    }

    /// No address at all means every address. A range that was written otherwise counts as another:
    /// better one notice too many.
    private static boolean admitsMoreAddresses(SecurityOptions before, SecurityOptions after) {
        return !before.administratorAddresses().isEmpty()
                && (after.administratorAddresses().isEmpty()
                        || !before.administratorAddresses()
                                .containsAll(after.administratorAddresses()));
    }
}
