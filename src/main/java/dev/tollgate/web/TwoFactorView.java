package dev.tollgate.web;

import dev.tollgate.factor.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The first card of "Security Settings".
///
/// @param state what the card shows
/// @param since when 2FA was turned on; null in `OFF` and `CHOOSING`
/// @param later whether this is the offer that ends the first set-up: "Later" stands for "Cancel"
/// @param demanded whether an administrator demands it: it is not turned off, and while it is off
/// nothing else of the page is shown
/// @param method the name of the method that the account has; empty while 2FA is off
/// @param choices every method there is
record TwoFactorView(
        State state,
        @Nullable MomentView since,
        boolean later,
        boolean demanded,
        String method,
        List<Choice> choices) {

    TwoFactorView {
        choices = List.copyOf(choices);
    }

    /// With every method free to be chosen, and an authenticator where one is.
    TwoFactorView(State state, @Nullable MomentView since, boolean later, boolean demanded) {
        this(
                state,
                since,
                later,
                demanded,
                since == null ? "" : Method.AUTHENTICATOR.name(),
                Arrays.stream(Method.values())
                        .map(method -> new Choice(method.name(), null))
                        .toList());
    }

    /// Whether there is another method that the account could have now.
    public boolean canChange() {
        return state == State.ON && choices.stream().anyMatch(this::isOpen);
    }

    /// What the radio buttons are for: every method but the one that the account has.
    public List<Choice> offered() {
        return choices.stream().filter(choice -> !choice.name().equals(method)).toList();
    }

    private boolean isOpen(Choice choice) {
        return choice.obstacle() == null && !choice.name().equals(method);
    }

    /// The states, in the order of the walk.
    ///
    /// - `OFF`: box empty. Ticking it opens `/account/security?confirm=enrol`.
    /// - `CHOOSING`: the password was confirmed. The method posts `method` to
    ///   `/account/security/method`.
    /// - `ON`: box ticked. Unticking it opens `/account/security?confirm=turn-off`, "Change"
    ///   `/account/security?confirm=change-method`.
    /// - `TURNING_OFF`: confirmed, box empty. "Save" posts to `/account/security/turn-off`.
    /// - `CHANGING`: confirmed, box ticked. The other method posts as in `CHOOSING`.
    enum State {
        OFF,
        CHOOSING,
        ON,
        TURNING_OFF,
        CHANGING
    }

    /// One method.
    ///
    /// @param obstacle a name of `Methods.Obstacle` where it cannot be chosen, or `null`
    record Choice(String name, @Nullable String obstacle) {

        /// Its id, its value in the form, and part of the keys of its texts.
        public String key() {
            return name.toLowerCase(Locale.ROOT);
        }
    }
}
