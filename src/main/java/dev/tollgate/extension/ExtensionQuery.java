package dev.tollgate.extension;

import dev.tollgate.account.Role;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which extensions are wanted, and in which order.
///
/// @param search the beginning of a number, a name or an e-mail address; empty for all
/// @param role of which role; `null` for any
/// @param twoFactor in which state of two-factor authentication; `null` for any
/// @param status open or closed; `null` for any
/// @param demanded the roles that must have two-factor authentication, for [TwoFactor#MUST_ENROL]
/// @param after the number after which the page begins; empty for the first page
public record ExtensionQuery(
        String search,
        @Nullable Role role,
        @Nullable TwoFactor twoFactor,
        @Nullable AccountStatus status,
        Set<Role> demanded,
        ExtensionSort sort,
        String after) {

    /// States of accounts that are open; the others are in none.
    public enum TwoFactor {
        ON,
        AUTHENTICATOR,
        EMAIL,
        OFF,
        /// Off, and demanded of the account's role.
        MUST_ENROL,
        /// Off, and nobody has ever logged in.
        NEVER
    }

    /// Whether anybody may log in, and if not, why.
    public enum AccountStatus {
        OPEN,
        NO_ACCESS,
        DISABLED
    }

    private static final int SEARCH_LIMIT = 100;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

    /// What no name, number or address holds and PostgreSQL does not even compare: NUL and its
    /// kind, and half of a character that the limit has cut.
    private static final Pattern UNSTORABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

    public ExtensionQuery {
        search = search.length() > SEARCH_LIMIT ? search.substring(0, SEARCH_LIMIT) : search;
        search = UNSTORABLE.matcher(search).replaceAll("").strip();
        demanded = Set.copyOf(demanded);
        after = NUMBER.matcher(after).matches() ? after : "";
    }

    /// By number, the first page.
    public static ExtensionQuery of(String search) {
        return new ExtensionQuery(search, null, null, null, Set.of(), ExtensionSort.NUMBER, "");
    }

    public ExtensionQuery in(TwoFactor wanted) {
        return new ExtensionQuery(search, role, wanted, status, demanded, sort, after);
    }

    public ExtensionQuery in(AccountStatus wanted) {
        return new ExtensionQuery(search, role, twoFactor, wanted, demanded, sort, after);
    }

    public ExtensionQuery demanding(Set<Role> roles) {
        return new ExtensionQuery(search, role, twoFactor, status, roles, sort, after);
    }

    public ExtensionQuery with(Role wanted) {
        return new ExtensionQuery(search, wanted, twoFactor, status, demanded, sort, after);
    }

    public ExtensionQuery by(ExtensionSort wanted) {
        return new ExtensionQuery(search, role, twoFactor, status, demanded, wanted, after);
    }

    public ExtensionQuery after(String number) {
        return new ExtensionQuery(search, role, twoFactor, status, demanded, sort, number);
    }
}
