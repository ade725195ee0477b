package dev.tollgate.factor.totp;

import java.nio.charset.StandardCharsets;

/// The text that the QR code carries:
/// `otpauth://totp/ISSUER:ACCOUNT?secret=…&issuer=ISSUER&algorithm=SHA1&digits=6&period=30`,
/// after the Key URI format that Google Authenticator set and the others read.
///
/// Everything but RFC 3986's unreserved characters is percent-encoded as UTF-8, a space as
/// `%20`: some applications show a `+` as it stands. The one colon that separates issuer and
/// account stays literal, and a colon inside either (`pbx:8443`, `sip:100`) becomes a hyphen,
/// since a second one makes FreeOTP refuse the code and Aegis lose the issuer. Immutable; it
/// holds a secret and does not print itself.
public final class OtpauthUri {

    /// Keeps the QR code one that a phone can read from a screen.
    private static final int MAX_ENCODED = 384;

    private static final String UNRESERVED =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private static final String HEX = "0123456789ABCDEF";

    private final String issuer;
    private final String account;
    private final TotpSecret secret;

    private OtpauthUri(String issuer, String account, TotpSecret secret) {
        this.issuer = issuer;
        this.account = account;
        this.secret = secret;
    }

    /// Takes the two names as people know them.
    ///
    /// @param issuer who asks for the code: the PBX Name
    /// @param account whose code it is: the user name
    /// @throws IllegalArgumentException if either is blank
    public static OtpauthUri of(String issuer, String account, TotpSecret secret) {
        return new OtpauthUri(part(issuer, "issuer"), part(account, "account name"), secret);
    }

    /// The URI: ASCII, with exactly one colon after the scheme's.
    public String text() {
        String encodedIssuer = percentEncode(issuer);
        return "otpauth://totp/"
                + encodedIssuer
                + ":"
                + percentEncode(account)
                + "?secret="
                + secret.base32()
                + "&issuer="
                + encodedIssuer
                + "&algorithm=SHA1&digits="
                + TotpCodes.DIGITS
                + "&period="
                + TotpCodes.STEP_SECONDS;
    }

    /// The issuer as it stands in the URI, for somebody who types the values instead of
    /// scanning: no outer spaces, no colon, and cut where it would need more than 384 encoded
    /// octets.
    public String issuer() {
        return issuer;
    }

    /// The account name as it stands in the URI, under the same rules as [#issuer()].
    public String account() {
        return account;
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }

    private static String part(String typed, String name) {
        String text = typed.strip();
        if (text.isEmpty()) {
            throw new IllegalArgumentException("an otpauth URI needs an " + name);
        }
        return cut(text.replace(':', '-'));
    }

    private static String cut(String text) {
        int encoded = 0;
        for (int end = 0; end < text.length(); ) {
            int next = text.offsetByCodePoints(end, 1);
            encoded += percentEncode(text.substring(end, next)).length();
            if (encoded > MAX_ENCODED) {
                return text.substring(0, end).strip();
            }
            end = next;
        }
        return text;
    }

    private static String percentEncode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() * 3);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (UNRESERVED.indexOf(octet) >= 0) {
                encoded.append((char) octet);
            } else {
                encoded.append('%')
                        .append(HEX.charAt((octet >> 4) & 15))
                        .append(HEX.charAt(octet & 15));
            }
        }
        return encoded.toString();
    }
}
