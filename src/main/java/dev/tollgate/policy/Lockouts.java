package dev.tollgate.policy;

import dev.tollgate.account.Problem;
import dev.tollgate.factor.Method;
import java.util.List;
import java.util.Optional;

/// Which options would lock out somebody who must stay in.
///
/// @param mail whether mail is known to get through
record Lockouts(SecurityOptions options, boolean mail) {

    /// The first that there is, at the field that would do it, with the user name.
    Optional<Problem> of(List<Seat> seats) {
        return seats.stream().flatMap(seat -> of(seat).stream()).findFirst();
    }

    private Optional<Problem> of(Seat seat) {
        String who = seat.account().username();
        if (!options.admit(seat.account().role(), seat.address())) {
            String where = who + ", " + seat.address();
            return Optional.of(new Problem("addresses", "options.locks-out-address", where));
        }
        boolean none =
                options.methodsFor(seat.account().role()).stream()
                        .noneMatch(method -> isOpen(method, seat));
        String field =
                seat.account().role().isAdministrator() ? "administratorMethods" : "userMethods";
        return none
                ? Optional.of(new Problem(field, "options.locks-out-method", who))
                : Optional.empty();
    }

    private boolean isOpen(Method method, Seat seat) {
        return switch (method) {
            case AUTHENTICATOR -> true;
            case EMAIL -> mail && !seat.account().email().isEmpty();
        };
    }
}
