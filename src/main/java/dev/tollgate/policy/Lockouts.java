package dev.tollgate.policy;

import dev.tollgate.account.Problem;
import dev.tollgate.factor.Method;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.policy.Seats.Seat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Which options would lock out somebody who must stay in.
///
/// @param mail whether mail is known to get through
/// @param enrolled who has a second factor
record Lockouts(SecurityOptions options, boolean mail, Predicate<AccountId> enrolled) {

    /// The first that there is, at the field that would do it, with the user name. Of the super
    /// administrators it is enough that one is not locked out from anywhere.
    Optional<Problem> of(Seats seats) {
        return of(seats.maker())
                .or(
                        () -> {
                            List<Optional<Problem>> each =
                                    seats.superAdministrators().stream().map(this::of).toList();
                            return each.stream().allMatch(Optional::isPresent)
                                    ? each.stream().flatMap(Optional::stream).findFirst()
                                    : Optional.empty();
                        });
    }

    private Optional<Problem> of(List<Seat> seats) {
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
        if (none) {
            return Optional.of(new Problem(field, "options.locks-out-method", who));
        }
        return isWithoutProof(seat)
                ? Optional.of(new Problem("verifyIdentity", "options.locks-out-proof", who))
                : Optional.empty();
    }

    /// Whether the set-up would ask for a proof that nobody but the console could give.
    private boolean isWithoutProof(Seat seat) {
        return options.verifyIdentity()
                && options.mandatoryFor().contains(seat.account().role())
                && !enrolled.test(seat.account().id())
                && !isReached(seat);
    }

    private boolean isOpen(Method method, Seat seat) {
        return switch (method) {
            case AUTHENTICATOR -> true;
            case EMAIL -> isReached(seat);
        };
    }

    private boolean isReached(Seat seat) {
        return mail && !seat.account().email().isEmpty();
    }
}
