package dev.tollgate.extension;

import dev.tollgate.account.CaseFold;
import dev.tollgate.account.Role;
import dev.tollgate.extension.ExtensionQuery.AccountStatus;
import dev.tollgate.extension.ExtensionQuery.TwoFactor;
import dev.tollgate.storage.NumberOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads the list of extensions, as fast with a million as with a thousand.
///
/// What is asked for is a set of conditions: a beginning, a role, a state. Each has an index, along
/// which it is counted up to [#COUNTED]. Where one of them is that rare, its accounts are fetched,
/// the other conditions looked at and the rest sorted, which is a bounded amount of work. Where all
/// are frequent, the index of the order is walked until a page is full, which is soon, since at
/// least one in a hundred fits. Only two frequent conditions that exclude each other make it walk
/// to the end.
///
/// Every method runs in the caller's transaction.
@Component
final class ExtensionList {

    static final int PAGE = 50;

    /// Up to how many are counted exactly.
    static final int COUNTED = 10_000;

    /// Sorts behind every character that a name can hold.
    private static final String LAST = "\uDBFF\uDFFF";

    private static final String JOINED = " where extension.account_id = account.id";
    private static final String ACCOUNTS_FIRST = " from account cross join extension" + JOINED;
    private static final String EXTENSIONS_FIRST = " from extension cross join account" + JOINED;

    private final JdbcClient jdbc;

    ExtensionList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// One page. Of a beginning that more than [#COUNTED] share and nothing narrows further, only
    /// so many are looked through: one types another letter then, and does not turn two hundred
    /// pages.
    ExtensionPage page(ExtensionQuery query) {
        List<Condition> conditions = conditions(query);
        Condition rare =
                conditions.equals(List.of(Condition.BEGINNING))
                        ? Condition.BEGINNING
                        : rare(conditions, query);
        List<Extension> found = read(query, conditions, rare, PAGE + 1);
        boolean more = found.size() > PAGE;
        return new ExtensionPage(
                more ? found.subList(0, PAGE) : found, count(query, conditions, rare), more);
    }

    /// Everything that matches, for whoever reads on to the end; one portion.
    List<Extension> matching(ExtensionQuery query, int limit) {
        List<Condition> conditions = conditions(query);
        return read(query, conditions, rare(conditions, query), limit);
    }

    /// How many match; one more than [#COUNTED] where there are more.
    long count(ExtensionQuery query) {
        List<Condition> conditions = conditions(query);
        return count(query, conditions, rare(conditions, query));
    }

    /// The statement that reads a page, for tests that look at its plan.
    ///
    /// @param rare whether the first condition counts as rare; else none does
    static String statement(ExtensionQuery query, boolean rare) {
        List<Condition> conditions = conditions(query);
        return statement(query, conditions, rare ? conditions.getFirst() : null);
    }

    private @Nullable Condition rare(List<Condition> conditions, ExtensionQuery query) {
        if (conditions.size() == 1
                && query.search().isEmpty()
                && sort(query) == ExtensionSort.NUMBER) {
            return null; // its index has the order as well, so nothing is to be sorted
        }
        Condition rarest = null;
        long least = COUNTED + 1;
        for (Condition condition : conditions) {
            long count = counted(query, condition.accounts());
            if (count < least) {
                rarest = condition;
                least = count;
            }
        }
        return rarest;
    }

    private List<Extension> read(
            ExtensionQuery query, List<Condition> conditions, @Nullable Condition rare, int limit) {
        JdbcClient.StatementSpec statement =
                prepared(statement(query, conditions, rare), query).param("limit", limit);
        return (query.after().isEmpty() ? statement : statement.param("after", query.after()))
                .query((row, _) -> ExtensionStore.extension(row))
                .list();
    }

    private long count(ExtensionQuery query, List<Condition> conditions, @Nullable Condition rare) {
        if (conditions.isEmpty()) {
            return counted(query, "select account_id from extension");
        }
        return counted(
                query,
                isOfBeginningAlone(conditions, rare)
                        ? Condition.BEGINNING_WITH_PLACE
                        : "select extension.account_id" + source(query, conditions, rare));
    }

    /// First which accounts, then the rest of their rows: sorting and skipping carry ids alone.
    private static String statement(
            ExtensionQuery query, List<Condition> conditions, @Nullable Condition rare) {
        String place = sort(query).place();
        return ExtensionStore.COLUMNS
                + " from ("
                + accounts(query, conditions, rare)
                + " limit :limit) page"
                + " join account on account.id = page.account_id"
                + " join extension on extension.account_id = page.account_id"
                + " left join second_factor on second_factor.account_id = page.account_id"
                + " order by "
                + place;
    }

    /// The accounts of a page and of all later ones, in their order.
    private static String accounts(
            ExtensionQuery query, List<Condition> conditions, @Nullable Condition rare) {
        ExtensionSort sort = sort(query);
        if (sort == ExtensionSort.NUMBER && isOfBeginningAlone(conditions, rare)) {
            return "select account_id from ("
                    + Condition.BEGINNING_WITH_PLACE
                    + ") few"
                    + (query.after().isEmpty() ? "" : " where place > " + sort.placeOfAfter())
                    + " order by place";
        }
        return "select extension.account_id"
                + source(query, conditions, rare)
                + sort.later(query.after())
                + " order by "
                + sort.place();
    }

    /// Its indexes say all that is asked for, so that no account is looked up before it is shown.
    private static boolean isOfBeginningAlone(
            List<Condition> conditions, @Nullable Condition rare) {
        return Condition.BEGINNING.equals(rare) && conditions.size() == 1;
    }

    private static String source(
            ExtensionQuery query, List<Condition> conditions, @Nullable Condition rare) {
        String others =
                conditions.stream()
                        .filter(condition -> !condition.equals(rare))
                        .map(condition -> " and " + condition.holds())
                        .collect(Collectors.joining());
        if (rare != null) {
            return " from (select account_id from ("
                    + rare.accounts()
                    + ") few limit "
                    + COUNTED
                    + ") rare cross join account cross join extension"
                    + JOINED
                    + " and account.id = rare.account_id"
                    + others;
        }
        boolean byName = sort(query) == ExtensionSort.NAME;
        return (byName ? EXTENSIONS_FIRST : ACCOUNTS_FIRST) + others;
    }

    /// Those who never logged in all logged in last at the same time.
    private static ExtensionSort sort(ExtensionQuery query) {
        boolean never = query.twoFactor() == TwoFactor.NEVER;
        return never && query.sort() == ExtensionSort.LAST_LOGIN
                ? ExtensionSort.NUMBER
                : query.sort();
    }

    private static List<Condition> conditions(ExtensionQuery query) {
        List<Condition> conditions = new ArrayList<>();
        if (!query.search().isEmpty()) {
            conditions.add(Condition.BEGINNING);
        }
        if (query.role() != null) {
            conditions.add(Condition.of("account.role = '" + query.role().name() + "'"));
        }
        if (query.twoFactor() == TwoFactor.MUST_ENROL) {
            conditions.add(Condition.of(in(TwoFactor.MUST_ENROL)));
            if (query.demanded().size() < Role.values().length) {
                conditions.add(Condition.of(ofOne(query.demanded())));
            }
        } else if (query.twoFactor() != null) {
            conditions.add(Condition.of(in(query.twoFactor())));
        }
        if (query.status() != null) {
            conditions.add(Condition.of(in(query.status())));
        }
        return conditions;
    }

    private static String ofOne(Set<Role> roles) {
        return roles.isEmpty()
                ? "1 = 0"
                : roles.stream()
                        .map(role -> "'" + role.name() + "'")
                        .sorted()
                        .collect(Collectors.joining(", ", "account.role in (", ")"));
    }

    /// In the words of the partial indexes of V20 and V26, by which they are found.
    private static String in(TwoFactor state) {
        return "account.status = 'ACTIVE' and account.portal_access = 1"
                + switch (state) {
                    case ON -> " and account.two_factor > 0";
                    case AUTHENTICATOR -> " and account.two_factor = 1";
                    case EMAIL -> " and account.two_factor = 2";
                    case OFF, MUST_ENROL -> " and account.two_factor = 0";
                    case NEVER -> " and account.two_factor = 0 and account.last_login_at is null";
                };
    }

    private static String in(AccountStatus status) {
        return switch (status) {
            case OPEN -> "account.status = 'ACTIVE' and account.portal_access <> 0";
            case NO_ACCESS -> "account.status = 'ACTIVE' and account.portal_access = 0";
            case DISABLED -> "account.status = 'DISABLED'";
        };
    }

    private long counted(ExtensionQuery query, String rows) {
        String sql = "select count(*) from (" + rows + " limit " + (COUNTED + 1) + ") counted";
        return prepared(sql, query).query((row, _) -> row.getLong(1)).single();
    }

    JdbcClient.StatementSpec prepared(String sql, ExtensionQuery query) {
        JdbcClient.StatementSpec statement = jdbc.sql(sql);
        if (!sql.contains(":from")) {
            return statement;
        }
        String beginning = CaseFold.fold(query.search());
        return statement.param("from", beginning).param("to", beginning + LAST);
    }

    /// One thing asked for.
    ///
    /// @param accounts the accounts of which it holds, along an index
    /// @param holds whether it holds of the account and extension in hand
    private record Condition(String accounts, String holds) {

        private static final String NAMES =
                " from login_name where login_name.name >= :from and login_name.name < :to";
        private static final String TITLES =
                "extension.name_key >= :from and extension.name_key < :to";

        private static final String PARTS =
                " from name_part where name_part.part >= :from and name_part.part < :to";

        /// Each side is cut off where its count ends, so that nobody waits for the union of half a
        /// million.
        private static final String NUMBERED =
                "(select account_id" + NAMES + limited() + ") numbered";
        private static final String PARTED =
                "(select account_id, "
                        + NumberOrder.placeOf("number")
                        + " as place"
                        + PARTS
                        + limited()
                        + ") parted";
        private static final String TITLED =
                "(select account_id, "
                        + NumberOrder.placeOf("number")
                        + " as place from extension where "
                        + TITLES
                        + limited()
                        + ") titled";

        /// Of number or address, which are both login names, or of a word of the name.
        static final Condition BEGINNING =
                new Condition(
                        "select account_id from "
                                + NUMBERED
                                + " union select account_id from "
                                + TITLED
                                + " union select account_id from "
                                + PARTED,
                        "("
                                + TITLES
                                + " or exists (select 1"
                                + PARTS
                                + " and name_part.account_id = account.id)"
                                + " or exists (select 1"
                                + NAMES
                                + " and login_name.account_id = account.id))");

        /// The same accounts, as far as they have an extension, with its place.
        static final String BEGINNING_WITH_PLACE =
                "select extension.account_id, "
                        + NumberOrder.placeOf("extension.number")
                        + " as place from "
                        + NUMBERED
                        + " cross join extension"
                        + " where extension.account_id = numbered.account_id"
                        + " union select account_id, place from "
                        + PARTED
                        + " union select account_id, place from "
                        + TITLED;

        static Condition of(String holds) {
            return new Condition(
                    "select account.id as account_id from account where " + holds, holds);
        }

        private static String limited() {
            return " limit " + (COUNTED + 1);
        }
    }
}
