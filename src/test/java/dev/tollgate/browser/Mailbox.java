package dev.tollgate.browser;

import dev.tollgate.TestMailServer;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a mail server has taken for one address, read as its owner reads it.
///
/// @param address whose
record Mailbox(TestMailServer server, String address) {

    private static final Pattern CODE = Pattern.compile("(?m)^ +([0-9]{3} [0-9]{3})$");
    private static final Pattern LINK = Pattern.compile("(?m)^(https?://\\S+\\?link=\\S+)$");

    /// The newest mail of a subject, once there are so many of it.
    ///
    /// @param visitor looks at the portal meanwhile
    String await(Visitor visitor, String subject, int count) {
        visitor.page().waitForCondition(() -> texts(subject).size() >= count);
        return texts(subject).getLast();
    }

    /// The code in the newest mail of a subject, with the space that it is written with.
    String code(Visitor visitor, String subject, int count) {
        return find(CODE, await(visitor, subject, count));
    }

    String link(Visitor visitor, String subject) {
        return find(LINK, await(visitor, subject, 1));
    }

    private List<String> texts(String subject) {
        return server.received().stream()
                .filter(mail -> mail.recipient().equals(address))
                .map(TestMailServer.Received::message)
                .filter(mail -> subject(mail).equals(Walk.PBX_NAME + ": " + subject))
                .map(Mailbox::text)
                .toList();
    }

    /// Every part of a mail.
    static byte[] texts(MimeMessage mail) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            if (mail.getContent() instanceof MimeMultipart parts) {
                for (int i = 0; i < parts.getCount(); i++) {
                    all.write(parts.getBodyPart(i).getInputStream().readAllBytes());
                }
            } else {
                all.write(mail.getInputStream().readAllBytes());
            }
            all.write(mail.getSubject().getBytes(StandardCharsets.UTF_8));
        } catch (MessagingException | IOException e) {
            throw new AssertionError("no text", e);
        }
        return all.toByteArray();
    }

    private static String find(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text.replace("\r", ""));
        if (!found.find()) {
            throw new AssertionError("nothing like " + pattern + " in:\n" + text);
        }
        return found.group(1);
    }

    private static String subject(MimeMessage mail) {
        try {
            return mail.getSubject();
        } catch (MessagingException e) {
            throw new AssertionError("no mail", e);
        }
    }

    /// The plain part.
    private static String text(MimeMessage mail) {
        try {
            Object content = mail.getContent();
            return content instanceof MimeMultipart parts
                    ? parts.getBodyPart(0).getContent().toString()
                    : content.toString();
        } catch (MessagingException | IOException e) {
            throw new AssertionError("no text", e);
        }
    }
}
