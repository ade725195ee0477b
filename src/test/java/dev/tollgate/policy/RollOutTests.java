package dev.tollgate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.AtOnce;
import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStaff;
import dev.tollgate.TestStore;
import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.Role;
import dev.tollgate.factor.Method;
import dev.tollgate.factor.SecondFactors;
import dev.tollgate.policy.Missing.Reason;
import dev.tollgate.storage.Transactions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Who is listed as missing, and who is told how often. Of one role only, which these tests have to
/// themselves: what they leave behind is set to be enrolled.
class RollOutTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final Role ROLE = Role.HUMAN_RESOURCE;
    private static final MissingQuery OF_ROLE = new MissingQuery(ROLE, null, "");

    /// The portals are shared with every other test.
    @BeforeEach
    void begin() {
        for (TestStore store : TestStore.values()) {
            enrolEverybody(PORTALS.of(store));
        }
    }

    @AfterEach
    void putBack() {
        for (TestStore store : TestStore.values()) {
            TestPolicy.set(PORTALS.of(store)::get, _ -> SecurityOptions.DEFAULT);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void listWhenPagedThenHoldsEverybodyOnceAndTheCountReachesAll(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < RollOut.PAGE + 3; i++) {
            expected.add(make(portal).username());
        }
        RollOut rollOut = portal.get(RollOut.class);
        List<Missing> first = rollOut.missing(OF_ROLE);
        assertThat(first).hasSize(RollOut.PAGE + 1);
        List<String> listed = new ArrayList<>(names(first.subList(0, RollOut.PAGE)));
        listed.addAll(names(rollOut.missing(OF_ROLE.after(listed.getLast()))));

        assertThat(listed).containsExactlyElementsOf(expected);
        assertThat(rollOut.count(OF_ROLE)).isEqualTo(expected.size());
        enrolEverybody(portal);
        assertThat(rollOut.missing(OF_ROLE)).isEmpty();
        assertThat(rollOut.count(OF_ROLE)).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void reasonWhenAskedForThenListsThoseItKeepsFromIt(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Account never = make(portal);
        Account noEmail = make(portal);
        Account idle = make(portal);
        write(portal, "update account set email = '' where id = :id", noEmail);
        write(portal, "update account set last_login_at = 1 where id = :id", noEmail);
        write(portal, "update account set last_login_at = 1 where id = :id", idle);
        RollOut rollOut = portal.get(RollOut.class);

        assertThat(names(rollOut.missing(with(Reason.NEVER_LOGGED_IN))))
                .containsExactly(never.username());
        assertThat(names(rollOut.missing(with(Reason.NO_EMAIL))))
                .containsExactly(noEmail.username());
        assertThat(names(rollOut.missing(with(Reason.NOT_SET_UP))))
                .containsExactly(idle.username());
        assertThat(rollOut.missing(OF_ROLE))
                .extracting(Missing::reasons)
                .containsExactly(
                        Set.of(Reason.NEVER_LOGGED_IN),
                        Set.of(Reason.NO_EMAIL),
                        Set.of(Reason.NOT_SET_UP));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lettersWhenSomeHaveNoAddressThenAreForThemAlone(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        make(portal);
        List<String> without = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Account user = make(portal);
            write(portal, "update account set email = '' where id = :id", user);
            without.add(user.username());
        }
        RollOut rollOut = portal.get(RollOut.class);

        assertThat(rollOut.forLetters(OF_ROLE, 10)).containsExactlyElementsOf(without);
        assertThat(rollOut.forLetters(OF_ROLE, 2)).hasSize(2);
        assertThat(rollOut.forLetters(with(Reason.NOT_SET_UP), 10)).isEmpty();
        enrolEverybody(portal);
        assertThat(rollOut.forLetters(OF_ROLE, 10)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void exportWhenANameLooksLikeAFormulaThenIsText(TestStore store) throws IOException {
        TestPortal portal = PORTALS.of(store);
        Account user = make(portal);
        write(portal, "update extension set name = '=cmd|x' where account_id = :id", user);
        StringBuilder file = new StringBuilder();

        portal.get(MissingExport.class).write(OF_ROLE, file);

        assertThat(file.toString().lines().toList())
                .hasSize(2)
                .last()
                .asString()
                .startsWith(user.username() + ",'=cmd|x,")
                .contains("Never logged in");
    }

    /// Seven days before, one day before and on the day, at whatever hour of it; never twice.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void dayWhenItComesNearThenEverybodyConcernedIsToldThreeTimes(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        LocalDate day = today(portal).plusDays(30);
        TestPolicy.set(portal::get, TestPolicy.mandatory(Set.of(ROLE), day));
        Account user = make(portal);
        Account other = TestStaff.of(portal).make(Role.OPERATOR, portal.now());
        List<Long> told = new ArrayList<>();

        for (int before : new int[] {8, 7, 6, 2, 1, 0, -1}) {
            work(portal, day.minusDays(before).atTime(23, 59).toInstant(ZoneOffset.UTC));
            work(portal, day.minusDays(before).atTime(23, 59, 30).toInstant(ZoneOffset.UTC));
            told.add(told(portal, user));
        }

        assertThat(told).containsExactly(0L, 1L, 1L, 1L, 2L, 3L, 3L);
        assertThat(told(portal, other)).isZero();
        assertThat(detail(portal, user)).contains(DAY_WORDS.format(day));
    }

    private static final DateTimeFormatter DAY_WORDS =
            DateTimeFormatter.ofPattern("EEEE d MMMM", Locale.ENGLISH);

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void dayWhenSeveralServersWorkAtOnceThenEachIsToldOnce(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestPolicy.set(portal::get, TestPolicy.mandatory(Set.of(ROLE), today(portal).plusDays(7)));
        List<Account> users = List.of(make(portal), make(portal), make(portal));
        Instant now = portal.now();

        List<Object> outcomes =
                AtOnce.run(
                        4,
                        number -> {
                            work(PORTALS.node(store, number), now);
                            return "done";
                        });

        assertThat(outcomes).containsOnly("done");
        assertThat(users).allSatisfy(user -> assertThat(told(portal, user)).isEqualTo(1));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void reminderWhenEnrolledMeanwhileOrWithoutAddressThenNobodyIsTold(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Account quick = make(portal);
        Account noEmail = make(portal);
        Account slow = make(portal);
        write(portal, "update account set email = '' where id = :id", noEmail);
        Reminders reminders = portal.get(Reminders.class);

        assertThat(reminders.ask(OF_ROLE, portal.now())).isEqualTo(2);
        enrol(portal, quick);
        tellAll(portal, portal.now());

        assertThat(told(portal, quick)).isZero();
        assertThat(told(portal, noEmail)).isZero();
        assertThat(told(portal, slow)).isEqualTo(1);
        assertThat(portal.get(RollOut.class).missing(OF_ROLE))
                .filteredOn(missing -> missing.remindedAt() != null)
                .extracting(Missing::username)
                .containsExactly(slow.username());
    }

    /// Two clicks, or two administrators, in one day.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void reminderWhenAskedAgainWithinADayThenIsLeftOut(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Account user = make(portal);
        Reminders reminders = portal.get(Reminders.class);
        Instant now = portal.now();

        assertThat(reminders.ask(OF_ROLE, now)).isEqualTo(1);
        assertThat(reminders.ask(OF_ROLE, now)).isZero();
        tellAll(portal, now);
        assertThat(reminders.ask(OF_ROLE, now.plus(Duration.ofHours(23)))).isZero();
        assertThat(reminders.ask(OF_ROLE, now.plus(Duration.ofHours(25)))).isEqualTo(1);
        tellAll(portal, now.plus(Duration.ofHours(25)));

        assertThat(told(portal, user)).isEqualTo(2);
    }

    private static MissingQuery with(Reason reason) {
        return new MissingQuery(ROLE, reason, "");
    }

    private static void work(TestPortal portal, Instant now) {
        portal.get(Reminders.class).askForTheDay(now);
        tellAll(portal, now);
    }

    private static void tellAll(TestPortal portal, Instant now) {
        Reminders reminders = portal.get(Reminders.class);
        int told;
        do {
            told = reminders.tell(now);
        } while (told > 0);
    }

    private static Account make(TestPortal portal) {
        return TestStaff.of(portal).make(ROLE, portal.now());
    }

    private static void enrol(TestPortal portal, Account account) {
        portal.get(Transactions.class)
                .write(
                        () ->
                                portal.get(SecondFactors.class)
                                        .turnOn(account.id(), Method.AUTHENTICATOR, portal.now()));
    }

    private static void enrolEverybody(TestPortal portal) {
        portal.get(Accounts.class).withRole(ROLE).forEach(account -> enrol(portal, account));
    }

    private static void write(TestPortal portal, String sql, Account account) {
        portal.get(Transactions.class)
                .write(() -> portal.jdbc().sql(sql).param("id", account.id().text()).update());
    }

    private static LocalDate today(TestPortal portal) {
        return portal.now().atZone(ZoneOffset.UTC).toLocalDate();
    }

    private static List<String> names(List<Missing> missing) {
        return missing.stream().map(Missing::username).toList();
    }

    private static long told(TestPortal portal, Account account) {
        return details(portal, account).size();
    }

    private static String detail(TestPortal portal, Account account) {
        return String.join(" ", details(portal, account));
    }

    private static List<String> details(TestPortal portal, Account account) {
        return portal.jdbc()
                .sql(
                        """
                        select detail from notice
                        where account_id = :id and kind in ('SET_UP_AHEAD', 'SET_UP_ASKED')""")
                .param("id", account.id().text())
                .query((row, _) -> row.getString(1))
                .list();
    }
}
