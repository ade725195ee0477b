package dev.tollgate.notice;

import dev.tollgate.TestPortal;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.sealing.Place;
import dev.tollgate.sealing.Sealer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What waits to be mailed to one account with a secret in it, read as its receiver will read it.
public final class TestMailbox {

    private static final int ALL = 10_000;

    private final TestPortal portal;
    private final AccountId account;

    public TestMailbox(TestPortal portal, AccountId account) {
        this.portal = portal;
        this.account = account;
    }

    /// The secret of the newest mail to an account, whether it is due or was tried already.
    public static String newest(JdbcClient jdbc, Sealer sealer, AccountId account) {
        return jdbc.sql(
                        """
                        select id, content from mail where account_id = :account
                        order by created_at desc, id desc limit 1""")
                .param("account", account.text())
                .query(
                        (row, _) -> {
                            Place place = new Place("mail", "content", row.getString(1));
                            byte[] plain = sealer.open(place, row.getBytes(2));
                            return new String(plain, StandardCharsets.UTF_8);
                        })
                .single();
    }

    /// Oldest first.
    public List<Mail> mails() {
        return portal.get(Mails.class).due(portal.now(), ALL).stream()
                .map(Mails.Posted::mail)
                .filter(mail -> mail.account().equals(account))
                .toList();
    }

    /// The code of the newest mail.
    public String code() {
        return mails().getLast().secret().reveal();
    }

    public int size() {
        return mails().size();
    }
}
