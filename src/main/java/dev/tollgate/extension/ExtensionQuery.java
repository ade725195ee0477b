package dev.tollgate.extension;

import dev.tollgate.account.Role;
import dev.tollgate.extension.Extension.LoginState;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which extensions are wanted, and in which order.
///
/// @param search the beginning of a number, a name or an e-mail address; empty for all
/// @param role of which role; `null` for any
/// @param state in which state of the login; `null` for any. Whoever never logged in is
/// [LoginState#OFF] too
/// @param after the number after which the page begins; empty for the first page
public record ExtensionQuery(
        String search,
        @Nullable Role role,
        @Nullable LoginState state,
        ExtensionSort sort,
        String after) {

    private static final int SEARCH_LIMIT = 100;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");

    /// What no name, number or address holds and PostgreSQL does not even compare: NUL and its
    /// kind, and half of a character that the limit has cut.
    private static final Pattern UNSTORABLE = Pattern.compile("[\\p{Cc}\\p{Cs}]");

    public ExtensionQuery {
        search = search.length() > SEARCH_LIMIT ? search.substring(0, SEARCH_LIMIT) : search;
        search = UNSTORABLE.matcher(search).replaceAll("").strip();
        after = NUMBER.matcher(after).matches() ? after : "";
    }

    /// By number, the first page.
    public static ExtensionQuery of(String search) {
        return new ExtensionQuery(search, null, null, ExtensionSort.NUMBER, "");
    }

    public ExtensionQuery in(LoginState wanted) {
        return new ExtensionQuery(search, role, wanted, sort, after);
    }

    public ExtensionQuery with(Role wanted) {
        return new ExtensionQuery(search, wanted, state, sort, after);
    }

    public ExtensionQuery by(ExtensionSort wanted) {
        return new ExtensionQuery(search, role, state, wanted, after);
    }

    public ExtensionQuery after(String number) {
        return new ExtensionQuery(search, role, state, sort, number);
    }
}
