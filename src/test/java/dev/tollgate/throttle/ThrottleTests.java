package dev.tollgate.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.kernel.AddressRange;
import dev.tollgate.kernel.Keepsake;
import dev.tollgate.kernel.Keepsakes;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What callers of the throttle may rely on, whatever they do with its answer.
class ThrottleTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    /// A booking that its caller's transaction could roll back would be a free guess.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void doorWhenInsideATransactionThenRefused(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Throttle throttle = portal.get(Throttle.class);
        KnownBrowser browser = new KnownBrowser("none");
        Instant now = portal.now();
        List<Runnable> doors =
                List.of(
                        () -> throttle.admitPassword("nobody", null, user.source, now),
                        () -> throttle.admitPassword(user.id, browser, user.source, now),
                        () -> throttle.admitConfirmation(user.id, now),
                        () -> throttle.admitCode(user.id, 1, now),
                        () -> throttle.admitCode(user.id, 1, browser, now),
                        () -> throttle.admitForgotten(user.source, now),
                        () -> throttle.admitLinkMail(user.id, now),
                        () -> throttle.admitConfirmMail(user.id, now));

        for (Runnable door : doors) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> portal.get(Transactions.class).write(door))
                    .withMessage("must not run inside a transaction");
        }
        assertThat(throttle.wrongCodesSince(user.id, Instant.EPOCH, now)).isZero();
    }

    /// What a right guess ends must not be ended where the login itself comes to nothing.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void endOfFailuresWhenInNoTransactionThenRefused(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Throttle throttle = portal.get(Throttle.class);
        KnownBrowsers browsers = portal.get(KnownBrowsers.class);
        Instant now = portal.now();
        Admission admission = admit(throttle, user, now);
        List<Runnable> ends =
                List.of(
                        () -> throttle.giveBack(admission),
                        () -> throttle.loggedIn(user.id, user.source, now),
                        () -> throttle.leaveHardStop(user.id),
                        () -> throttle.endWaits(user.id),
                        () -> throttle.unlock(user.id),
                        () -> browsers.meet(user.id, now),
                        () -> browsers.meet(user.id, "none", now),
                        () -> browsers.passwordWasWrong(new KnownBrowser("none")));

        for (Runnable end : ends) {
            assertThatIllegalStateException()
                    .isThrownBy(end::run)
                    .withMessage("needs the transaction of the change that it records");
        }
        assertThat(throttle.wrongCodesSince(user.id, Instant.EPOCH, now)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void withdrawalWhenAHundredTimesThenNothingIsCounted(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Throttle throttle = portal.get(Throttle.class);
        for (int i = 0; i < 100; i++) {
            throttle.withdraw(admit(throttle, user, portal.now()));
        }

        assertThat(throttle.wrongCodesSince(user.id, Instant.EPOCH, portal.now())).isZero();
        assertThat(throttle.codeStanding(user.id, 1, portal.now()).stopped()).isFalse();
        for (int i = 0; i < 5; i++) {
            admit(throttle, user, portal.now());
        }
    }

    /// What strangers have spent stays spent; how many wrong ones there were in a row does not.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void rightCodeWhenFromAKnownBrowserThenTheRowEndsAndTheWaitStays(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Throttle throttle = portal.get(Throttle.class);
        Instant now = portal.now();
        for (int i = 0; i < 5; i++) {
            admit(throttle, user, now);
        }
        BudgetStore budgets = portal.get(BudgetStore.class);
        BudgetStore.State before = budgets.read(Budget.SECOND_FACTOR, user.id.text());
        KnownBrowser browser = new KnownBrowser(user.name);

        Decision known = throttle.admitCode(user.id, 1, browser, now);
        Admission admission = ((Decision.Admitted) known).admission();
        portal.get(Transactions.class).write(() -> throttle.giveBack(admission));

        assertThat(before.inRow()).isEqualTo(5);
        assertThat(budgets.read(Budget.SECOND_FACTOR, user.id.text()))
                .isEqualTo(new BudgetStore.State(0, before.level(), before.notBefore()));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void wrongCodesSinceWhenSomeAreOlderThenNotCounted(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Throttle throttle = portal.get(Throttle.class);
        admit(throttle, user, portal.now());
        portal.clock.advance(Duration.ofDays(20));
        Instant since = portal.now();
        portal.clock.advance(Duration.ofDays(9));
        admit(throttle, user, portal.now());

        assertThat(throttle.wrongCodesSince(user.id, since, portal.now())).isEqualTo(1);
        assertThat(throttle.wrongCodesSince(user.id, Instant.EPOCH, portal.now())).isEqualTo(2);
        portal.clock.advance(Duration.ofDays(2));
        assertThat(throttle.wrongCodesSince(user.id, Instant.EPOCH, portal.now())).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void purgeWhenOlderThanTheGuaranteeThenForgotten(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Throttle throttle = portal.get(Throttle.class);
        admit(throttle, user, portal.now());
        portal.clock.advance(Guarantee.PERIOD);
        throttle.purge(portal.now());
        assertThat(attempts(portal, user)).isEqualTo(1);

        portal.clock.advance(Duration.ofSeconds(1));
        throttle.purge(portal.now());

        assertThat(attempts(portal, user)).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void meetWhenTheBrowserIsAnotherAccountsThenNotKnownByIt(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        TestUser other = TestUser.create(portal);
        KnownBrowsers browsers = portal.get(KnownBrowsers.class);
        Transactions transactions = portal.get(Transactions.class);
        Instant now = portal.now();
        Keepsake given = transactions.write(() -> browsers.meet(user.id, now));
        Keepsakes brought = _ -> Optional.of(given.token());
        String known = browsers.find(user.id.text(), brought, now).orElseThrow().id();

        assertThatIllegalStateException()
                .isThrownBy(() -> browsers.meet(user.id, known, now))
                .withMessage("needs the transaction of the change that it records");
        assertThat(transactions.write(() -> browsers.meet(user.id, known, now))).isEmpty();
        assertThat(transactions.write(() -> browsers.meet(other.id, known, now))).isPresent();
        assertThat(transactions.write(() -> browsers.meet(user.id, "none", now))).isPresent();
        assertThat(browsers.find(other.id.text(), brought, now)).isEmpty();
    }

    /// Who is never blocked, and who is blocked no more, goes on record with the change or not at
    /// all.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void ruleWhenChangedInNoTransactionThenRefused(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        AllowedSources allowed = portal.get(AllowedSources.class);
        BlockedSources blocked = portal.get(BlockedSources.class);
        AddressRange range = AddressRange.parse("203.0.113.77").orElseThrow();
        Instant now = portal.now();
        List<Runnable> changes =
                List.of(
                        () -> allowed.add(range, "", now),
                        () -> allowed.remove("none"),
                        () -> blocked.release("203.0.113.77", now));

        for (Runnable change : changes) {
            assertThatIllegalStateException()
                    .isThrownBy(change::run)
                    .withMessage("needs the transaction of the change that it records");
        }
        assertThat(portal.get(Transactions.class).write(() -> allowed.remove("none"))).isFalse();
    }

    /// A changed password ends what wrong ones have led to, so the free tries are there again.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void endWaitsWhenPasswordsWereWrongThenFiveAreFreeAgain(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Throttle throttle = portal.get(Throttle.class);
        Instant now = portal.now();
        Supplier<Decision> guess =
                () -> throttle.admitPassword(user.id.text(), user.id, user.source, now);

        assertThat(admitted(guess)).isEqualTo(5);
        portal.get(Transactions.class).write(() -> throttle.endWaits(user.id));

        assertThat(admitted(guess)).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void endWaitsWhenAKnownBrowserWaitsThenItDoesNot(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        Throttle throttle = portal.get(Throttle.class);
        KnownBrowsers browsers = portal.get(KnownBrowsers.class);
        Transactions transactions = portal.get(Transactions.class);
        Instant now = portal.now();
        Keepsake given = transactions.write(() -> browsers.meet(user.id, now));
        Keepsakes brought = _ -> Optional.of(given.token());
        KnownBrowser known = browsers.find(user.id.text(), brought, now).orElseThrow();
        Supplier<Decision> guess = () -> throttle.admitPassword(user.id, known, user.source, now);
        assertThat(admitted(guess)).isEqualTo(5);

        transactions.write(() -> throttle.endWaits(user.id));

        assertThat(guess.get()).isInstanceOf(Decision.Admitted.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void ruleWhenThereThenFoundByItsId(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        AllowedSources allowed = portal.get(AllowedSources.class);
        Transactions transactions = portal.get(Transactions.class);
        AddressRange range = AddressRange.parse("203.0.113.78").orElseThrow();
        assertThat(transactions.write(() -> allowed.add(range, "Office", portal.now()))).isTrue();
        AllowedSource rule =
                allowed.all().stream()
                        .filter(each -> each.range().equals(range))
                        .findFirst()
                        .orElseThrow();

        assertThat(allowed.find(rule.id())).contains(rule);
        assertThat(transactions.write(() -> allowed.remove(rule.id()))).isTrue();
        assertThat(allowed.find(rule.id())).isEmpty();
    }

    /// How many of ten tries at once.
    private static long admitted(Supplier<Decision> guess) {
        return Stream.generate(guess).limit(10).filter(Decision.Admitted.class::isInstance).count();
    }

    private static int attempts(TestPortal portal, TestUser user) {
        return portal.jdbc()
                .sql("select count(*) from attempt where subject = :account")
                .param("account", user.id.text())
                .query(Integer.class)
                .single();
    }

    private static Admission admit(Throttle throttle, TestUser user, Instant now) {
        return ((Decision.Admitted) throttle.admitCode(user.id, 1, now)).admission();
    }
}
