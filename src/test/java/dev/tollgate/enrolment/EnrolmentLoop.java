package dev.tollgate.enrolment;

import dev.tollgate.TestPortal;
import dev.tollgate.TestUser;
import dev.tollgate.factor.totp.TotpCodes;
import dev.tollgate.kernel.Token;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.Sessions;
import dev.tollgate.session.StepUp;
import dev.tollgate.storage.Transactions;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/// A program that turns two-factor authentication on and off until it is killed, and says when a
/// change begins.
final class EnrolmentLoop {

    static final String CHANGE_BEGINS = "a change begins";

    private final TestPortal portal;
    private final TestUser user;

    private EnrolmentLoop(TestPortal portal, TestUser user) {
        this.portal = portal;
        this.user = user;
    }

    /// @param arguments a name for the account that this run makes, and the portal's settings, each
    ///     as `name=value`
    public static void main(String[] arguments) {
        Map<String, Object> settings =
                Arrays.stream(arguments)
                        .skip(1)
                        .map(setting -> setting.split("=", 2))
                        .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
        TestPortal portal = TestPortal.join(settings);
        TestUser user = TestUser.create(portal, arguments[0], "10.1.1.1");
        EnrolmentLoop loop = new EnrolmentLoop(portal, user);
        while (true) {
            loop.turnOnAndOff();
        }
    }

    private void turnOnAndOff() {
        PortalSession session = openSession();
        StepUp on = StepUp.issue(session, Purpose.TURN_ON, portal.now());
        Enrolment enrolment = portal.get(Enrolment.class);
        Beginning begun = enrolment.begin(on, user.source, portal.now());
        Token handle = ((Beginning.Begun) begun).handle();
        String code =
                TotpCodes.code(
                        user.pending(handle, session).secret(), TotpCodes.step(portal.now()));
        System.out.println(CHANGE_BEGINS);
        Confirmation confirmation = user.confirmEnrolment(handle, session, code);
        PortalSession enrolled = user.session(((Confirmation.Enrolled) confirmation).session());
        StepUp off = StepUp.issue(enrolled, Purpose.TURN_OFF, portal.now());
        System.out.println(CHANGE_BEGINS);
        portal.get(FactorChanges.class).turnOff(off, user.source, portal.now());
    }

    private PortalSession openSession() {
        Token token =
                portal.get(Transactions.class)
                        .write(
                                () ->
                                        portal.get(Sessions.class)
                                                .open(
                                                        user.account(),
                                                        user.source,
                                                        portal.now(),
                                                        null,
                                                        portal.now()));
        return user.session(token);
    }
}
