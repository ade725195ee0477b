package dev.tollgate.notice;

import dev.tollgate.setting.PortalSettings;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.StringJoiner;
import org.springframework.stereotype.Component;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/// Puts a mail into bytes: the same in plain text and in HTML, which loads nothing from anywhere.
@Component
final class MailWriter {

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final MailTexts texts;
    private final SpringTemplateEngine engine = new SpringTemplateEngine();

    MailWriter(MailTexts texts) {
        this.texts = texts;
        ClassLoaderTemplateResolver templates = new ClassLoaderTemplateResolver();
        templates.setPrefix("mail/");
        templates.setSuffix(".html");
        templates.setTemplateMode(TemplateMode.HTML);
        templates.setCharacterEncoding(UTF_8);
        engine.setTemplateResolver(templates);
    }

    /// @param sender address in From, beside the name of the PBX
    Message write(
            Session session, String sender, Composition mail, PortalSettings portal, Instant now) {
        try {
            MimeMessage message = new MimeMessage(session);
            message.setFrom(new InternetAddress(sender, oneLine(portal.pbxName()), UTF_8));
            message.setRecipient(
                    Message.RecipientType.TO,
                    new InternetAddress(oneLine(mail.to().email()), true));
            message.setSubject(oneLine(portal.pbxName() + ": " + mail.title()), UTF_8);
            message.setSentDate(Date.from(now));
            // Nobody's holiday notice is to answer it.
            message.setHeader("Auto-Submitted", "auto-generated");
            MimeMultipart parts =
                    new MimeMultipart(
                            "alternative",
                            part(plain(mail, portal), "plain"),
                            part(html(mail, portal), "html"));
            message.setContent(parts);
            message.saveChanges();
            return message;
        } catch (MessagingException | UnsupportedEncodingException e) {
            throw new UnwritableMailException(e);
        }
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, UTF_8, subtype);
        return part;
    }

    private String plain(Composition mail, PortalSettings portal) {
        StringJoiner text = new StringJoiner("\n\n", "", "\n");
        text.add(texts.greeting(mail));
        mail.before().forEach(text::add);
        if (mail.code() != null) {
            text.add("    " + mail.code());
        }
        if (mail.link() != null) {
            text.add(mail.link());
        }
        mail.after().forEach(text::add);
        text.add(String.join("\n", mail.details()));
        text.add(
                mail.secureLink() == null
                        ? mail.notYou()
                        : mail.notYou() + "\n" + mail.secureLink());
        String help = texts.help(mail, portal);
        if (!help.isEmpty()) {
            text.add(help);
        }
        text.add("-- \n" + texts.automatic(mail, portal));
        return text.toString();
    }

    private String html(Composition mail, PortalSettings portal) {
        Context context = new Context(Locale.ENGLISH);
        context.setVariable("mail", mail);
        context.setVariable("pbxName", portal.pbxName());
        context.setVariable("greeting", texts.greeting(mail));
        context.setVariable("button", texts.button());
        context.setVariable("fullAddress", texts.fullAddress());
        context.setVariable("help", texts.help(mail, portal));
        context.setVariable("automatic", texts.automatic(mail, portal));
        return engine.process("mail", context);
    }

    /// A header is one line: whatever could begin another becomes a space. What looks like an
    /// encoded word (RFC 2047) is taken apart, or its reader would decode it into anything.
    private static String oneLine(String text) {
        return MailAnswer.of(text).replace("=?", "= ?");
    }

    /// A mail that cannot be put into bytes, such as one to an address that is none.
    static final class UnwritableMailException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnwritableMailException(Exception cause) {
            super(cause);
        }
    }
}
