package dev.tollgate.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStaff;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.account.Account;
import dev.tollgate.account.Problem;
import dev.tollgate.account.Role;
import dev.tollgate.login.CodeOutcome;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.session.Administered;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.Sessions;
import dev.tollgate.session.StaleSessionException;
import dev.tollgate.session.StepUp;
import dev.tollgate.storage.Transactions;
import dev.tollgate.throttle.AllowedSource;
import dev.tollgate.throttle.AllowedSources;
import dev.tollgate.throttle.BlockedSource;
import dev.tollgate.throttle.BlockedSources;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Which sources are blocked, which never are, and who says so.
class SecurityRulesTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final AtomicInteger NETS = new AtomicInteger();
    private static final String WRONG = "not the password at all";
    private static final int FREE = 30;

    /// The portals are shared with every other test.
    @AfterEach
    void putBack() {
        for (TestPortal portal : PORTALS.opened()) {
            portal.get(Transactions.class)
                    .write(() -> portal.jdbc().sql("delete from allowed_source").update());
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sourceWhenAllowedThenNeverBlockedAndStillAskedForTheCode(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        String net = net();
        assertThat(allow(portal, net + "0/24", "Office")).isEqualTo(done(Optional.empty()));

        spray(user.from(net + "9"), 3 * FREE);
        spray(user.from(nextTo(net)), 3 * FREE);

        TestUser inside = user.from(net + "9");
        user.nextStep();
        PasswordOutcome outcome = inside.rightPassword();
        assertThat(outcome).isInstanceOf(PasswordOutcome.NeedsFactor.class);
        assertThat(
                        inside.code(
                                ((PasswordOutcome.NeedsFactor) outcome).halfSession(),
                                user.wrongCode()))
                .isInstanceOf(CodeOutcome.Wrong.class);
        assertThat(user.from(nextTo(net)).rightPassword()).isInstanceOf(PasswordOutcome.Wait.class);
    }

    /// What may be tried at one account does not depend on from where.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sourceWhenAllowedThenTheWaitsOfTheAccountHoldThereToo(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        String net = net();
        allow(portal, net + "9", "");
        TestUser inside = user.from(net + "9");

        IntStream.range(0, 5).forEach(_ -> inside.password(WRONG));

        assertThat(inside.rightPassword()).isInstanceOf(PasswordOutcome.Wait.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sourceWhenBlockedAndThenAllowedThenLetInAndAfterwardsHeldUpAgain(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        String address = net() + "9";
        TestUser inside = user.from(address);
        block(inside);

        allow(portal, address, "");
        assertThat(inside.rightPassword()).isInstanceOf(PasswordOutcome.SignedIn.class);

        AllowedSource rule = only(portal, address);
        StepUp stepUp = stepUp(portal);
        assertThat(rules(portal).allowNoMore(stepUp, rule, TestPortal.SOURCE, portal.now()))
                .isEqualTo(done(true));
        assertThat(inside.rightPassword()).isInstanceOf(PasswordOutcome.Wait.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void blockWhenDeletedThenOverOnRecordAndTheNextWrongPasswordBlocksNothing(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        TestUser maker = TestUser.create(portal);
        String address = net() + "9";
        block(user.from(address));
        PortalSession session = maker.logIn();

        assertThat(release(portal, session, address)).isEqualTo(done(true));
        assertThat(release(portal, session, address)).isEqualTo(done(false));

        assertThat(user.from(address).password("nobody at all", WRONG))
                .isInstanceOf(PasswordOutcome.Refused.class);
        assertThat(user.from(address).rightPassword()).isInstanceOf(PasswordOutcome.SignedIn.class);
        assertThat(maker.audited("SOURCE_RELEASED")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void blockWhenListedThenSaysSinceUntilWhyAndTheNamesThatExist(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser victim = TestUser.create(portal);
        TestUser thief =
                victim.from("2001:db8:" + Integer.toHexString(NETS.incrementAndGet()) + "::7");
        thief.password(WRONG);
        thief.password(WRONG);
        spray(thief, FREE - 2);
        Instant blockedAt = portal.now();
        thief.password(WRONG);
        portal.clock.advance(Duration.ofMinutes(5));

        SecurityRules.Page page = rules(portal).blocked(thief.source.address(), "", portal.now());

        assertThat(page.total()).isEqualTo(1);
        SecurityRules.Blocked found = page.rows().getFirst();
        assertThat(found.names()).containsExactly(victim.name);
        BlockedSource blocked = found.source();
        assertThat(blocked.source()).isEqualTo(thief.source.subject()).endsWith("/64");
        assertThat(blocked.since()).isEqualTo(blockedAt);
        assertThat(blocked.until()).isEqualTo(blockedAt.plus(Duration.ofMinutes(15)));
        assertThat(blocked.failures()).isEqualTo(FREE);
        assertThat(blocked.times()).isEqualTo(1);
        portal.clock.advance(Duration.ofMinutes(10));
        assertThat(rules(portal).blocked(thief.source.address(), "", portal.now()).rows())
                .isEmpty();
    }

    /// Every one once, also where several end at the same instant.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void blocksWhenMoreThanAPageThenPagedByPlace(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Instant now = portal.now();
        String net = net();
        portal.get(Transactions.class)
                .write(
                        () ->
                                IntStream.range(0, 120)
                                        .forEach(i -> insert(portal, net + i, now, i % 7 + 1)));

        List<String> seen = new ArrayList<>();
        String after = "";
        for (@Nullable String next = after; next != null; ) {
            SecurityRules.Page page = rules(portal).blocked(net, next, now);
            assertThat(page.total()).isEqualTo(120);
            assertThat(page.rows()).hasSizeLessThanOrEqualTo(BlockedSources.PAGE);
            page.rows().forEach(row -> seen.add(row.source().source()));
            assertThat(seen).hasSizeLessThanOrEqualTo(120);
            next = page.next();
        }

        assertThat(seen).hasSize(120).doesNotHaveDuplicates();
        for (String odd : List.of("%", "_", "'", "x y", "198.51.100.7 or", "\u0000", "٣", "-")) {
            assertThat(rules(portal).blocked(odd, "", now).rows()).as(odd).isEmpty();
        }
        for (String odd : List.of("~", "1~%", "99999999999999999999~1", "\u0000", "1~1~1")) {
            assertThat(rules(portal).blocked(net, odd, now).rows())
                    .as(odd)
                    .hasSize(BlockedSources.PAGE);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void ruleWhenItCannotBeThenSaidAtTheFieldAndNothingIsKept(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        for (String wrong :
                List.of("", "0.0.0.0/0", "::/0", "192.0.2.1/24", "localhost", "::ffff:192.0.2.1")) {
            assertThat(problem(allow(portal, wrong, ""))).as(wrong).isEqualTo("address");
        }
        assertThat(problem(allow(portal, "192.0.2.1", "a\u0007b"))).isEqualTo("note");
        assertThat(problem(allow(portal, "192.0.2.1", "a".repeat(201)))).isEqualTo("note");
        assertThat(portal.get(AllowedSources.class).all()).isEmpty();

        assertThat(allow(portal, " 2001:DB8::/32 ", "a")).isEqualTo(done(Optional.empty()));
        assertThat(problem(allow(portal, "2001:db8:0::/32", "b"))).isEqualTo("address");
        for (int i = 1; i < AllowedSources.MOST; i++) {
            assertThat(allow(portal, "192.0.2." + i, "")).isEqualTo(done(Optional.empty()));
        }
        assertThat(problem(allow(portal, "192.0.2.250", ""))).isEqualTo("address");
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void ruleWhenTheRoleMayNotThenRefusedAndOnRecord(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestStaff staff = TestStaff.of(portal);
        for (Role role : Role.values()) {
            PortalSession session = session(portal, staff.make(role, portal.now()));
            StepUp stepUp = StepUp.issue(session, Purpose.CHANGE_PORTAL, portal.now());
            String address = net() + "9";

            boolean allowed =
                    rules(portal).allow(stepUp, address, "", TestPortal.SOURCE, portal.now())
                            instanceof Administered.Done<?>;
            boolean released = release(portal, session, address) instanceof Administered.Done<?>;

            assertThat(allowed).as(role.name()).isEqualTo(role.isAdministrator());
            assertThat(released)
                    .as(role.name())
                    .isEqualTo(role.isAdministrator() || role == Role.OPERATOR);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void ruleWhenTheSessionHasEndedOrThePurposeIsAnotherThenNothingChanges(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser maker = TestUser.create(portal);
        PortalSession session = maker.logIn();
        StepUp other = StepUp.issue(session, Purpose.MANAGE_EXTENSION, portal.now());
        StepUp stepUp = StepUp.issue(session, Purpose.CHANGE_PORTAL, portal.now());
        String address = net() + "9";

        assertThatThrownBy(
                        () ->
                                rules(portal)
                                        .allow(other, address, "", TestPortal.SOURCE, portal.now()))
                .isInstanceOf(IllegalStateException.class);
        maker.logOut(session);
        assertThatThrownBy(
                        () ->
                                rules(portal)
                                        .allow(
                                                stepUp,
                                                address,
                                                "",
                                                TestPortal.SOURCE,
                                                portal.now()))
                .isInstanceOf(StaleSessionException.class);

        assertThat(portal.get(AllowedSources.class).all()).isEmpty();
    }

    private static SecurityRules rules(TestPortal portal) {
        return portal.get(SecurityRules.class);
    }

    private static StepUp stepUp(TestPortal portal) {
        return StepUp.issue(session(portal, portal.admin()), Purpose.CHANGE_PORTAL, portal.now());
    }

    private static PortalSession session(TestPortal portal, Account account) {
        Sessions sessions = portal.get(Sessions.class);
        return portal.session(
                portal.get(Transactions.class)
                        .write(
                                () ->
                                        sessions.open(
                                                account,
                                                TestPortal.SOURCE,
                                                portal.now(),
                                                null,
                                                portal.now())));
    }

    private static Administered<Optional<Problem>> allow(
            TestPortal portal, String address, String note) {
        return rules(portal).allow(stepUp(portal), address, note, TestPortal.SOURCE, portal.now());
    }

    private static Administered<Boolean> release(
            TestPortal portal, PortalSession session, String source) {
        return rules(portal).release(session, source, TestPortal.SOURCE, portal.now());
    }

    private static AllowedSource only(TestPortal portal, String range) {
        return portal.get(AllowedSources.class).all().stream()
                .filter(rule -> rule.range().text().equals(range))
                .findFirst()
                .orElseThrow();
    }

    private static String problem(Administered<Optional<Problem>> outcome) {
        return ((Administered.Done<Optional<Problem>>) outcome).value().orElseThrow().field();
    }

    private static <T> Administered<T> done(T value) {
        return new Administered.Done<>(value);
    }

    private static void block(TestUser from) {
        spray(from, FREE);
        assertThat(from.rightPassword()).isInstanceOf(PasswordOutcome.Wait.class);
    }

    /// Wrong passwords for names that nobody has.
    private static void spray(TestUser from, int times) {
        IntStream.range(0, times)
                .forEach(
                        i ->
                                assertThat(from.password("nobody " + i + from.source, WRONG))
                                        .isInstanceOfAny(
                                                PasswordOutcome.Refused.class,
                                                PasswordOutcome.Wait.class));
    }

    private static void insert(TestPortal portal, String source, Instant now, int minutes) {
        portal.jdbc()
                .sql(
                        """
                        insert into budget (kind, subject, in_row, level, not_before)
                        values ('SOURCE', :source, 0, 1, :until)""")
                .param("source", source)
                .param("until", now.plus(Duration.ofMinutes(minutes)).toEpochMilli())
                .update();
    }

    /// The beginning of a /24 that no other test uses.
    private static String net() {
        return "100.64." + NETS.incrementAndGet() + ".";
    }

    private static String nextTo(String net) {
        return "100.65." + net.substring("100.64.".length()) + "9";
    }
}
