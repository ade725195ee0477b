package dev.tollgate.throttle;

import java.time.Instant;

/// Whether a guess may be checked now.
public sealed interface Decision {

    /// It may. The try is booked.
    record Admitted(Admission admission) implements Decision {}

    /// It may not before `until`. Nothing was booked and nothing may be checked.
    record Wait(Instant until) implements Decision {}
}
