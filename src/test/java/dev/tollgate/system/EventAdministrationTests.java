package dev.tollgate.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.AtOnce;
import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.account.Role;
import dev.tollgate.notice.EventSetting;
import dev.tollgate.notice.EventSettings;
import dev.tollgate.notice.PortalEvent;
import dev.tollgate.notice.SavedEvents;
import dev.tollgate.notice.TestEvents;
import dev.tollgate.session.Administered;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.StaleSessionException;
import dev.tollgate.session.StepUp;
import dev.tollgate.system.EventAdministration.Sample;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Who sets who is told of what, who hears of that, and what a sample does not do.
class EventAdministrationTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final String DESK = "desk@example.com";
    private static final String WATCH = "watch@example.org";

    /// The portals are shared with every other test.
    @AfterEach
    void putBack() {
        for (TestStore store : TestStore.values()) {
            TestEvents.reset(PORTALS.of(store));
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenEventsDifferThenEachIsOnRecordAndAdministratorsAreTold(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser maker = TestUser.create(portal);
        TestUser other = TestUser.create(portal);
        Map<PortalEvent, EventSetting> wanted = new EnumMap<>(PortalEvent.class);
        wanted.put(PortalEvent.NEW_BROWSER, new EventSetting(false, List.of()));
        wanted.put(PortalEvent.MANY_RESETS, new EventSetting(true, List.of(DESK)));
        wanted.put(PortalEvent.LOGGED_OUT, new EventSetting(true, List.of()));

        assertThat(save(maker, wanted)).isEqualTo(new Administered.Done<>(true));

        assertThat(reasons(portal, maker))
                .containsExactlyInAnyOrder(
                        "new browser: mailed → not mailed", "many resets: " + DESK + " added");
        assertThat(other.told("CONTACTS_CHANGED")).isEqualTo(1);
        assertThat(maker.told("CONTACTS_CHANGED")).isEqualTo(1);
        assertThat(save(maker, wanted)).isEqualTo(new Administered.Done<>(true));
        assertThat(other.told("CONTACTS_CHANGED")).isEqualTo(1);
    }

    /// Whoever means harm first sends the watchman home.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenAContactIsTakenAwayThenItHearsOfThat(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser maker = TestUser.create(portal);
        TestEvents.set(portal, PortalEvent.CONTACTS_CHANGED, true, WATCH);
        TestEvents.set(portal, PortalEvent.TWO_FACTOR_OFF, true, DESK, WATCH);

        save(
                maker,
                Map.of(
                        PortalEvent.TWO_FACTOR_OFF,
                        new EventSetting(true, List.of("evil@example.net")),
                        PortalEvent.CONTACTS_CHANGED,
                        new EventSetting(true, List.of())));

        assertThat(TestEvents.waiting(portal))
                .containsExactlyInAnyOrder(DESK + " CONTACTS_CHANGED", WATCH + " CONTACTS_CHANGED");
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenTwoNodesDoAtOnceThenOneDoesAndTheOtherIsTold(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        List<TestUser> makers = List.of(TestUser.create(portal), TestUser.create(portal));
        for (int round = 0; round < 5; round++) {
            int version = saved(portal).version();
            List<StepUp> stepUps = makers.stream().map(EventAdministrationTests::stepUp).toList();
            String contact = "c" + round + "@example.com";

            List<Object> outcomes =
                    AtOnce.run(
                            2,
                            number ->
                                    PORTALS.node(store, number)
                                            .get(EventAdministration.class)
                                            .save(
                                                    stepUps.get(number),
                                                    new SavedEvents(
                                                            version,
                                                            Map.of(
                                                                    PortalEvent.INVITED,
                                                                    new EventSetting(
                                                                            true,
                                                                            List.of(
                                                                                    number
                                                                                            + contact)))),
                                                    TestPortal.SOURCE,
                                                    portal.now()));

            assertThat(outcomes)
                    .containsExactlyInAnyOrder(
                            new Administered.Done<>(true), new Administered.Done<>(false));
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void actWhenTheRoleMayNotThenRefusedAndOnRecord(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        for (Role role : Role.values()) {
            TestUser user = TestUser.create(portal);
            StepUp stepUp = stepUp(user);
            user.set("role = '" + role + "'");
            boolean done =
                    save(user, stepUp, Map.of()) instanceof Administered.Done<?>
                            && sample(user, stepUp) instanceof Administered.Done<?>;
            assertThat(done).as("%s", role).isEqualTo(role.isAdministrator());
            assertThat(user.audited("ADMINISTRATION_REFUSED")).isEqualTo(done ? 0 : 1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void actWhenTheSessionHasEndedThenNothingChanges(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser maker = TestUser.create(portal);
        PortalSession session = maker.logIn();
        StepUp stepUp = maker.stepUp(session, Purpose.CHANGE_PORTAL);
        maker.logOut(session);

        assertThatThrownBy(
                        () ->
                                save(
                                        maker,
                                        stepUp,
                                        Map.of(
                                                PortalEvent.INVITED,
                                                new EventSetting(true, List.of(DESK)))))
                .isInstanceOf(StaleSessionException.class);
        assertThatThrownBy(() -> sample(maker, stepUp)).isInstanceOf(StaleSessionException.class);
        assertThat(saved(portal).settings()).isEmpty();
        assertThat(TestEvents.waiting(portal)).isEmpty();
    }

    /// It goes to the contacts and to whoever asks, and leaves no trace that an alarm would.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sampleWhenSentThenIsNoAlarm(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser maker = TestUser.create(portal);
        TestUser other = TestUser.create(portal);
        StepUp stepUp = stepUp(maker);
        for (PortalEvent event : PortalEvent.values()) {
            TestEvents.set(portal, event, true, DESK);
            long notices = maker.rows("notice");
            long told = other.rows("notice");
            portal.clock.advance(Duration.ofSeconds(30));

            assertThat(sample(maker, stepUp, event))
                    .isEqualTo(new Administered.Done<>(Sample.SENT));

            assertThat(maker.rows("notice")).isEqualTo(notices);
            assertThat(other.rows("notice")).isEqualTo(told);
        }
        assertThat(TestEvents.waiting(portal))
                .hasSize(2 * PortalEvent.values().length)
                .allMatch(mail -> mail.endsWith(" SAMPLE"))
                .anyMatch(mail -> mail.startsWith(maker.account().email()));
        assertThat(maker.audited("EVENT_SAMPLE_SENT")).isEqualTo(PortalEvent.values().length);
    }

    /// Ten contacts get one mail, however many administrators press the button on how many nodes.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void sampleWhenAskedForInParallelThenOneIsSentInHalfAMinute(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        List<StepUp> stepUps =
                List.of(
                        stepUp(TestUser.create(portal)),
                        stepUp(TestUser.create(portal)),
                        stepUp(TestUser.create(portal)),
                        stepUp(TestUser.create(portal)));
        List<Object> outcomes =
                AtOnce.run(
                        4,
                        number ->
                                PORTALS.node(store, number)
                                        .get(EventAdministration.class)
                                        .sample(
                                                stepUps.get(number),
                                                PortalEvent.INVITED,
                                                TestPortal.SOURCE,
                                                portal.now()));

        assertThat(outcomes).containsOnlyOnce(new Administered.Done<>(Sample.SENT));
        assertThat(outcomes)
                .filteredOn(new Administered.Done<>(Sample.TOO_SOON)::equals)
                .hasSize(3);
        assertThat(TestEvents.waiting(portal)).hasSize(1);
    }

    private static Administered<Boolean> save(
            TestUser user, Map<PortalEvent, EventSetting> wanted) {
        return save(user, stepUp(user), wanted);
    }

    private static Administered<Boolean> save(
            TestUser user, StepUp stepUp, Map<PortalEvent, EventSetting> wanted) {
        int version = user.get(EventSettings.class).saved().version();
        return user.get(EventAdministration.class)
                .save(stepUp, new SavedEvents(version, wanted), user.source, user.now());
    }

    private static Administered<Sample> sample(TestUser user, StepUp stepUp) {
        return sample(user, stepUp, PortalEvent.INVITED);
    }

    private static Administered<Sample> sample(TestUser user, StepUp stepUp, PortalEvent event) {
        return user.get(EventAdministration.class).sample(stepUp, event, user.source, user.now());
    }

    private static StepUp stepUp(TestUser user) {
        return user.stepUp(user.logIn(), Purpose.CHANGE_PORTAL);
    }

    private static SavedEvents saved(TestPortal portal) {
        return portal.get(EventSettings.class).saved();
    }

    private static List<String> reasons(TestPortal portal, TestUser maker) {
        return portal.jdbc()
                .sql("select reason from audit where kind = 'EVENTS_CHANGED' and actor = :id")
                .param("id", maker.id.text())
                .query(String.class)
                .list();
    }
}
