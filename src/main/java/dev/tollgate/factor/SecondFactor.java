package dev.tollgate.factor;

import java.time.Instant;

/// That an account's logins ask for a second factor, by which method and since when.
public record SecondFactor(Method method, Instant since) {}
