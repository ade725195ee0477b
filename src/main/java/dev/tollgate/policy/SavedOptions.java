package dev.tollgate.policy;

/// The security options with the number of saves that made them, so that of two editors the second
/// is told.
///
/// @param version 0 where nobody has ever saved
public record SavedOptions(SecurityOptions options, int version) {}
