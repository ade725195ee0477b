package dev.tollgate.web;

/// The third card of "Security Settings". "Make new codes" posts to
/// `/account/security/recovery-codes`.
///
/// @param left codes that still work
/// @param total codes of the set
/// @param made when the set was made
/// @param saved whether the owner has said that they are saved
record RecoveryView(int left, int total, MomentView made, boolean saved) {

    private static final int FEW = 4;

    /// Fewer than four are left.
    public boolean few() {
        return left < FEW;
    }
}
