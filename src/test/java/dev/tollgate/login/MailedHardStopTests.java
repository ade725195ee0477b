package dev.tollgate.login;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.factor.emailcode.Sending;
import dev.tollgate.kernel.Token;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The stated guarantee for accounts whose codes are mailed.
class MailedHardStopTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    /// One code in a million is live where it is typed, so a failure weighs as with one
    /// authenticator, with which three are: the hundred failures before the hard stop are a third
    /// of what the guarantee allows.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void wrongCodeWhenMailedThenWeighsOneAndOneCodeIsLive(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.mailed(portal);
        Token half = half(user);

        user.code(half, other(user.mailbox().code()));

        assertThat(
                        number(
                                portal,
                                user,
                                "sum(weight) from attempt where kind = 'SECOND_FACTOR' and"
                                        + " subject"))
                .isEqualTo(1);
        assertThat(number(portal, user, "count(*) from email_code where account_id")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void hardStopWhenThreeMailedCodesAreRightThenLeadsOut(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.mailed(portal);
        user.code(user.halfSession(), "000000");
        portal.jdbc()
                .sql("update budget set in_row = 100 where subject = :id")
                .param("id", user.id.text())
                .update();
        portal.clock.advance(Duration.ofMinutes(1));
        Token half = half(user);

        assertThat(user.code(half, user.mailbox().code()))
                .isEqualTo(new CodeOutcome.UnderHardStop(1));
        for (int right = 2; right <= 3; right++) {
            portal.clock.advance(Duration.ofMinutes(2));
            assertThat(user.get(MailedCodes.class).forLogin(half, user.source, user.now()))
                    .contains(new Sending.Sent());
            CodeOutcome outcome = user.code(half, user.mailbox().code());
            if (right == 2) {
                assertThat(outcome).isEqualTo(new CodeOutcome.UnderHardStop(2));
            } else {
                assertThat(outcome).isInstanceOf(CodeOutcome.SignedIn.class);
            }
        }
    }

    private static Token half(TestUser user) {
        return ((PasswordOutcome.NeedsFactor) user.rightPassword()).halfSession();
    }

    private static long number(TestPortal portal, TestUser user, String what) {
        return portal.jdbc()
                .sql("select " + what + " = :id")
                .param("id", user.id.text())
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /// Six other digits.
    private static String other(String code) {
        return code.equals("000 000") ? "000001" : "000000";
    }
}
