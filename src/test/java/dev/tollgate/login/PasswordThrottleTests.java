package dev.tollgate.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Source;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PasswordThrottleTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final String WRONG = "not the password at all";

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordWhenFiveWrongThenEachFurtherTryWaitsLonger(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        failTimes(user, 5);

        for (int seconds : new int[] {15, 30, 60, 60}) {
            Instant until = portal.now().plusSeconds(seconds);
            assertThat(user.rightPassword()).isEqualTo(new PasswordOutcome.Wait(until));
            portal.clock.pin(until.minusMillis(1));
            assertThat(user.rightPassword()).isEqualTo(new PasswordOutcome.Wait(until));
            portal.clock.pin(until);
            assertThat(user.password(WRONG)).isInstanceOf(PasswordOutcome.Refused.class);
        }
        assertThat(user.audited("LOGIN_REFUSED")).isEqualTo(9);
    }

    /// AP-17: each spelling of a name had tries of its own.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordWhenNameIsSpelledInManyWaysThenOneCount(TestStore store) {
        TestUser user = TestUser.create(PORTALS.of(store));
        String email = user.name + "@example.com";
        List<String> spellings =
                List.of(
                        user.name,
                        user.name.toUpperCase(Locale.ROOT),
                        " " + fullWidth(user.name) + " ",
                        email,
                        email.toUpperCase(Locale.ROOT));

        for (String spelling : spellings) {
            assertThat(user.password(spelling, WRONG)).isInstanceOf(PasswordOutcome.Refused.class);
        }

        assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.Wait.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordWhenNameIsUnknownThenSameAnswersAndSameRows(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser known = TestUser.create(portal);
        TestUser stranger = TestUser.create(portal);
        String unknown = "nobody by the name of " + stranger.name;

        List<String> toKnown = answers(portal, known, known.name);
        Map<String, Long> rowsOfKnown = rowsFrom(portal, known.source);
        List<String> toUnknown = answers(portal, stranger, unknown);
        Map<String, Long> rowsOfUnknown = rowsFrom(portal, stranger.source);

        assertThat(toUnknown).isEqualTo(toKnown);
        assertThat(rowsOfUnknown).isEqualTo(rowsOfKnown).containsKey("audit LOGIN_REFUSED");
        assertThat(stranger.audited("LOGIN_REFUSED")).isZero();
        assertThat(budgets(portal, unknown)).as("the name itself is in no budget").isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordWhenThirtyNamesFailFromOneAddressThenTheAddressIsBlocked(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        TestUser sprayer = user.from("203.0.113.9");
        IntStream.range(0, 30)
                .forEach(i -> sprayer.password("name " + i + " of " + user.name, WRONG));

        assertThat(sprayer.rightPassword())
                .isEqualTo(new PasswordOutcome.Wait(portal.now().plus(Duration.ofMinutes(15))));
        assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.SignedIn.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordWhenRightThenGivenBackAndWaitsEnd(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        failTimes(user, 5);
        portal.clock.advance(Duration.ofSeconds(15));

        assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.SignedIn.class);
        assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.SignedIn.class);
        assertThat(attempts(portal, user)).as("failures stay in the window").isEqualTo(5);
        portal.clock.advance(Duration.ofMinutes(15));
        for (int i = 0; i < 8; i++) {
            assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.SignedIn.class);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordWhenQuietForFifteenMinutesThenFiveFreeTriesAgain(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        failTimes(user, 5);
        portal.clock.advance(Duration.ofSeconds(15).plusMinutes(15).plusMillis(1));

        failTimes(user, 5);

        assertThat(user.rightPassword())
                .isEqualTo(new PasswordOutcome.Wait(portal.now().plusSeconds(15)));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordWhenAtAnotherNodeThenSameCount(TestStore store) {
        TestUser user = TestUser.create(PORTALS.of(store));
        TestUser elsewhere = user.on(PORTALS.node(store, 1));
        failTimes(user, 3);
        failTimes(elsewhere, 2);

        assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.Wait.class);
        assertThat(elsewhere.rightPassword()).isInstanceOf(PasswordOutcome.Wait.class);
    }

    /// AP-7: the count of tries was in memory and never saved.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void budgetsWhenRestartedThenCountContinues(TestStore store, @TempDir Path dataDir) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            TestUser user = TestUser.enrolled(portal);
            failTimes(user, 3);
            for (int i = 0; i < 3; i++) {
                user.code(user.halfSession(), user.wrongCode());
            }

            portal.restart();
            failTimes(user, 2);
            for (int i = 0; i < 2; i++) {
                user.code(user.halfSession(), user.wrongCode());
            }

            assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.Wait.class);
            assertThat(user.code(user.halfSession(), user.codeAt(0, Duration.ofSeconds(30))))
                    .isInstanceOf(CodeOutcome.Wait.class);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordWhenChangedThenItsWaitsEnd(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        PortalSession session = user.logIn();
        failTimes(user.from("203.0.113.10"), 5);
        Secret wanted = Secret.of("an entirely different sentence");

        PasswordChange changed =
                portal.get(PasswordChanges.class)
                        .change(
                                session,
                                new PasswordChanges.Typed(TestPortal.PASSWORD, wanted, wanted),
                                user.source,
                                portal.now());

        assertThat(changed).isInstanceOf(PasswordChange.Changed.class);
        assertThat(user.password(wanted.reveal())).isInstanceOf(PasswordOutcome.SignedIn.class);
    }

    /// PW-06: a password does not grow stale by itself.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordWhenFourHundredDaysOldThenNothingIsAsked(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        user.set("password_changed_at = password_changed_at - " + Duration.ofDays(400).toMillis());

        assertThat(user.logIn().mustChangePassword()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordWhenStrangerGuessesThenPopUpAndCodesAreFree(TestStore store) {
        TestUser user = TestUser.enrolled(PORTALS.of(store));
        PortalSession session = user.logInWithCode();
        failTimes(user.from("203.0.113.11"), 5);

        assertThat(user.rightPassword()).isInstanceOf(PasswordOutcome.Wait.class);
        user.stepUp(session, Purpose.TURN_OFF);
        user.nextStep();
        assertThat(user.code(user.halfSession(), user.code()))
                .isInstanceOf(CodeOutcome.SignedIn.class);
    }

    private static void failTimes(TestUser user, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(user.password(WRONG)).isInstanceOf(PasswordOutcome.Refused.class);
        }
    }

    /// What is answered over seven tries, times as distances from now.
    private static List<String> answers(TestPortal portal, TestUser user, String name) {
        return Stream.iterate(0, i -> i + 1)
                .limit(7)
                .map(_ -> user.password(name, WRONG))
                .map(
                        outcome ->
                                outcome instanceof PasswordOutcome.Wait(Instant until)
                                        ? "wait " + Duration.between(portal.now(), until)
                                        : outcome.toString())
                .toList();
    }

    private static Map<String, Long> rowsFrom(TestPortal portal, Source source) {
        Map<String, Long> rows = new TreeMap<>();
        portal.jdbc()
                .sql("select kind, count(*) from audit where address = :address group by kind")
                .param("address", source.address())
                .query(
                        row -> {
                            rows.put("audit " + row.getString(1), row.getLong(2));
                        });
        portal.jdbc()
                .sql("select kind, count(*) from attempt where at = :now group by kind")
                .param("now", portal.now().toEpochMilli())
                .query(
                        row -> {
                            rows.put("attempt " + row.getString(1), row.getLong(2));
                        });
        portal.clock.advance(Duration.ofMillis(1));
        return rows;
    }

    private static long attempts(TestPortal portal, TestUser user) {
        return portal.jdbc()
                .sql("select count(*) from attempt where kind = 'PASSWORD' and subject = :id")
                .param("id", user.id.text())
                .query((row, _) -> row.getLong(1))
                .single();
    }

    private static long budgets(TestPortal portal, String subject) {
        return portal.jdbc()
                .sql("select count(*) from budget where lower(subject) like :part")
                .param("part", "%" + subject + "%")
                .query((row, _) -> row.getLong(1))
                .single();
    }

    private static String fullWidth(String ascii) {
        return ascii.codePoints()
                .map(c -> c - '!' + '！')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
