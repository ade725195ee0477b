package dev.tollgate.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The page `email`. The form posts `host`, `port`, `encryption`, `username`, `mailPassword`,
/// `sender` and `version` to `/system/email`; "Test", "Try again" and "Remove" have forms of their
/// own.
///
/// @param typed what the fields hold; a password is never among it
/// @param state `NOT_SET`, `CONFIGURED` by the configuration file, or `STORED` here
/// @param passwordAt when the password was given, or `null`
/// @param provenAt when a test mail was taken with these settings, or `null`
/// @param trial the newest test, or `null`
/// @param outbox what is not sent
/// @param version that the form is made from
/// @param changed what differs from what somebody else has saved meanwhile
/// @param stepUp the pop-up that is open, or `null`
record MailView(
        Typed typed,
        String state,
        @Nullable MomentView passwordAt,
        @Nullable MomentView provenAt,
        @Nullable TrialView trial,
        OutboxView outbox,
        int version,
        List<ComparedView> changed,
        @Nullable ExtensionAskView stepUp,
        ErrorsView errors) {

    MailView {
        changed = List.copyOf(changed);
    }

    /// What the fields hold.
    record Typed(String host, String port, String encryption, String username, String sender) {

        List<String> values() {
            return List.of(host, port, encryption, username, sender);
        }
    }

    /// A test.
    ///
    /// @param tone `info` while it is under way, `ok` or `bad`
    /// @param answer the server's own words; may be empty
    record TrialView(String tone, TextView text, String answer, MomentView at) {}

    /// What is not sent.
    ///
    /// @param lastSent when a mail was last taken, or `null`
    record OutboxView(
            int waiting,
            int failing,
            int givenUp,
            @Nullable MomentView lastSent,
            List<ItemView> items) {

        OutboxView {
            items = List.copyOf(items);
        }
    }

    /// One mail.
    ///
    /// @param subject key of its subject
    /// @param nextTry or `null` where it was given up
    /// @param failure why the last try failed, or `null`
    record ItemView(
            String subject,
            String to,
            MomentView createdAt,
            @Nullable MomentView nextTry,
            @Nullable TextView failure) {}
}
