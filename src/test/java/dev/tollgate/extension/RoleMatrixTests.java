package dev.tollgate.extension;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.account.Account;
import dev.tollgate.account.Permission;
import dev.tollgate.account.Role;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.session.Administered;
import dev.tollgate.session.Administered.Why;
import dev.tollgate.session.Administration;
import dev.tollgate.session.AdministrativeAct;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Sessions;
import dev.tollgate.session.StepUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every role against every role by every act, through the real facade. What comes of it is printed
/// in `docs/roles.md`; run with `-Dtollgate.docs.rewrite=true` to write the page anew.
class RoleMatrixTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final Path PAGE = Path.of("docs/roles.md");

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void matrixWhenTriedThenIsThatOfTheDocumentation(TestStore store) throws IOException {
        Staff staff = Staff.of(PORTALS.of(store));

        String printed = page(staff);

        if (Boolean.getBoolean("tollgate.docs.rewrite")) {
            Files.writeString(PAGE, printed);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(printed);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void actWhenRefusedThenNothingChangesButTheRecord(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Staff staff = Staff.of(portal);
        Account operator = staff.make(Role.OPERATOR);
        Account administrator = staff.make(Role.ADMINISTRATOR);
        PortalSession theirs = staff.session(administrator);
        StepUp by = staff.stepUp(operator);

        for (AdministrativeAct act : Staff.acts()) {
            if (act == AdministrativeAct.ENABLE) {
                continue;
            }
            portal.clock.advance(Duration.ofMillis(1));
            assertThat(staff.attempt(by, act, administrator)).as("%s", act).isPresent();
            AuditEvent event = staff.events(administrator).getFirst();
            assertThat(event.kind()).isEqualTo(AuditEvent.Kind.ADMINISTRATION_REFUSED);
            assertThat(event.outcome()).isEqualTo(AuditEvent.Outcome.REFUSED);
            assertThat(event.actor()).isEqualTo(operator.id());
            assertThat(event.reason()).contains(act.name());
        }
        assertThat(staff.now(administrator)).isEqualTo(administrator);
        assertThat(staff.extension(administrator).name()).isEqualTo("Ana Silva");
        assertThat(staff.notices(administrator)).isEmpty();
        assertThat(portal.get(Sessions.class).of(administrator.id(), portal.now()))
                .extracting(PortalSession::digest)
                .containsExactly(theirs.digest());
    }

    /// What nobody could log in with is not made, not even by whoever may do anything.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void credentialsWhenNobodyMayLogInThenNotGivenAndOnRecord(TestStore store) {
        Staff staff = Staff.of(PORTALS.of(store));
        StepUp by = staff.stepUp(staff.make(Role.SUPER_ADMINISTRATOR));
        for (String closed : List.of("status = 'DISABLED'", "portal_access = 0")) {
            for (AdministrativeAct act : Staff.acts()) {
                if (act.needsAccess()) {
                    Account target = staff.make(Role.EMPLOYEE);
                    staff.maker().set(target, closed);

                    assertThat(staff.attempt(by, act, target)).contains(Why.NO_ACCESS);
                    assertThat(staff.events(target).getFirst().reason())
                            .contains(act.name(), Why.NO_ACCESS.name());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void accountWhenMadeByARoleThatMayNotThenRefusedAndOnRecord(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Staff staff = Staff.of(portal);
        for (Role role : Role.values()) {
            for (Role made : Role.values()) {
                Account actor = staff.make(role);
                Administered<String> outcome =
                        portal.get(Administration.class)
                                .make(
                                        staff.session(actor),
                                        made,
                                        TestPortal.SOURCE,
                                        portal.now(),
                                        () -> "made");

                Administered<String> expected = new Administered.Done<>("made");
                if (!role.has(Permission.MANAGE_EXTENSIONS)) {
                    expected = new Administered.Refused<>(Why.NOT_PERMITTED);
                } else if (!role.ranksOver(made)) {
                    expected = new Administered.Refused<>(Why.RANK_GIVEN);
                }
                assertThat(outcome).as("%s by %s", made, role).isEqualTo(expected);
                assertRecorded(staff, actor, outcome, "ADD " + made);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void portalWhenRunByARoleThatMayNotThenRefusedAndOnRecord(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Staff staff = Staff.of(portal);
        for (Role role : Role.values()) {
            for (Permission permission : Permission.values()) {
                Account actor = staff.make(role);
                Administered<String> outcome =
                        portal.get(Administration.class)
                                .run(
                                        staff.session(actor),
                                        permission,
                                        TestPortal.SOURCE,
                                        portal.now(),
                                        () -> "changed");

                assertThat(outcome)
                        .as("%s by %s", permission, role)
                        .isEqualTo(
                                role.has(permission)
                                        ? new Administered.Done<>("changed")
                                        : new Administered.Refused<>(Why.NOT_PERMITTED));
                assertRecorded(staff, actor, outcome, permission.name());
            }
        }
    }

    private static void assertRecorded(
            Staff staff, Account actor, Administered<String> outcome, String what) {
        List<String> refused =
                staff.events(actor).stream()
                        .filter(event -> event.kind() == AuditEvent.Kind.ADMINISTRATION_REFUSED)
                        .map(AuditEvent::reason)
                        .toList();
        if (outcome instanceof Administered.Refused<String>(Why why)) {
            assertThat(refused).containsExactly(what + ": " + why);
        } else {
            assertThat(refused).isEmpty();
        }
    }

    private static String page(Staff staff) {
        return """
                # Roles

                Printed by `RoleMatrixTests`, which tries every act of every role on every role. The permissions of
                a role are fixed (`account/Role.java`); over whom they reach, the rank decides: Super Administrator,
                Administrator, then Operator and Human Resource, then Employee.

                ## Permissions

                %s
                ## Who may do what to whose account

                Each cell names the roles whose accounts the act reaches. Acts with a star ask for password and code
                when they were last shown more than five minutes ago.

                %s
                ## Who may give which role

                %s
                ## Own account

                %s"""
                .formatted(permissions(), acts(staff), given(staff), own());
    }

    private static String permissions() {
        StringBuilder table = new StringBuilder(head("Permission"));
        for (Permission permission : Permission.values()) {
            table.append(row(words(permission), role -> role.has(permission) ? "yes" : ""));
        }
        return table.toString();
    }

    private static String acts(Staff staff) {
        Map<Role, StepUp> actors = actors(staff);
        StringBuilder table = new StringBuilder(head("Act"));
        for (AdministrativeAct act : AdministrativeAct.values()) {
            String name = words(act) + (act.needsStepUp() ? " \\*" : "");
            table.append(row(name, role -> reach(staff, actors.get(role), act)));
        }
        return table.toString();
    }

    private static Map<Role, StepUp> actors(Staff staff) {
        Map<Role, StepUp> actors = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            actors.put(role, staff.stepUp(staff.make(role)));
        }
        return actors;
    }

    private static String reach(Staff staff, StepUp actor, AdministrativeAct act) {
        return names(
                target -> {
                    Optional<Why> why = staff.attempt(actor, act, staff.make(target));
                    Optional<Why> told =
                            Administration.refusal(actor.session().role(), target, act, false);
                    assertThat(why).as("%s on %s", act, target).isEqualTo(told);
                    return why.isEmpty();
                });
    }

    private static String given(Staff staff) {
        Map<Role, StepUp> actors = actors(staff);
        return head("Gives")
                + row("Role", actor -> names(role -> gives(staff, actors.get(actor), role)));
    }

    /// To an account of another role, of the lowest rank.
    private static boolean gives(Staff staff, StepUp actor, Role role) {
        Account target = staff.make(role == Role.EMPLOYEE ? Role.OPERATOR : Role.EMPLOYEE);
        Saving saving = staff.save(actor, target, staff.change(target, null, null, role));
        boolean done = staff.now(target).role() == role;
        assertThat(saving instanceof Saving.Saved).isEqualTo(done);
        return done;
    }

    private static String own() {
        StringBuilder table = new StringBuilder(head("Act"));
        for (AdministrativeAct act : AdministrativeAct.values()) {
            table.append(
                    row(
                            words(act),
                            role ->
                                    Administration.refusal(role, role, act, true).isEmpty()
                                            ? "yes"
                                            : ""));
        }
        return table.toString();
    }

    private static String names(Function<Role, Boolean> reached) {
        List<String> names =
                Arrays.stream(Role.values())
                        .filter(reached::apply)
                        .map(RoleMatrixTests::words)
                        .toList();
        return names.size() == Role.values().length ? "every role" : String.join(", ", names);
    }

    private static String head(String first) {
        String names =
                Arrays.stream(Role.values())
                        .map(RoleMatrixTests::words)
                        .collect(Collectors.joining(" | "));
        return "| " + first + " | " + names + " |\n|" + "---|".repeat(6) + "\n";
    }

    private static String row(String name, Function<Role, String> cell) {
        String cells = Arrays.stream(Role.values()).map(cell).collect(Collectors.joining(" | "));
        return "| " + name + " | " + cells + " |\n";
    }

    private static String words(Enum<?> value) {
        String words = value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return value instanceof Role
                ? Arrays.stream(words.split(" ", -1))
                        .map(
                                word ->
                                        word.substring(0, 1).toUpperCase(Locale.ROOT)
                                                + word.substring(1))
                        .collect(Collectors.joining(" "))
                : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
}
