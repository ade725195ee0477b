package dev.tollgate.session;

/// What came of an act on somebody else's account.
///
/// @param <T> what the act itself gives
public sealed interface Administered<T> {

    /// It was done.
    record Done<T>(T value) implements Administered<T> {}

    /// It was not; that it was tried is on record.
    record Refused<T>(Why why) implements Administered<T> {}

    /// Why not.
    enum Why {
        /// The role of whoever tried does not allow the act at all.
        NOT_PERMITTED,
        /// It is their own account, which has pages of its own.
        OWN_ACCOUNT,
        /// The account has their own rank or a higher one.
        RANK,
        /// The role to be given has their own rank or a higher one.
        RANK_GIVEN,
        /// Nobody would be left who may do everything.
        LAST_SUPER_ADMINISTRATOR,
        /// The account is disabled or has no portal access, so there is nothing to open.
        NO_ACCESS
    }
}
