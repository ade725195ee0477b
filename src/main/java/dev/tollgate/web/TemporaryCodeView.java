package dev.tollgate.web;

/// The page `temporary-code`: what an administrator reads out, shown once.
///
/// @param title number and name
/// @param code shown now or never
/// @param proof whether it serves before a set-up; else at a login in place of the phone
/// @param until until when it works
record TemporaryCodeView(
        String number, String title, String code, boolean proof, MomentView until) {

    @Override
    public String toString() {
        return "TemporaryCodeView[redacted]";
    }
}
