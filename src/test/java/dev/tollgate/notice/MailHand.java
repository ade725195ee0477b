package dev.tollgate.notice;

/// Has the mailer of a running portal work once, at the moment that a test chooses.
public final class MailHand {

    /// Which bean it is.
    public static final Class<?> MAILER = Mailer.class;

    private MailHand() {}

    /// Carries out the test mail that waits.
    public static void tryOut(Object mailer) {
        ((Mailer) mailer).tryOut();
    }

    /// Sends what is due.
    public static void sendDue(Object mailer) {
        ((Mailer) mailer).sendDue();
    }
}
