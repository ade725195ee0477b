package dev.tollgate.notice;

/// What came of handing a mail to the mail server.
public sealed interface Delivery {

    /// The server has taken it.
    ///
    /// @param answer what it said
    record Taken(String answer) implements Delivery {}

    /// It has not, or nobody can say.
    ///
    /// @param answer what an SMTP server said, the names in its certificate, or nothing: never a
    ///     word of a port that is none, so that nobody listens at other services through it
    record Failed(Fault fault, String answer) implements Delivery {}

    /// At what it failed. The names are stored and key the texts (`mail-fault.<name>`).
    enum Fault {
        /// No SMTP server answered there.
        UNREACHABLE(false),
        /// It offers no STARTTLS.
        NO_TLS(false),
        /// Its certificate is another host's.
        CERTIFICATE_NAME(false),
        CERTIFICATE_EXPIRED(false),
        /// Nobody whom this server trusts vouches for its certificate.
        CERTIFICATE_UNKNOWN(false),
        /// It broke off while changing to TLS.
        TLS(false),
        LOGIN(false),
        SENDER(false),
        RECIPIENT(true),
        MESSAGE(true),
        /// It fell silent, or said what no SMTP server says.
        BROKE_OFF(false);

        private final boolean ofOneMail;

        Fault(boolean ofOneMail) {
            this.ofOneMail = ofOneMail;
        }

        /// Whether the next mail may fare better at once.
        boolean isOfOneMail() {
            return ofOneMail;
        }
    }
}
