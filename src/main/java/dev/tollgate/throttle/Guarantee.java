package dev.tollgate.throttle;

import java.time.Duration;

/// The stated guarantee of the second factor, computed here and nowhere else.
///
/// With k authenticators three steps each are live, so a blind try is right with at most 3k in a
/// million. A failed try weighs k, and after a weight of 100, in a row or in any 30 days, the
/// factor stops hard: an attacker who has the password and never stops has at most 300 in a
/// million, 1 chance in 3,333, in those 30 days, also where authenticators come and go between the
/// tries.
public final class Guarantee {

    /// The days over which failures are added up whatever succeeded between them.
    public static final Duration PERIOD = Duration.ofDays(30);

    /// Steps of an authenticator whose codes are accepted at any instant: the last, this, the next.
    static final int LIVE_STEPS = 3;

    private static final int CODES = 1_000_000;
    private static final int WEIGHT = 100;

    private Guarantee() {}

    /// Failures in a row after which the second factor of an account stops hard: 100, 50 or 33.
    ///
    /// @param authenticators how many the account has, at least 1
    /// @throws IllegalArgumentException if there is none
    public static int failuresBeforeHardStop(int authenticators) {
        return WEIGHT / checked(authenticators);
    }

    /// The chance of whoever has the password and never stops guessing codes, in any [#PERIOD]: at
    /// most 1 in so many.
    public static int oneIn() {
        return CODES / (LIVE_STEPS * WEIGHT);
    }

    /// Whether one more try would take more than the guarantee leaves.
    ///
    /// @param weight of the failures so far, each the number of authenticators at its time
    static boolean isSpent(int weight, int authenticators) {
        return weight + checked(authenticators) > WEIGHT;
    }

    private static int checked(int authenticators) {
        if (authenticators < 1) {
            throw new IllegalArgumentException("without an authenticator no code can be right");
        }
        return authenticators;
    }
}
