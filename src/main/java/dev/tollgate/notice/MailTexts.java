package dev.tollgate.notice;

import dev.tollgate.kernel.Secret;
import dev.tollgate.notice.MailKind.Carries;
import dev.tollgate.notice.Recipients.Recipient;
import dev.tollgate.setting.PortalSettings;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/// Says in words what a mail is about.
@Component
final class MailTexts {

    /// Where somebody looks after their account who did not do what a mail tells of.
    static final String SECURE_PATH = "/account/secure";

    /// Where somebody turns two-factor authentication on.
    static final String SET_UP_PATH = "/account/security";

    /// Stands where the secret goes, until the text is cut there.
    static final String GAP = "\uE000";

    /// As pages say it in full: no country reads it another way round.
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("EEEE d MMMM yyyy, HH:mm:ss zzz", Locale.ENGLISH);

    private final MessageSource texts;

    MailTexts(MessageSource texts) {
        this.texts = texts;
    }

    Composition of(Notice notice, Recipient to, PortalSettings portal) {
        NoticeKind kind = notice.kind();
        return new Composition(
                to,
                text("mail.subject." + kind),
                List.of(text("notice." + kind, notice.detail())),
                null,
                null,
                List.of(),
                List.of(text("mail.when", time(notice.createdAt(), portal))),
                text(kind.isReminder() ? "mail.set-up" : closing(kind)),
                kind.isReminder() ? portal.portalAddress() + SET_UP_PATH : link(kind, portal));
    }

    private static String closing(NoticeKind kind) {
        return kind.leadsToPortal() ? "mail.not-you" : "mail.leads-nowhere";
    }

    private static @Nullable String link(NoticeKind kind, PortalSettings portal) {
        return kind.leadsToPortal() ? secureLink(portal) : null;
    }

    /// What a contact is told. Of an account it hears what the owner hears.
    Composition of(ContactMail mail, Instant at, PortalSettings portal) {
        NoticeKind kind = mail.kind();
        String subject = text("mail.subject." + kind);
        String detail = mail.sample() ? sampleDetail(kind.event()) : mail.detail();
        List<String> before = new ArrayList<>();
        if (mail.sample()) {
            before.add(text("mail.sample"));
        }
        if (kind.event().group().isOfAccounts()) {
            String about = mail.sample() ? text("mail.sample-account") : mail.about();
            before.add(text("mail.about", about));
        }
        before.add(text("notice." + kind, detail));
        return new Composition(
                new Recipient("", mail.address()),
                mail.sample() ? text("mail.sample-title", subject) : subject,
                before,
                null,
                null,
                mail.server() == null ? List.of() : List.of(text("mail.former-server")),
                List.of(text("mail.when", time(at, portal))),
                text(kind.leadsToPortal() ? "mail.not-meant" : "mail.leads-nowhere"),
                kind.leadsToPortal() ? portal.portalAddress().toString() : null);
    }

    Composition of(Mail mail, Instant at, Recipient to, PortalSettings portal) {
        return of(
                mail.kind().carries(),
                text("mail.subject." + mail.kind()),
                text("mail.text." + mail.kind(), GAP, mail.detail()),
                mail.secret(),
                List.of(
                        text("mail.asked", time(at, portal)),
                        text("mail.until", time(mail.until(), portal))),
                new Addressed(to, portal));
    }

    /// The mail that shows whether the mail server works.
    Composition trial(Recipient to, Instant at, PortalSettings portal) {
        return new Composition(
                to,
                text("mail.trial-title"),
                List.of(text("mail.trial", portal.pbxName())),
                null,
                null,
                List.of(),
                List.of(text("mail.when", time(at, portal))),
                text("mail.not-you"),
                secureLink(portal));
    }

    Composition of(
            Carries carries,
            String title,
            String text,
            Secret filling,
            List<String> details,
            Addressed addressed) {
        int gap = text.indexOf(GAP);
        String before = gap < 0 ? text : text.substring(0, gap);
        String after = gap < 0 ? "" : text.substring(gap + GAP.length());
        String secret = filling.reveal();
        boolean isCode = carries == Carries.CODE;
        return new Composition(
                addressed.to(),
                title,
                paragraphs(before),
                isCode ? secret : null,
                isCode ? null : addressed.portal().portalAddress() + secret,
                paragraphs(after),
                details,
                text("mail.not-asked"),
                secureLink(addressed.portal()));
    }

    /// Empty where the text has no gap.
    private String sampleDetail(PortalEvent event) {
        return String.valueOf(texts.getMessage("event-sample." + event, null, "", Locale.ENGLISH));
    }

    String greeting(Composition mail) {
        String name = mail.to().name();
        return name.isEmpty() ? text("mail.greeting-nobody") : text("mail.greeting", name);
    }

    /// None in a mail that leads nowhere: whoever changed the address may have changed it too.
    String help(Composition mail, PortalSettings portal) {
        return portal.helpContact().isEmpty() || mail.secureLink() == null
                ? ""
                : text("layout.help-contact", portal.helpContact());
    }

    String button() {
        return text("mail.button");
    }

    String fullAddress() {
        return text("mail.full-address");
    }

    String automatic(Composition mail, PortalSettings portal) {
        String address = mail.secureLink() == null ? "" : ", " + portal.portalAddress();
        return text("mail.automatic", portal.pbxName() + address);
    }

    private static List<String> paragraphs(String text) {
        return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }

    private static String secureLink(PortalSettings portal) {
        return portal.portalAddress() + SECURE_PATH;
    }

    private static String time(Instant instant, PortalSettings portal) {
        return TIME.format(instant.atZone(portal.timeZone()));
    }

    private String text(String key, Object... gaps) {
        return texts.getMessage(key, gaps, Locale.ENGLISH);
    }

    /// Who gets it from which portal.
    record Addressed(Recipient to, PortalSettings portal) {}
}
