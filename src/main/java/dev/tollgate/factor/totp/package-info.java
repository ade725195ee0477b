/// Codes from an authenticator application (TOTP, RFC 6238). The package in reading order:
///
/// 1. [dev.tollgate.factor.totp.TotpSecret]: the 160 bits that server and phone share.
/// 2. [dev.tollgate.factor.totp.OtpauthUri]: how the secret is written down so that the common
///    applications read the same values from it.
/// 3. [dev.tollgate.factor.totp.QrCode]: that text as a picture, drawn here, fetched from
///    nowhere.
/// 4. [dev.tollgate.factor.SubmittedCode]: the six digits that come back.
/// 5. [dev.tollgate.factor.totp.TotpCodes]: the arithmetic. Which code belongs to which step of
///    30 seconds, and which step, if any, a submitted code opens; a pure function of key, code,
///    time and last step.
/// 6. [dev.tollgate.factor.totp.TotpMatch]: its three answers.
///
/// The arithmetic keeps no state. That a step opens only once is decided where the step is
/// stored, by one conditional statement; what is returned here is the step that this statement
/// has to move to.
@NullMarked
package dev.tollgate.factor.totp;

import org.jspecify.annotations.NullMarked;
