package dev.tollgate.throttle;

import java.time.Instant;
import java.util.List;

/// A source that is blocked, as [dev.tollgate.kernel.Source#subject] names it.
///
/// @param times how many blocks in a row this is, from 1 on: each lasts twice as long
/// @param failures wrong passwords from there since the window before the block
/// @param subjects what they were about, the most frequent first, of at most thirty: texts of
/// account
///     ids, and keyed hashes of names that nobody has
public record BlockedSource(
        String source,
        Instant since,
        Instant until,
        int times,
        int failures,
        List<String> subjects) {

    public BlockedSource {
        subjects = List.copyOf(subjects);
    }
}
