package dev.tollgate.notice;

import dev.tollgate.notice.Recipients.Recipient;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// What waits to be sent, and what turns it into mails.
@Component
record Queues(
        Notices notices,
        Mails mails,
        ContactMails contactMails,
        MailTrials trials,
        Recipients recipients,
        MailTexts texts,
        MailWriter writer) {

    /// Empty where there is nobody to send it to.
    Optional<Recipient> recipientOf(Notice notice) {
        return recipients
                .of(notice.account())
                .map(to -> to.at(notice.address()))
                .filter(to -> !to.email().isEmpty());
    }

    Recipient nameOf(Mail mail) {
        return recipients
                .of(mail.account())
                .orElse(new Recipient("", mail.address()))
                .at(mail.address());
    }
}
