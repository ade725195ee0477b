package dev.tollgate.notice;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/// One connection to a mail server that knows how far it has come, so that a failure can be told by
/// its cause. Used by one thread at a time.
final class SmtpLine extends SMTPTransport {

    private static final int FIRST_REFUSAL = 400;
    private static final int LAST_REFUSAL = 599;

    private volatile Stage stage = Stage.STRANGER;

    /// @param secureFromStart TLS from the first byte
    SmtpLine(Session session, boolean secureFromStart) {
        super(
                session,
                new URLName(secureFromStart ? "smtps" : "smtp", null, -1, null, null, null),
                secureFromStart ? "smtps" : "smtp",
                secureFromStart);
    }

    /// How far a connection has come.
    enum Stage {
        /// Nobody has shown that an SMTP server answers: not one word of it is to be repeated.
        STRANGER,
        GREETED,
        SECURING,
        SENDER,
        RECIPIENT,
        MESSAGE
    }

    Stage stage() {
        return stage;
    }

    /// The server's last words where they were a refusal; empty for a stranger's.
    String refusal() {
        int code = getLastReturnCode();
        boolean refused = code >= FIRST_REFUSAL && code <= LAST_REFUSAL;
        String said = getLastServerResponse();
        return stage == Stage.STRANGER || !refused || said == null ? "" : MailAnswer.of(said);
    }

    String lastWords() {
        String said = getLastServerResponse();
        return said == null ? "" : MailAnswer.of(said);
    }

    @Override
    protected boolean ehlo(String domain) throws MessagingException {
        boolean taken = super.ehlo(domain);
        if (taken) {
            stage = Stage.GREETED;
        }
        return taken;
    }

    @Override
    protected void helo(String domain) throws MessagingException {
        super.helo(domain);
        stage = Stage.GREETED;
    }

    @Override
    protected void startTLS() throws MessagingException {
        stage = Stage.SECURING;
        super.startTLS();
        stage = Stage.GREETED;
    }

    @Override
    protected void mailFrom() throws MessagingException {
        stage = Stage.SENDER;
        super.mailFrom();
    }

    @Override
    protected void rcptTo() throws MessagingException {
        stage = Stage.RECIPIENT;
        super.rcptTo();
    }

    @Override
    protected OutputStream data() throws MessagingException {
        stage = Stage.MESSAGE;
        return super.data();
    }

    @Override
    protected void finishData() throws IOException, MessagingException {
        stage = Stage.MESSAGE;
        super.finishData();
    }
}
