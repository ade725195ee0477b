package dev.tollgate.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.AtOnce;
import dev.tollgate.SharedPortals;
import dev.tollgate.TestJar;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.kernel.Token;
import dev.tollgate.session.HalfSessions;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Right passwords that no right code has followed.
class SilentLoginTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final String KNOWN = "PASSWORD_KNOWN";

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lookWhenUnknownBrowserIsSilentForThreeMinutesThenToldOnce(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        half(user.from("203.0.113.30"));
        portal.clock.advance(SilentLogins.PATIENCE.minusMillis(1));
        look(portal);
        assertThat(user.told(KNOWN)).isZero();

        portal.clock.advance(Duration.ofMillis(1));
        AtOnce.run(
                4,
                node -> {
                    look(PORTALS.node(store, node));
                    return node;
                });
        portal.clock.advance(Duration.ofHours(2));
        look(portal);

        assertThat(user.told(KNOWN)).isOne();
        assertThat(toMail(portal, user, KNOWN)).isOne();
        assertThat(user.told("NO_CODE_CAME")).isZero();
        assertThat(detail(portal, user)).contains("203.0.113.30");
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lookWhenKnownBrowserIsSilentThenALineInThePortalAndNoMail(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal).bringing(new TestJar());
        user.logInWithCode();
        half(user);
        portal.clock.advance(SilentLogins.PATIENCE);
        look(portal);

        assertThat(user.told(KNOWN)).isZero();
        assertThat(user.told("NO_CODE_CAME")).isOne();
        assertThat(toMail(portal, user, "NO_CODE_CAME")).isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lookWhenRightCodeCameThenNothing(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        user.logInWithCode();
        portal.clock.advance(SilentLogins.PATIENCE);
        look(portal);
        assertThat(user.told(KNOWN)).isZero();
    }

    /// "Not you?" ends the login; it does not hide it.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lookWhenAbandonedOrRunOutThenToldAllTheSame(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser abandoned = TestUser.enrolled(portal);
        portal.get(SecondStep.class).abandon(half(abandoned));
        TestUser runOut = TestUser.enrolled(portal);
        half(runOut);
        portal.clock.advance(Duration.ofMinutes(20));
        portal.get(HalfSessions.class).purge(portal.now());

        look(portal);

        assertThat(abandoned.told(KNOWN)).isOne();
        assertThat(runOut.told(KNOWN)).isOne();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lookWhenManyInAnHourThenOneMail(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        for (int i = 0; i < 5; i++) {
            half(user);
            portal.clock.advance(Duration.ofMinutes(10));
            look(portal);
        }
        assertThat(user.told(KNOWN)).isOne();
        portal.clock.advance(Duration.ofMinutes(20));
        half(user);
        portal.clock.advance(SilentLogins.PATIENCE);
        look(portal);
        assertThat(user.told(KNOWN)).isEqualTo(2);
    }

    /// Typing the password again and again in one browser goes on with the first silence.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lookWhenPasswordIsTypedAgainThenTheSilenceGoesOnAndIsOne(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        Token first = half(user);
        portal.clock.advance(Duration.ofMinutes(2));
        Token second = half(user);
        portal.get(SecondStep.class).supersede(first, second);
        portal.clock.advance(Duration.ofMinutes(1));
        look(portal);
        assertThat(user.told(KNOWN)).isOne();

        TestUser other = TestUser.enrolled(portal);
        Token earlier = half(other);
        other.nextStep();
        Token later = half(other);
        portal.get(SecondStep.class).supersede(earlier, later);
        other.code(later, other.code());
        portal.clock.advance(SilentLogins.PATIENCE);
        look(portal);
        assertThat(other.told(KNOWN)).as("a right code came at last").isZero();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void supersedeWhenOfAnotherAccountThenTheFirstSilenceStands(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        TestUser other = TestUser.enrolled(portal);
        portal.get(SecondStep.class).supersede(half(user), half(other));
        portal.clock.advance(SilentLogins.PATIENCE);
        look(portal);
        assertThat(user.told(KNOWN)).isOne();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void lookWhenServerWasDownThenToldAfterwards(TestStore store, @TempDir Path dataDir) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            TestUser user = TestUser.enrolled(portal);
            half(user);
            portal.clock.advance(Duration.ofMinutes(30));
            portal.restart();
            look(portal);
            portal.restart();
            look(portal);
            assertThat(user.told(KNOWN)).isOne();
        }
    }

    private static Token half(TestUser user) {
        return ((PasswordOutcome.NeedsFactor) user.rightPassword()).halfSession();
    }

    private static void look(TestPortal portal) {
        portal.get(SilentLogins.class).look(portal.now());
    }

    private static long toMail(TestPortal portal, TestUser user, String kind) {
        return portal.jdbc()
                .sql(
                        """
                        select count(*) from notice
                        where account_id = :id and kind = :kind and mailed_at is null""")
                .param("id", user.id.text())
                .param("kind", kind)
                .query(Long.class)
                .single();
    }

    private static String detail(TestPortal portal, TestUser user) {
        return portal.jdbc()
                .sql("select detail from notice where account_id = :id and kind = 'PASSWORD_KNOWN'")
                .param("id", user.id.text())
                .query(String.class)
                .single();
    }
}
