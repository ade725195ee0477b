package dev.tollgate.throttle;

import java.time.Duration;

/// Every limit on guessing, one row each: how many tries in which window are free, and the first
/// and the longest wait after them. All of them fail closed: where a try cannot be booked nothing
/// is checked.
enum Budget {
    /// Wrong passwords for one account or one unknown name.
    PASSWORD(
            5,
            Duration.ofMinutes(15),
            Duration.ofSeconds(15),
            Duration.ofSeconds(60),
            Style.SLOWS,
            Duration.ofMinutes(15)),

    /// Wrong passwords from one address, whatever the names.
    SOURCE(
            30,
            Duration.ofMinutes(15),
            Duration.ofMinutes(15),
            Duration.ofHours(24),
            Style.BLOCKS,
            Duration.ofHours(24)),

    /// Wrong passwords typed into the pop-up of a session that is already open. A budget of its
    /// own, so that a stranger at the login page cannot keep the owner from acting.
    CONFIRMATION(
            5,
            Duration.ofMinutes(15),
            Duration.ofSeconds(15),
            Duration.ofSeconds(60),
            Style.SLOWS,
            Duration.ofMinutes(15)),

    /// Wrong codes of any kind for one account.
    SECOND_FACTOR(
            5,
            Duration.ofMinutes(15),
            Duration.ofMinutes(15),
            Duration.ofMinutes(60),
            Style.SLOWS,
            Duration.ofHours(24)),

    /// Wrong passwords from a browser that the account has logged in from before. Strangers' wrong
    /// passwords do not make it wait.
    KNOWN_PASSWORD(
            5,
            Duration.ofMinutes(15),
            Duration.ofSeconds(15),
            Duration.ofSeconds(60),
            Style.SLOWS,
            Duration.ofMinutes(15)),

    /// Wrong codes from such a browser. They count towards the hard stop of the account as well.
    KNOWN_CODE(
            5,
            Duration.ofMinutes(15),
            Duration.ofMinutes(15),
            Duration.ofMinutes(60),
            Style.SLOWS,
            Duration.ofHours(24)),

    /// Passwords said to be forgotten from one address, whatever the names.
    RESET_SOURCE(
            20,
            Duration.ofMinutes(15),
            Duration.ofMinutes(15),
            Duration.ofMinutes(60),
            Style.SLOWS,
            Duration.ofHours(1)),

    /// Mails with a link that one account causes without being logged in: three in any hour, so
    /// that nobody fills a mailbox.
    LINK_MAIL(
            3,
            Duration.ofHours(1),
            Duration.ofHours(1),
            Duration.ofHours(1),
            Style.SLOWS,
            Duration.ZERO),

    /// Mails that one account has sent to addresses which are not its own yet. Apart from the one
    /// above, so that a stranger who asks for resets cannot keep the owner from moving.
    CONFIRM_MAIL(
            3,
            Duration.ofHours(1),
            Duration.ofHours(1),
            Duration.ofHours(1),
            Style.SLOWS,
            Duration.ZERO);

    /// What happens once the free tries are spent.
    enum Style {
        /// Each further try has to wait longer than the one before.
        SLOWS,
        /// Nothing is admitted until the block ends; then the free tries are there again.
        BLOCKS
    }

    private final int free;
    private final Duration window;
    private final Duration firstWait;
    private final Duration longestWait;
    private final Style style;
    private final Duration forgottenAfter;

    Budget(
            int free,
            Duration window,
            Duration firstWait,
            Duration longestWait,
            Style style,
            Duration forgottenAfter) {
        this.free = free;
        this.window = window;
        this.firstWait = firstWait;
        this.longestWait = longestWait;
        this.style = style;
        this.forgottenAfter = forgottenAfter;
    }

    Duration window() {
        return window;
    }

    /// Whether this many failures in the window leave no free try.
    boolean isSpent(int failuresInWindow) {
        return isSpent(failuresInWindow, 0);
    }

    /// The same of a budget that has grown by some tries.
    boolean isSpent(int failuresInWindow, int more) {
        return failuresInWindow >= free + more;
    }

    Style style() {
        return style;
    }

    /// How long to wait at a level, from 1 on: each wait is twice the one before, up to the
    /// longest.
    Duration waitAt(int level) {
        Duration wait = firstWait;
        for (int i = 1; i < level && wait.compareTo(longestWait) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        return wait.compareTo(longestWait) < 0 ? wait : longestWait;
    }

    /// How long after the end of its wait a level is forgotten.
    Duration forgottenAfter() {
        return forgottenAfter;
    }
}
