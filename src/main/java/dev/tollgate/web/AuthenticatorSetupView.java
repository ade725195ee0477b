package dev.tollgate.web;

import org.jspecify.annotations.Nullable;

/// The page `account-authenticator`, at `/account/security/authenticator/{handle}`. "Save" posts
/// `code` and, where asked, `name` to that address; "Cancel" posts to it + `/cancel`, "Show a new
/// QR code" to it + `/renew`. "Can't scan" is a GET of it with `manual`.
///
/// @param handle the random part of the address
/// @param purpose what the new authenticator is for
/// @param key the pending secret in its three forms; null once it is too old, which the page says
/// @param manual whether the part under "Can't scan" is open
/// @param name what was typed as name; of meaning unless the purpose is `ENROL`
/// @param errors what is wrong with `code` (`code.wrong` with PBX Name and server time,
/// `code.used`,
///     `code.missing`, `code.too-many`) or `name` (`authenticator.name-missing`, `…name-taken`)
record AuthenticatorSetupView(
        String handle,
        Purpose purpose,
        @Nullable KeyView key,
        boolean manual,
        String name,
        ErrorsView errors) {

    /// - `ENROL`: 2FA is off, this turns it on
    /// - `ADD`: a further authenticator
    /// - `REPLACE`: the same on a new phone; the old one works until the code is right
    /// - `CHANGE`: in the place of mailed codes, which work until then
    enum Purpose {
        ENROL,
        ADD,
        REPLACE,
        CHANGE
    }

    public boolean enrols() {
        return purpose == Purpose.ENROL;
    }

    /// Whether its owner gives it a name; the first one has one.
    public boolean asksName() {
        return purpose == Purpose.ADD || purpose == Purpose.REPLACE;
    }

    /// One secret, three ways to carry it.
    ///
    /// @param qrCode an `<svg>` element with a quiet zone of four modules, dark on a white plate;
    /// it
    ///     goes into the page as it is, so it holds nothing but what the server drew
    /// @param uri the otpauth address
    /// @param secret base32 in groups of four
    /// @param account Account Name
    /// @param issuer Issuer
    record KeyView(String qrCode, String uri, String secret, String account, String issuer) {

        @Override
        public String toString() {
            return "KeyView[redacted]";
        }
    }
}
