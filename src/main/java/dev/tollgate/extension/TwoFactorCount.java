package dev.tollgate.extension;

/// How many of those who may log in use two-factor authentication. Disabled extensions and those
/// without portal access are in no count.
///
/// @param with those who do
/// @param without those who do not
public record TwoFactorCount(long with, long without) {

    public long all() {
        return with + without;
    }

    /// Rounded down, so that 100 means all.
    public int percent() {
        return all() == 0 ? 0 : Math.toIntExact(with * 100 / all());
    }
}
