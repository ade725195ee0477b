package dev.tollgate.web;

import java.util.List;

/// The page `recovery-codes`. "Done" posts `saved` to `/account/security/recovery-codes/saved`.
///
/// @param codes ten codes, in the form they are typed
/// @param account whose they are
/// @param portalAddress base of the portal's addresses
/// @param made when they were made
/// @param set the same in epoch milliseconds: names the set when "Done" is posted
/// @param fileName name of the downloaded file
/// @param first whether 2FA has just been turned on; else a set was replaced
record RecoveryCodesView(
        List<String> codes,
        String account,
        String portalAddress,
        MomentView made,
        long set,
        String fileName,
        boolean first) {

    RecoveryCodesView {
        codes = List.copyOf(codes);
    }

    /// The codes, one a line, for the file and the clipboard.
    public String lines() {
        return String.join("\n", codes);
    }

    @Override
    public String toString() {
        return "RecoveryCodesView[redacted]";
    }
}
