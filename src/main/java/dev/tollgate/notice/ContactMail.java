package dev.tollgate.notice;

import org.jspecify.annotations.Nullable;

/// A notice that is mailed to an address that is no account's own.
///
/// @param detail what fills the text's gap; may be empty
/// @param about whom it concerns, by user name; empty for the portal itself
/// @param sample whether nothing has happened and somebody wants to see the mail
/// @param server the former mail server through which it goes; `null` for the one in use
record ContactMail(
        NoticeKind kind,
        String detail,
        String about,
        String address,
        boolean sample,
        @Nullable String server) {

    /// Of something that has happened.
    static ContactMail of(NoticeKind kind, String detail, String about, String address) {
        return new ContactMail(kind, detail, about, address, false, null);
    }

    /// Of nothing.
    static ContactMail sample(PortalEvent event, String address) {
        return new ContactMail(NoticeKind.sampleOf(event), "", "", address, true, null);
    }

    /// The same by another way.
    ContactMail through(String formerServer) {
        return new ContactMail(kind, detail, about, address, sample, formerServer);
    }
}
