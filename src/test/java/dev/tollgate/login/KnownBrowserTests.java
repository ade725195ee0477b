package dev.tollgate.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.AtOnce;
import dev.tollgate.SharedPortals;
import dev.tollgate.TestJar;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.kernel.Token;
import dev.tollgate.throttle.KnownBrowsers;
import dev.tollgate.throttle.Throttle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Browsers that an account has logged in from before.
class KnownBrowserTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final String BROWSER = "browser-";
    private static final String WRONG = "not the password at all";

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordWhenStrangerHammersThenKnownBrowserDoesNotWait(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser owner = TestUser.create(portal).bringing(new TestJar());
        owner.logIn();
        TestUser stranger = owner.from("203.0.113.20");
        fail(stranger, 5);

        assertThat(stranger.password(WRONG)).isInstanceOf(PasswordOutcome.Wait.class);
        owner.logIn();
        assertThat(owner.bringing(new TestJar()).rightPassword())
                .as("another browser of the owner's")
                .isInstanceOf(PasswordOutcome.Wait.class);
        assertThat(stranger.password(WRONG))
                .as("the owner's login ends no wait of a stranger's")
                .isInstanceOf(PasswordOutcome.Wait.class);
    }

    /// Somebody in the same office, or the same provider's network.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordWhenSourceIsBlockedThenKnownBrowserDoesNotWait(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser owner = TestUser.create(portal).bringing(new TestJar());
        owner.logIn();
        TestUser neighbour = owner.bringing(new TestJar());
        for (int i = 0; i < 40; i++) {
            neighbour.password("nobody " + i + " of " + owner.name, WRONG);
        }

        assertThat(neighbour.rightPassword()).isInstanceOf(PasswordOutcome.Wait.class);
        owner.logIn();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordWhenWrongInKnownBrowserThenItWaitsAndTheTenthVoidsIt(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestJar jar = new TestJar();
        TestUser owner = TestUser.create(portal).bringing(jar);
        owner.logIn();
        fail(owner, 5);
        for (int seconds : new int[] {15, 30, 60, 60, 60}) {
            assertThat(owner.rightPassword())
                    .isEqualTo(new PasswordOutcome.Wait(portal.now().plusSeconds(seconds)));
            assertThat(owner.rows("known_browser")).isOne();
            portal.clock.advance(Duration.ofSeconds(seconds));
            fail(owner, 1);
        }
        assertThat(owner.rows("known_browser")).isZero();
        fail(owner, 5);
        assertThat(owner.rightPassword())
                .as("from the eleventh on the account's own budget")
                .isInstanceOf(PasswordOutcome.Wait.class);
    }

    /// Housekeeping must not give the thief of a cookie ten more.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordWhenWrongOverDaysThenTenInAllVoidIt(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser owner = TestUser.create(portal).bringing(new TestJar());
        owner.logIn();
        for (int i = 0; i < 9; i++) {
            fail(owner, 1);
            portal.clock.advance(Duration.ofDays(4));
            portal.get(Throttle.class).purge(portal.now());
        }
        assertThat(owner.rows("known_browser")).isOne();
        fail(owner, 1);
        assertThat(owner.rows("known_browser")).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordWhenWrongInKnownBrowserThenCountedAtItsSourceAllTheSame(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser owner = TestUser.create(portal).bringing(new TestJar());
        owner.logIn();

        fail(owner, 3);

        assertThat(
                        portal.jdbc()
                                .sql(
                                        "select count(*) from attempt"
                                                + " where kind = 'SOURCE' and cause = :id")
                                .param("id", owner.id.text())
                                .query(Long.class)
                                .single())
                .isEqualTo(3);
    }

    /// The tenth is booked before its password is looked at, and the row goes after that.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void browserWhenItsTenthFailureIsBookedThenKnownNoLongerThoughItsRowIsThere(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser owner = TestUser.create(portal).bringing(new TestJar());
        owner.logIn();
        fail(owner, 1);
        portal.jdbc()
                .sql(
                        """
                        update budget set in_row = :ten, not_before = 0
                        where kind = 'KNOWN_PASSWORD' and subject in
                            (select id from known_browser where account_id = :id)""")
                .param("ten", KnownBrowsers.WRONG_PASSWORDS)
                .param("id", owner.id.text())
                .update();
        TestUser stranger = owner.bringing(new TestJar());
        fail(stranger, 5);

        assertThat(owner.rows("known_browser")).isOne();
        assertThat(owner.rightPassword()).isInstanceOf(PasswordOutcome.Wait.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordWhenRightThenTheTenBeginAnew(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser owner = TestUser.create(portal).bringing(new TestJar());
        owner.logIn();
        for (int i = 0; i < 6; i++) {
            fail(owner, 3);
            portal.clock.advance(Duration.ofMinutes(16));
            owner.logIn();
        }
        assertThat(owner.rows("known_browser")).isOne();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void guessesWhenParallelInKnownBrowserThenNoMoreThanItsFreeTriesAreChecked(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser owner = TestUser.create(portal).bringing(new TestJar());
        owner.logIn();

        List<Object> outcomes =
                AtOnce.run(12, i -> owner.on(PORTALS.node(store, i)).password(WRONG));

        assertThat(outcomes).filteredOn(PasswordOutcome.Refused.class::isInstance).hasSize(5);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void cookieWhenForgedOrAnothersThenTheAccountsBudgetAndNoRow(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestJar jar = new TestJar();
        TestUser owner = TestUser.create(portal).bringing(jar);
        owner.logIn();
        TestJar othersJar = new TestJar();
        TestUser other = TestUser.create(portal).bringing(othersJar);
        other.logIn();
        TestJar forged = jar.copy();
        forged.replace(BROWSER, othersJar.of(BROWSER).getFirst());
        TestUser thief = owner.from("203.0.113.21").bringing(forged);

        fail(thief, 5);

        assertThat(thief.rightPassword()).isInstanceOf(PasswordOutcome.Wait.class);
        forged.replace(BROWSER, Token.parse("A".repeat(43)).orElseThrow());
        assertThat(thief.rightPassword()).isInstanceOf(PasswordOutcome.Wait.class);
        owner.logIn();
    }

    /// Behind each name stands a name of a cookie, also where there is no account.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void nameWhenUnknownThenACookieIsAskedForAlike(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser owner = TestUser.create(portal);
        List<String> asked = new ArrayList<>();
        TestUser spying =
                owner.bringing(
                        name -> {
                            asked.add(name);
                            return Token.parse("A".repeat(43));
                        });
        spying.password(owner.name, WRONG);
        spying.password("nobody like " + owner.name, WRONG);

        assertThat(asked)
                .hasSize(2)
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("browser-[0-9a-f]{16}"));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codesWhenStrangerHammersThenKnownBrowserDoesNotWait(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser owner = TestUser.enrolled(portal).bringing(new TestJar());
        owner.logInWithCode();
        TestUser stranger = owner.from("203.0.113.22");
        for (int i = 0; i < 5; i++) {
            stranger.code(stranger.halfSession(), stranger.wrongCode());
        }
        assertThat(stranger.code(stranger.halfSession(), stranger.wrongCode()))
                .isInstanceOf(CodeOutcome.Wait.class);

        owner.logInWithCode();

        assertThat(stranger.code(stranger.halfSession(), stranger.wrongCode()))
                .isInstanceOf(CodeOutcome.Wait.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void codesWhenWrongInKnownBrowserThenItWaitsAndTheyCountTowardsTheHardStop(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser owner = TestUser.enrolled(portal).bringing(new TestJar());
        owner.logInWithCode();
        int wrong = 0;
        Token half = half(owner);
        while (!(owner.code(half, owner.wrongCode()) instanceof CodeOutcome.UnderHardStop)) {
            wrong++;
            if (wrong >= 5 && wrong < 100) {
                assertThat(owner.code(half, owner.wrongCode()))
                        .isInstanceOf(CodeOutcome.Wait.class);
                portal.clock.advance(Duration.ofMinutes(61));
                half = half(owner);
            }
        }
        assertThat(wrong).isEqualTo(100);
        assertThat(owner.audited("CODE_REFUSED")).isEqualTo(101);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void logInWhenBrowserIsNewThenTheOwnerIsToldButNotOfTheVeryFirst(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser owner = TestUser.create(portal).bringing(new TestJar());
        owner.logIn();
        owner.logIn();
        assertThat(owner.told("LOGIN_FROM_NEW_BROWSER")).isZero();

        owner.from("203.0.113.23").bringing(new TestJar()).logIn();

        assertThat(owner.told("LOGIN_FROM_NEW_BROWSER")).isOne();
        assertThat(
                        portal.jdbc()
                                .sql(
                                        """
                                        select detail from notice
                                        where account_id = :id and kind = 'LOGIN_FROM_NEW_BROWSER'""")
                                .param("id", owner.id.text())
                                .query(String.class)
                                .single())
                .contains("203.0.113.23");
    }

    /// With a second factor it takes the code too.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void browserWhenOnlyThePasswordWasShownThenNotKnown(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestJar jar = new TestJar();
        TestUser owner = TestUser.enrolled(portal).bringing(jar);

        half(owner);
        assertThat(jar.tokens()).isEmpty();
        owner.logInWithCode();
        assertThat(jar.of(BROWSER)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void browserWhenManyOrLongUnusedThenForgotten(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser owner = TestUser.create(portal);
        for (int i = 0; i < KnownBrowsers.MOST + 3; i++) {
            owner.bringing(new TestJar()).logIn();
        }
        assertThat(owner.rows("known_browser")).isEqualTo(KnownBrowsers.MOST);

        portal.clock.advance(KnownBrowsers.FORGOTTEN_AFTER);
        portal.get(KnownBrowsers.class).purge(portal.now());
        assertThat(owner.rows("known_browser")).isZero();
    }

    private static Token half(TestUser owner) {
        return ((PasswordOutcome.NeedsFactor) owner.rightPassword()).halfSession();
    }

    private static void fail(TestUser user, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(user.password(WRONG)).isInstanceOf(PasswordOutcome.Refused.class);
        }
    }
}
