package dev.tollgate.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.account.Account;
import dev.tollgate.factor.recovery.TemporaryCodes;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.Confirmations;
import dev.tollgate.storage.Transactions;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a session is worth follows from what was shown in it and from what its account has.
class AssuranceTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    /// What an account has beside its password.
    enum Has {
        NOTHING,
        AUTHENTICATOR,
        MAIL
    }

    /// What was shown beside the password.
    enum Shown {
        NOTHING,
        CODE,
        TEMPORARY_CODE,
        TRUSTED_DEVICE
    }

    /// AP-15: the one factor that there was passed for two. This is the whole table.
    ///
    /// @param live whether the session opens anything at all
    /// @param twoFactors whether it is on record with two
    /// @param adds whether the login of a moment ago serves for adding an authenticator
    @ParameterizedTest
    @CsvSource({
        "NOTHING,       NOTHING,        true,  false, true",
        "NOTHING,       CODE,           true,  true,  true",
        "NOTHING,       TEMPORARY_CODE, true,  true,  true",
        "NOTHING,       TRUSTED_DEVICE, true,  false, true",
        "AUTHENTICATOR, NOTHING,        false, false, false",
        "AUTHENTICATOR, CODE,           true,  true,  true",
        "AUTHENTICATOR, TEMPORARY_CODE, true,  true,  false",
        "AUTHENTICATOR, TRUSTED_DEVICE, true,  false, false",
        "MAIL,          NOTHING,        false, false, false",
        "MAIL,          CODE,           true,  true,  true",
        "MAIL,          TEMPORARY_CODE, true,  true,  false",
        "MAIL,          TRUSTED_DEVICE, true,  false, false"
    })
    void sessionWhenOfAnyFactsThenWorthWhatTheTableSays(
            Has has, Shown shown, boolean live, boolean twoFactors, boolean adds) {
        for (TestStore store : TestStore.values()) {
            TestPortal portal = PORTALS.of(store);
            TestUser user = user(portal, has);

            Optional<PortalSession> session =
                    portal.get(Sessions.class).find(open(portal, user, shown), portal.now());

            assertThat(session.isPresent()).as("%s live", store).isEqualTo(live);
            session.ifPresent(
                    found -> {
                        assertThat(found.secondFactorAt() != null).isEqualTo(twoFactors);
                        assertThat(serves(portal, found, Purpose.ADD_AUTHENTICATOR))
                                .isEqualTo(adds);
                        for (Purpose purpose : Purpose.values()) {
                            if (purpose.asksAnew() || purpose == Purpose.TURN_ON) {
                                assertThat(serves(portal, found, purpose)).isFalse();
                            }
                        }
                    });
        }
    }

    private static TestUser user(TestPortal portal, Has has) {
        return switch (has) {
            case NOTHING -> TestUser.create(portal);
            case AUTHENTICATOR -> TestUser.enrolled(portal);
            case MAIL -> TestUser.mailed(portal);
        };
    }

    private static Token open(TestPortal portal, TestUser user, Shown shown) {
        Sessions sessions = portal.get(Sessions.class);
        Account account = user.account();
        Instant now = portal.now();
        return portal.get(Transactions.class)
                .write(
                        () ->
                                switch (shown) {
                                    case NOTHING ->
                                            sessions.open(account, user.source, now, null, now);
                                    case CODE ->
                                            sessions.open(account, user.source, now, "totp", now);
                                    case TEMPORARY_CODE ->
                                            sessions.open(
                                                    account,
                                                    user.source,
                                                    now,
                                                    TemporaryCodes.FACTOR,
                                                    now);
                                    case TRUSTED_DEVICE ->
                                            sessions.openOnTrust(
                                                    account, user.source, "any device", now);
                                });
    }

    private static boolean serves(TestPortal portal, PortalSession session, Purpose purpose) {
        return portal.get(Confirmations.class).current(session, purpose, portal.now()).isPresent();
    }
}
