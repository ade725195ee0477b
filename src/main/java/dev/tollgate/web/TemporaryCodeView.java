package dev.tollgate.web;

/// The page `temporary-code`: what an administrator reads out, shown once.
///
/// @param title number and name
/// @param code shown now or never
/// @param until until when it works
record TemporaryCodeView(String number, String title, String code, MomentView until) {

    @Override
    public String toString() {
        return "TemporaryCodeView[redacted]";
    }
}
