package dev.tollgate.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.HashedPassword;
import dev.tollgate.enrolment.AuthenticatorName;
import dev.tollgate.enrolment.Beginning;
import dev.tollgate.enrolment.Enrolment;
import dev.tollgate.enrolment.FactorChanges;
import dev.tollgate.factor.recovery.RecoveryCodes;
import dev.tollgate.factor.totp.Authenticators;
import dev.tollgate.factor.totp.TotpCodes;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.PasswordChanges;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.login.Rescue;
import dev.tollgate.session.ConsoleAct;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.StepUp;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;

/// No audit row, no change; no notice, no change.
class AuditFateTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final Secret NEW_PASSWORD = Secret.of("an entirely different sentence");
    private static final List<String> TABLES =
            List.of(
                    "account",
                    "login_name",
                    "second_factor",
                    "totp",
                    "totp_pending",
                    "recovery_set",
                    "recovery_code",
                    "session",
                    "half_session");

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void changeWhenItsAuditRowCannotBeWrittenThenDoesNotHappen(
            TestStore store, @TempDir Path dataDir) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            Map<String, ThrowingCallable> changes = changes(portal);
            for (Map.Entry<String, ThrowingCallable> change : changes.entrySet()) {
                assertNothingHappens(portal, "audit", change);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void changeWhenItsNoticeCannotBeWrittenThenDoesNotHappen(
            TestStore store, @TempDir Path dataDir) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            Map<String, ThrowingCallable> changes = changes(portal);
            for (String untold :
                    List.of(
                            "log in",
                            "log in with code",
                            "log out",
                            "begin",
                            "rename",
                            "saved",
                            "create")) {
                changes.remove(untold);
            }
            for (Map.Entry<String, ThrowingCallable> change : changes.entrySet()) {
                assertNothingHappens(portal, "notice", change);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void eventWhenOutsideATransactionThenRefused(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.create(portal);
        AuditEvent event =
                AuditEvent.own(portal.now(), AuditEvent.Kind.LOGIN, user.id, user.source);

        assertThatIllegalStateException().isThrownBy(() -> portal.get(AuditLog.class).write(event));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void eventsWhenReadThenAsWrittenNewestFirst(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        TestUser user = TestUser.enrolled(portal);
        user.nextStep();
        Token half = ((PasswordOutcome.NeedsFactor) user.rightPassword()).halfSession();
        user.nextStep();
        user.code(half, user.code());

        List<AuditEvent> events = portal.get(AuditLog.class).newestAbout(user.id, 2);

        assertThat(events)
                .extracting(AuditEvent::kind)
                .containsExactly(AuditEvent.Kind.LOGIN, AuditEvent.Kind.PASSWORD_ACCEPTED);
        AuditEvent login = events.getFirst();
        assertThat(login.actor()).isEqualTo(user.id);
        assertThat(login.outcome()).isEqualTo(AuditEvent.Outcome.DONE);
        assertThat(login.source()).isEqualTo(user.source);
        assertThat(login.at()).isEqualTo(portal.now());
        assertThat(login.session()).hasSize(12);
        assertThat(login.reason()).isEqualTo("authenticator");
    }

    /// Each change, ready to be made by accounts of its own.
    private static Map<String, ThrowingCallable> changes(TestPortal portal) {
        Map<String, ThrowingCallable> changes = new LinkedHashMap<>();
        addLogins(portal, changes);
        addEnrolments(portal, changes);
        addFactorChanges(portal, changes);
        addConsoleActs(portal, changes);
        return changes;
    }

    private static void addLogins(TestPortal portal, Map<String, ThrowingCallable> changes) {
        TestUser alone = TestUser.create(portal);
        changes.put("log in", alone::rightPassword);
        PortalSession leaving = TestUser.create(portal).logIn();
        changes.put("log out", () -> alone.logOut(leaving));
        TestUser enrolled = TestUser.enrolled(portal);
        enrolled.nextStep();
        Token half = enrolled.halfSession();
        changes.put("log in with code", () -> enrolled.code(half, enrolled.code()));
        changes.put(
                "log in with recovery code",
                () -> enrolled.recoveryCode(half, enrolled.recoveryCodes.getFirst()));
        TestUser owner = TestUser.create(portal);
        PortalSession session = owner.logIn();
        changes.put("change password", () -> changePassword(portal, owner, session));
    }

    private static void addEnrolments(TestPortal portal, Map<String, ThrowingCallable> changes) {
        TestUser beginner = TestUser.create(portal);
        PortalSession session = beginner.logIn();
        StepUp proof = beginner.stepUp(session, Purpose.TURN_ON);
        changes.put(
                "begin",
                () -> portal.get(Enrolment.class).begin(proof, beginner.source, portal.now()));
        TestUser user = TestUser.create(portal);
        PortalSession inHand = user.logIn();
        Token handle = user.begin(inHand);
        changes.put(
                "turn on",
                () -> user.confirmEnrolment(handle, inHand, shown(user, handle, inHand)));
        TestUser adding = TestUser.enrolled(portal);
        PortalSession withOne = adding.logInWithCode();
        StepUp another = adding.stepUp(withOne, Purpose.ADD_AUTHENTICATOR);
        Beginning beginning =
                portal.get(Enrolment.class)
                        .beginAnother(another, null, adding.source, portal.now());
        Token added = ((Beginning.Begun) beginning).handle();
        changes.put(
                "add",
                () -> adding.confirmEnrolment(added, withOne, shown(adding, added, withOne)));
    }

    private static void addFactorChanges(TestPortal portal, Map<String, ThrowingCallable> changes) {
        FactorChanges factorChanges = portal.get(FactorChanges.class);
        TestUser user = TestUser.create(portal);
        PortalSession withOne = user.session(user.enrol(user.logIn()));
        PortalSession session = user.session(user.enrolAnother(withOne));
        String id = portal.get(Authenticators.class).of(user.id).getFirst().id();
        Instant made = portal.get(RecoveryCodes.class).state(user.id).orElseThrow().madeAt();
        StepUp off = user.stepUp(session, Purpose.TURN_OFF);
        StepUp removal = user.stepUp(session, Purpose.REMOVE_AUTHENTICATOR);
        StepUp codes = user.stepUp(session, Purpose.NEW_RECOVERY_CODES);
        StepUp renaming = user.stepUp(session, Purpose.RENAME_AUTHENTICATOR);
        changes.put("turn off", () -> factorChanges.turnOff(off, user.source, portal.now()));
        changes.put("remove", () -> factorChanges.remove(removal, id, user.source, portal.now()));
        changes.put(
                "new recovery codes",
                () -> factorChanges.newRecoveryCodes(codes, user.source, portal.now()));
        changes.put(
                "saved",
                () -> factorChanges.recoveryCodesSaved(session, made, user.source, portal.now()));
        changes.put(
                "rename",
                () ->
                        factorChanges.rename(
                                renaming,
                                id,
                                AuthenticatorName.of("Other"),
                                user.source,
                                portal.now()));
    }

    private static void addConsoleActs(TestPortal portal, Map<String, ThrowingCallable> changes) {
        TestUser user = TestUser.enrolled(portal);
        ConsoleAct act = ConsoleAct.issue(portal.now());
        Rescue rescue = portal.get(Rescue.class);
        HashedPassword issued = portal.get(Accounts.class).hash(NEW_PASSWORD);
        FactorChanges factorChanges = portal.get(FactorChanges.class);
        changes.put("reset factor", () -> factorChanges.reset(act, user.account()));
        changes.put("reset password", () -> rescue.resetPassword(act, user.account(), issued));
        changes.put("unlock", () -> rescue.unlock(act, user.account()));
        changes.put("create", () -> TestUser.create(portal));
    }

    private static void assertNothingHappens(
            TestPortal portal, String table, Map.Entry<String, ThrowingCallable> change) {
        Set<String> before = state(portal);
        portal.jdbc().sql("alter table " + table + " rename to gone").update();

        assertThatThrownBy(change.getValue())
                .as(change.getKey())
                .isInstanceOf(DataAccessException.class);

        portal.jdbc().sql("alter table gone rename to " + table).update();
        Set<String> changed = state(portal);
        changed.removeAll(before);
        assertThat(changed).as(change.getKey()).isEmpty();
        assertThat(state(portal)).as(change.getKey()).hasSameSizeAs(before);
    }

    /// All rows of all tables that hold accounts, factors and sessions, without the bookings of
    /// tries, which are durable before anything is checked.
    private static Set<String> state(TestPortal portal) {
        Set<String> rows = new HashSet<>();
        for (String table : TABLES) {
            portal.jdbc().sql("select * from " + table).query().listOfRows().stream()
                    .map(row -> table + " " + readable(row))
                    .forEach(rows::add);
        }
        return rows;
    }

    private static String readable(Map<String, Object> row) {
        Map<String, Object> readable = new LinkedHashMap<>(row);
        readable.keySet().removeAll(Set.of("failures", "confirm_failures"));
        readable.replaceAll(
                (_, value) -> value instanceof byte[] bytes ? Arrays.toString(bytes) : value);
        return readable.toString();
    }

    private static void changePassword(TestPortal portal, TestUser user, PortalSession session) {
        portal.get(PasswordChanges.class)
                .change(
                        session,
                        new PasswordChanges.Typed(TestPortal.PASSWORD, NEW_PASSWORD, NEW_PASSWORD),
                        user.source,
                        portal.now());
    }

    private static String shown(TestUser user, Token handle, PortalSession session) {
        return TotpCodes.code(user.pending(handle, session).secret(), TotpCodes.step(user.now()));
    }
}
