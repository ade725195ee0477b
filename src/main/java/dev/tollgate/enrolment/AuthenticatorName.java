package dev.tollgate.enrolment;

/// What an owner calls an authenticator: 1 to 40 printable characters. What does not fit is cut,
/// what is empty becomes "Authenticator": a name is a help for its owner and never worth refusing a
/// right code.
public record AuthenticatorName(String value) {

    private static final int LIMIT = 40;
    private static final String DEFAULT = "Authenticator";

    public static AuthenticatorName of(String typed) {
        String printable = typed.replaceAll("\\p{Cntrl}|\\p{Cf}|\\p{Cs}|\\p{Co}|\\p{Cn}", " ");
        int[] cut = printable.strip().codePoints().limit(LIMIT).toArray();
        String name = new String(cut, 0, cut.length).strip();
        return new AuthenticatorName(name.isEmpty() ? DEFAULT : name);
    }
}
