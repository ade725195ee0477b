package dev.tollgate.notice;

import dev.tollgate.TestPortal;
import dev.tollgate.UsedSecrets;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Token;
import dev.tollgate.storage.Transactions;
import java.time.Instant;
import java.util.List;

/// Reads what waits to be mailed, as the mailer does.
public final class TestMails {

    private TestMails() {}

    /// Puts one where the mailer takes it from.
    public static void post(TestPortal portal, Mail mail) {
        portal.get(Transactions.class)
                .write(() -> portal.get(Mails.class).post(mail, portal.now()));
    }

    /// What waits for an account, oldest first.
    public static List<Mail> of(TestPortal portal, AccountId account) {
        return of(portal.get(Mails.class), account, portal.now());
    }

    public static List<Mail> of(Mails mails, AccountId account, Instant now) {
        return mails.due(now, Integer.MAX_VALUE).stream()
                .map(Mails.Posted::mail)
                .filter(mail -> mail.account().equals(account))
                .toList();
    }

    /// The token of the link that the newest mail to an account carries.
    public static Token link(TestPortal portal, AccountId account) {
        return link(of(portal, account).getLast());
    }

    public static Token link(Mail mail) {
        String place = mail.secret().reveal();
        return Token.parse(UsedSecrets.note(place.substring(place.indexOf("?link=") + 6)))
                .orElseThrow();
    }
}
