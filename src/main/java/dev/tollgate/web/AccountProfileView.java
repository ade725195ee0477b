package dev.tollgate.web;

import org.jspecify.annotations.Nullable;

/// The page `account-profile`. Its forms post `name` to `/account/profile`, `email` to
/// `/account/profile/email`, `noticeEmail` to `/account/profile/notice-email`, and `kind` (`email`
/// or `notice-email`) to `/account/profile/cancel`.
///
/// @param username with which the owner logs in
/// @param name of the owner's extension, as typed; `null` where the account has none
/// @param email the address that holds, and what the field shows
/// @param noticeEmail the second address
/// @param mails whether there is a mail server, without which no address can be confirmed
/// @param stepUp the pop-up that is open, or `null`
record AccountProfileView(
        String username,
        @Nullable String name,
        AddressView email,
        AddressView noticeEmail,
        boolean mails,
        @Nullable ExtensionAskView stepUp,
        ErrorsView errors) {

    /// @param now the address that holds; may be empty
    /// @param typed what the field shows
    /// @param pending the address that waits for its click, or `null`
    record AddressView(String now, String typed, @Nullable String pending) {}
}
