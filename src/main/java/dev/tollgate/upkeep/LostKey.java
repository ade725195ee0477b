package dev.tollgate.upkeep;

import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.sealing.Keys;
import dev.tollgate.session.ConsoleAct;
import dev.tollgate.storage.Transactions;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// A new beginning where the key is lost: what was sealed under it is gone. Everybody keeps their
/// account, nobody can log in, and the second factor of an account stays demanded until the console
/// or an administrator resets it: a lost key opens no door. The record stays and is chained anew,
/// as one that was found there.
@Component
public final class LostKey {

    private static final List<String> FORGET =
            List.of(
                    "delete from totp",
                    "delete from totp_pending",
                    "delete from recovery_code",
                    "update recovery_set set saved_at = null",
                    "delete from temporary_code",
                    "delete from email_code",
                    "delete from trusted_device",
                    "delete from known_browser",
                    "delete from session",
                    "delete from half_session",
                    "delete from mandate",
                    "delete from one_time_link",
                    "delete from mail",
                    "delete from reset_request",
                    "delete from import_draft",
                    "update job_item set sealed = null",
                    "update mail_server set password = null, password_at = null",
                    "delete from former_mail_server",
                    "update mail_standing set proven_settings = ''",
                    "delete from audit_head",
                    "delete from audit_anchor",
                    "delete from audit_stream",
                    "update audit set mark = '', position = null, seal = null");

    private final Keys keys;
    private final ObjectProvider<AuditLog> audit;
    private final JdbcClient jdbc;
    private final Transactions transactions;

    /// @param audit not made before the new key is there, which it signs with
    LostKey(Keys keys, ObjectProvider<AuditLog> audit, JdbcClient jdbc, Transactions transactions) {
        this.keys = keys;
        this.audit = audit;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /// Whether it is lost.
    public boolean isLost() {
        return keys.isAnyLost();
    }

    /// Gives up the lost key, in one transaction, and gives the id of the new one.
    public String abandon(ConsoleAct act) {
        return transactions.write(
                () -> {
                    String id = keys.abandon(act.at());
                    FORGET.forEach(statement -> jdbc.sql(statement).update());
                    jdbc.sql("update account set password = :none, epoch = epoch + 1")
                            .param("none", new byte[0])
                            .update();
                    audit.getObject()
                            .write(
                                    AuditEvent.console(act.at(), Kind.KEYS_ABANDONED, null)
                                            .because("key " + id));
                    return id;
                });
    }
}
