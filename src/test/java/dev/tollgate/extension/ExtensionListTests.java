package dev.tollgate.extension;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.account.Role;
import dev.tollgate.extension.ExtensionQuery.AccountStatus;
import dev.tollgate.extension.ExtensionQuery.TwoFactor;
import dev.tollgate.factor.Method;
import dev.tollgate.factor.SecondFactors;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.storage.Transactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The list reads along its indexes, whatever is asked for, and never a whole table: a million rows
/// cost what a thousand do.
class ExtensionListTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final ExtensionQuery ALL = ExtensionQuery.of("");

    private static final Map<ExtensionQuery, String> BY_STATE =
            Map.of(
                    ALL.in(TwoFactor.ON), "account_on",
                    ALL.in(TwoFactor.AUTHENTICATOR), "account_by_authenticator",
                    ALL.in(TwoFactor.EMAIL), "account_by_email",
                    ALL.in(TwoFactor.OFF), "account_off",
                    ALL.in(TwoFactor.MUST_ENROL).demanding(Set.of(Role.OPERATOR)), "account_off",
                    ALL.in(TwoFactor.NEVER),
                            "account_(never|off)", // with few rows it may take either
                    ALL.in(AccountStatus.OPEN), "account_open",
                    ALL.in(AccountStatus.NO_ACCESS), "account_no_access",
                    ALL.in(AccountStatus.DISABLED), "account_disabled");

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void listWhenConditionIsRareThenItsIndexFindsTheAccounts(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        for (ExtensionSort sort : ExtensionSort.values()) {
            BY_STATE.forEach(
                    (query, index) ->
                            assertThat(plan(store, portal, query.by(sort), true))
                                    .as("%s", query)
                                    .containsPattern(index));
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
    void stateWhenFactorIsTurnedOnChangedOrOffThenTheAccountFollows(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        SecondFactors factors = portal.get(SecondFactors.class);
        AccountId user = TestUser.create(portal).id;
        Instant now = portal.now();

        change(portal, () -> factors.turnOn(user, Method.EMAIL, now));
        assertThat(copy(portal, user)).isEqualTo(2);
        change(portal, () -> factors.change(user, Method.EMAIL, Method.AUTHENTICATOR));
        assertThat(copy(portal, user)).isEqualTo(1);
        change(portal, () -> factors.change(user, Method.AUTHENTICATOR, Method.EMAIL));
        assertThat(copy(portal, user)).isEqualTo(2);
        change(portal, () -> factors.turnOff(user));
        assertThat(copy(portal, user)).isZero();
        TestUser.enrolled(portal);
        assertThat(portal.jdbc().sql(DIFFERENT).query(Long.class).single()).isZero();
    }

    private static final String DIFFERENT =
            """
            select count(*) from account
            left join second_factor on second_factor.account_id = account.id
            where two_factor <> case second_factor.method
                                when 'AUTHENTICATOR' then 1 when 'EMAIL' then 2 else 0 end""";

    private static void change(TestPortal portal, Supplier<Boolean> act) {
        assertThat(portal.get(Transactions.class).write(act)).isTrue();
    }

    private static int copy(TestPortal portal, AccountId account) {
        return portal.jdbc()
                .sql("select two_factor from account where id = :id")
                .param("id", account.text())
                .query(Integer.class)
                .single();
    }

    private static List<ExtensionQuery> queries() {
        List<ExtensionQuery> queries = new ArrayList<>(List.of(ALL, ExtensionQuery.of("1")));
        queries.addAll(BY_STATE.keySet());
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
