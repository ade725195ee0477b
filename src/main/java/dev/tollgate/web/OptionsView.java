package dev.tollgate.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The page `security-options`: a form that posts to `/security/settings`.
///
/// @param mayChange whether the form can be saved by whoever looks
/// @param typed what stands in the form
/// @param roles every role, highest first
/// @param missing who is not enrolled
/// @param mailTested when a test of the mail server last succeeded; null where none has
/// @param clock the server's own time and zone
/// @param address where the request comes from
/// @param today the first day that can be chosen
/// @param guessing what the limits on codes come to
/// @param version of the options that the form was made from
/// @param changed where what somebody else saved meanwhile differs from the form
/// @param stepUp the pop-up that is open, or `null`
record OptionsView(
        boolean mayChange,
        TypedView typed,
        List<RoleView> roles,
        MissingView missing,
        @Nullable MomentView mailTested,
        String clock,
        String address,
        String today,
        GuessingView guessing,
        int version,
        List<ComparedView> changed,
        @Nullable ExtensionAskView stepUp,
        ErrorsView errors) {

    OptionsView {
        roles = List.copyOf(roles);
        changed = List.copyOf(changed);
    }

    /// @param oneIn what chance guessing has in so many days: at most 1 in this
    /// @param failures after how many wrong codes the second factor stops hard, by the number of
    ///     authenticators, from one on
    record GuessingView(long days, int oneIn, List<Integer> failures) {

        GuessingView {
            failures = List.copyOf(failures);
        }
    }

    /// @param everybody whether two-factor authentication is mandatory for all
    /// @param from from which day; empty for at once
    /// @param verifyIdentity whether a mandatory set-up begins with a proof
    /// @param administratorMethods names of `Method`, and so `userMethods`
    /// @param restricted whether `addresses`, one a line, count
    record TypedView(
            boolean everybody,
            String from,
            boolean verifyIdentity,
            String idleMinutes,
            List<String> administratorMethods,
            List<String> userMethods,
            String administratorTrustDays,
            String userTrustDays,
            boolean restricted,
            String addresses) {

        TypedView {
            administratorMethods = List.copyOf(administratorMethods);
            userMethods = List.copyOf(userMethods);
        }
    }

    /// @param mandatory whether two-factor authentication is mandatory for this role
    record RoleView(String role, boolean mandatory, long accounts, long enrolled) {}

    /// @param accounts all that may log in
    /// @param notEnrolled those of them without two-factor authentication, of whom the others say
    /// more
    record MissingView(
            long accounts,
            long notEnrolled,
            long neverLoggedIn,
            long noEmail,
            long administrators) {}
}
