package dev.tollgate.factor.device;

import dev.tollgate.kernel.AccountId;
import java.time.Duration;
import java.time.Instant;

/// On which terms an account trusts devices, as things stand.
///
/// @param epoch the account's security epoch; what was trusted under another one no longer is
/// @param days for how many days policy lets the account trust a device; 0 for not at all
public record TrustTerms(AccountId account, long epoch, int days) {

    public TrustTerms {
        if (days < 0) {
            throw new IllegalArgumentException("no days are the fewest");
        }
    }

    Duration life() {
        return Duration.ofDays(days);
    }

    /// Devices that were added at this instant or before are trusted no longer, whatever was
    /// promised when they were added.
    Instant addedAfter(Instant now) {
        return now.minus(life());
    }
}
