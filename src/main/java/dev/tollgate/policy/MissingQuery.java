package dev.tollgate.policy;

import dev.tollgate.account.Role;
import dev.tollgate.policy.Missing.Reason;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Whom of those without a second factor one wants to see.
///
/// @param role of which role; `null` for every role that must have one, or for all roles where none
///     must
/// @param reason `null` for any
/// @param after the user name after which the page begins; empty for the first page
public record MissingQuery(@Nullable Role role, @Nullable Reason reason, String after) {

    private static final int LONGEST_NAME = 64;
    private static final Pattern UNSTORABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

    /// Of all.
    public static final MissingQuery ALL = new MissingQuery(null, null, "");

    public MissingQuery {
        boolean name = after.length() <= LONGEST_NAME && !UNSTORABLE.matcher(after).find();
        after = name ? after : "";
    }

    public MissingQuery after(String username) {
        return new MissingQuery(role, reason, username);
    }
}
