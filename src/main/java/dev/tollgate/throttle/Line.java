package dev.tollgate.throttle;

/// One budget that a try is booked in.
///
/// @param weight what a failure counts towards the hard stop
/// @param holdsUp whether this budget's waits are the try's; else it is only counted there
/// @param cause whose failure it is where the subject is a source; else empty
record Line(Budget budget, String subject, int weight, boolean holdsUp, String cause) {

    static Line of(Budget budget, String subject) {
        return new Line(budget, subject, 1, true, "");
    }

    Line weighing(int other) {
        return new Line(budget, subject, other, holdsUp, cause);
    }

    Line causedBy(String other) {
        return new Line(budget, subject, weight, holdsUp, other);
    }

    Line onlyCounting() {
        return new Line(budget, subject, weight, false, cause);
    }
}
