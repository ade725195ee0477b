package dev.tollgate.factor.totp;

import com.eatthepath.otp.HmacOneTimePasswordGenerator;
import dev.tollgate.factor.SubmittedCode;
import java.security.InvalidKeyException;
import java.time.Instant;
import javax.crypto.spec.SecretKeySpec;

/// The arithmetic of RFC 6238 with HMAC-SHA-1, six digits and steps of 30 seconds from 1970: a
/// pure function of key, time and last step, safe for use by many threads.
///
/// It counts no failures and remembers nothing; see [TotpMatch] for what a caller still has to
/// do.
public final class TotpCodes {

    public static final int DIGITS = 6;
    public static final int STEP_SECONDS = 30;

    /// The last step of an authenticator that was never used; older than every step of this
    /// century.
    public static final long NEVER_USED = 0;

    private static final HmacOneTimePasswordGenerator HOTP =
            new HmacOneTimePasswordGenerator(DIGITS);

    private TotpCodes() {}

    /// The step that `instant` lies in: T of RFC 6238 section 4.2, as 64 bits.
    public static long step(Instant instant) {
        return Math.floorDiv(instant.getEpochSecond(), STEP_SECONDS);
    }

    /// The code of one step, always six ASCII digits, leading zeros kept (RFC 4226 section
    /// 5.3).
    public static String code(TotpSecret secret, long step) {
        return code(key(secret), step);
    }

    /// Which step `submitted` opens at `now`: the step before, the present one and the next are
    /// tried (phones and servers drift, RFC 6238 section 5.2), the newest unused one wins.
    /// Trying all of them matters where a fresh code happens to equal its spent neighbour. All
    /// three codes are computed and compared whatever the outcome.
    ///
    /// @param lastStep the newest step accepted so far, [#NEVER_USED] if none
    public static TotpMatch match(
            TotpSecret secret, SubmittedCode submitted, Instant now, long lastStep) {
        SecretKeySpec key = key(secret);
        long present = step(now);
        long fresh = lastStep;
        boolean spent = false;
        for (long step = present - 1; step <= present + 1; step++) {
            boolean right = submitted.matches(code(key, step));
            fresh = right && step > lastStep ? step : fresh;
            spent |= right && step <= lastStep;
        }
        if (fresh > lastStep) {
            return new TotpMatch.Match(fresh);
        }
        return spent ? new TotpMatch.AlreadyUsed() : new TotpMatch.None();
    }

    private static SecretKeySpec key(TotpSecret secret) {
        return new SecretKeySpec(secret.bytes(), "RAW");
    }

    private static String code(SecretKeySpec key, long step) {
        try {
            int number = HOTP.generateOneTimePassword(key, step);
            return padded(number);
        } catch (InvalidKeyException e) {
            throw new AssertionError("HMAC takes a key of any bytes", e);
        }
    }

    private static String padded(int number) {
        String digits = Integer.toString(number);
        return "0".repeat(DIGITS - digits.length()) + digits;
    }
}
