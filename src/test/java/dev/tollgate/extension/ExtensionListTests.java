package dev.tollgate.extension;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.account.Role;
import dev.tollgate.extension.Extension.LoginState;
import dev.tollgate.storage.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The list reads along its indexes, whatever is asked for, and never a whole table: a million rows
/// cost what a thousand do.
class ExtensionListTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final ExtensionQuery ALL = ExtensionQuery.of("");

    private static final Map<LoginState, String> BY_STATE =
            Map.of(
                    LoginState.ON, "account_on",
                    LoginState.OFF, "account_off",
                    LoginState.NEVER, "account_never",
                    LoginState.NO_ACCESS, "account_no_access",
                    LoginState.DISABLED, "account_disabled");

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void listWhenConditionIsRareThenItsIndexFindsTheAccounts(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        for (ExtensionSort sort : ExtensionSort.values()) {
            BY_STATE.forEach(
                    (state, index) ->
                            assertThat(plan(store, portal, ALL.in(state).by(sort), true))
                                    .contains(index));
            assertThat(plan(store, portal, ALL.with(Role.OPERATOR).by(sort), true))
                    .contains("account_role");
            assertThat(plan(store, portal, ExtensionQuery.of("ana").by(sort), true))
                    .contains("extension_name_key");
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void listWhenConditionsAreFrequentThenWalksTheIndexOfTheOrder(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        for (ExtensionQuery query : queries()) {
            String byName = plan(store, portal, query.by(ExtensionSort.NAME), false);
            assertThat(byName).as("%s", query).contains("extension_name_key");
        }
        assertThat(plan(store, portal, ALL, false)).contains("account_number");
        assertThat(plan(store, portal, ALL.after("1001"), false)).contains("account_number");
        if (store == TestStore.SQLITE) {
            assertThat(plan(store, portal, ALL.after("1001"), false))
                    .as("entered at the place itself")
                    .contains("account_number (<expr>>?)");
            assertThat(plan(store, portal, ExtensionQuery.of("ana"), true))
                    .as("a name's extensions are not looked up")
                    .contains("COVERING INDEX extension_name_key");
        }
        assertThat(plan(store, portal, ALL.by(ExtensionSort.LAST_LOGIN), false))
                .contains("account_last_login");
    }

    /// The copy in the account, which lists and counts read, says what the factor itself says.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void stateWhenFactorIsTurnedOnOrOffThenTheAccountFollows(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser.enrolled(portal);
        assertThat(portal.jdbc().sql(DIFFERENT).query(Long.class).single()).isZero();
        assertThat(portal.jdbc().sql(ON).query(Long.class).single()).isPositive();
    }

    private static final String ON = "select count(*) from account where two_factor = 1";
    private static final String DIFFERENT =
            """
            select count(*) from account
            left join second_factor on second_factor.account_id = account.id
            where (two_factor = 1) <> (second_factor.account_id is not null)""";

    private static List<ExtensionQuery> queries() {
        List<ExtensionQuery> queries = new ArrayList<>(List.of(ALL, ExtensionQuery.of("1")));
        BY_STATE.keySet().forEach(state -> queries.add(ALL.in(state)));
        for (Role role : Role.values()) {
            queries.add(ALL.with(role));
        }
        return queries;
    }

    /// The plan, in which no table is read from end to end but along an index.
    private static String plan(
            TestStore store, TestPortal portal, ExtensionQuery query, boolean rare) {
        ExtensionList list = portal.get(ExtensionList.class);
        String sql = ExtensionList.statement(query, rare);
        String explained =
                portal.get(Transactions.class)
                        .write(
                                () -> {
                                    List<String> steps = new ArrayList<>();
                                    if (store == TestStore.POSTGRES) {
                                        settle(portal);
                                    }
                                    String prefix =
                                            store == TestStore.SQLITE
                                                    ? "explain query plan "
                                                    : "explain ";
                                    var statement =
                                            list.prepared(prefix + sql, query).param("limit", 51);
                                    if (!query.after().isEmpty()) {
                                        statement = statement.param("after", query.after());
                                    }
                                    int column = store == TestStore.SQLITE ? 4 : 1;
                                    statement.query(
                                            row -> {
                                                steps.add(row.getString(column));
                                            });
                                    return String.join("\n", steps);
                                });
        assertThat(explained)
                .doesNotContain("Seq Scan")
                .doesNotContainPattern("SCAN (account|extension|login_name|second_factor)(\n|$)");
        return explained;
    }

    /// So few rows as here PostgreSQL reads and sorts at once; with many it cannot.
    private static void settle(TestPortal portal) {
        for (String way : List.of("seqscan", "bitmapscan", "sort", "hashjoin", "mergejoin")) {
            portal.jdbc().sql("set local enable_" + way + " = off").update();
        }
    }
}
