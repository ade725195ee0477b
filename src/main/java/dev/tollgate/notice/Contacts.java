package dev.tollgate.notice;

import dev.tollgate.kernel.AccountId;
import dev.tollgate.notice.Recipients.Recipient;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Tells those who are no owner, by mail: the contacts of an event, and whoever would not hear of a
/// change through what it changed.
@Component
public final class Contacts {

    private final EventSettings settings;
    private final ContactMails mails;
    private final Recipients recipients;

    Contacts(EventSettings settings, ContactMails mails, Recipients recipients) {
        this.settings = settings;
        this.mails = mails;
        this.recipients = recipients;
    }

    /// Tells the contacts of an event in the open transaction.
    ///
    /// @param account whom it concerns; `null` for the portal itself
    /// @return whether the event is mailed at all
    public boolean tell(@Nullable AccountId account, NoticeKind kind, String detail, Instant now) {
        EventSetting setting = settings.of(kind.event());
        if (setting.mailed() && !setting.contacts().isEmpty()) {
            String about = account == null ? "" : name(account);
            setting.contacts()
                    .forEach(to -> mails.post(ContactMail.of(kind, detail, about, to), now));
        }
        return setting.mailed();
    }

    /// Tells addresses that are contacts no longer, in the open transaction.
    public void tellFormer(Set<String> addresses, NoticeKind kind, String detail, Instant now) {
        addresses.forEach(to -> mails.post(ContactMail.of(kind, detail, "", to), now));
    }

    /// Tells administrators and the contacts of an event by way of a mail server that is in use no
    /// longer, in the open transaction.
    public void tellThrough(String formerServer, NoticeKind kind, String detail, Instant now) {
        Set<String> addresses = new LinkedHashSet<>();
        for (AccountId administrator : recipients.administrators()) {
            recipients.of(administrator).map(Recipient::email).ifPresent(addresses::add);
            addresses.add(recipients.copyTo(administrator));
        }
        addresses.addAll(settings.of(kind.event()).contacts());
        addresses.remove("");
        addresses.stream()
                .map(to -> ContactMail.of(kind, detail, "", to).through(formerServer))
                .forEach(mail -> mails.post(mail, now));
    }

    /// Sends what the mail of an event looks like, in the open transaction. It is marked as a
    /// sample, stands in no portal, and counts as no notice.
    public void sendSample(PortalEvent event, Set<String> addresses, Instant now) {
        addresses.forEach(to -> mails.post(ContactMail.sample(event, to), now));
    }

    private String name(AccountId account) {
        return recipients.of(account).map(Recipient::name).orElse("");
    }
}
