package dev.tollgate.setting;

import dev.tollgate.setting.MailServer.Encryption;
import dev.tollgate.storage.Transactions;
import java.time.Instant;
import java.util.Optional;

/// A mail server that has taken a test mail, as far as the portal knows. Nobody listens there.
public final class TestMailServer {

    private TestMailServer() {}

    public static void prove(MailServers servers, Transactions transactions, Instant now) {
        MailServer nobody = new MailServer("127.0.0.1", 1, Encryption.NONE, "", "pbx@example.com");
        transactions.write(() -> servers.save(nobody, Optional.empty(), now));
        servers.prove(servers.current().orElseThrow(), now);
    }

    /// As if there had never been one: for a portal that other tests share.
    public static void forget(MailServers servers, Transactions transactions) {
        transactions.write(servers::forget);
    }
}
