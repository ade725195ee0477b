package dev.tollgate.upkeep;

import dev.tollgate.kernel.AccountId;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What is under way in a portal at any moment and must not come back with a backup.
final class TestUnderWay {

    /// Rows, as they stand after `from`.
    static final List<String> ALL =
            List.of(
                    "session",
                    "half_session",
                    "mandate",
                    "trusted_device_token",
                    "trusted_device",
                    "known_browser",
                    "one_time_link",
                    "setup_link",
                    "totp_pending",
                    "recovery_code",
                    "recovery_set where saved_at is not null",
                    "temporary_code",
                    "email_code",
                    "mail",
                    "reset_request",
                    "import_draft",
                    "securing",
                    "job_item where sealed is not null");

    private static final List<String> INSERTS =
            List.of(
                    "mandate values ('m', :id, 'BULK', 1, '', '', '', 1, :far)",
                    "setup_link values (1, 'digest', 1)",
                    "totp_pending values ('digest', :id, '', 1, null, :blob, 0, 1, :far)",
                    "temporary_code values (:id, 'digest', 1, :far)",
                    "email_code values (:id, 'binding', 'digest', 1, 0, 1, :far)",
                    "reset_request values ('r', :blob, '', '', 1)",
                    "import_draft values ('i', :id, '', '', '', '', '', :blob, 1, :far)",
                    "securing values (:id, 1)",
                    "job values ('j', :id, '', '', 'DONE', '', 1, 1, 0, 1, 1, 1, :far, '', 0, 0, null, null)",
                    "job_item values ('j', 1, '', '', 'DONE', :blob)");

    private TestUnderWay() {}

    /// What an owner who logs in, trusts a device and asks for a link leaves out.
    static void insert(JdbcClient jdbc, AccountId id) {
        for (String insert : INSERTS) {
            jdbc.sql("insert into " + insert)
                    .param("id", id.text())
                    .param("far", Long.MAX_VALUE)
                    .param("blob", new byte[] {1})
                    .update();
        }
        jdbc.sql("update recovery_set set saved_at = 1").update();
    }
}
