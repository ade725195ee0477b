package dev.tollgate.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestPortal;
import dev.tollgate.TestStaff;
import dev.tollgate.account.Role;
import dev.tollgate.account.Status;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.extension.Extension;
import dev.tollgate.extension.ExtensionChange;
import dev.tollgate.extension.ExtensionEditing;
import dev.tollgate.extension.ExtensionRescue;
import dev.tollgate.extension.Extensions;
import dev.tollgate.extension.Saving;
import dev.tollgate.kernel.Secret;
import dev.tollgate.model.Owner.Temporary;
import dev.tollgate.policy.ProofDemand;
import dev.tollgate.policy.TestPolicy;
import dev.tollgate.session.Administered;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.Sessions;
import dev.tollgate.session.StepUp;
import dev.tollgate.storage.Perishable;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// A company: some owners, an administrator who helps and hinders them, and time that goes by. One
/// step is one action of one of them, and everything that the model believes is compared after it.
final class CompanyWalk extends FactorWalk {

    private static final List<Role> ROLES =
            List.of(Role.EMPLOYEE, Role.OPERATOR, Role.HUMAN_RESOURCE, Role.ADMINISTRATOR);

    /// No two mails have one time, so the newest is known.
    private static final Duration A_MOMENT = Duration.ofMillis(1);

    /// No multiple of the number of owners, so that each has its turn.
    private static final int WHOLE_EVERY = 10;

    private final List<Owner> owners = new ArrayList<>();
    private int steps;

    CompanyWalk(TestPortal first, TestPortal second, Random random, int count) {
        super(first, second, random);
        TestStaff staff = TestStaff.of(first);
        for (int i = 0; i < count; i++) {
            owners.add(
                    new Owner(
                            staff.make(Role.EMPLOYEE, first.now()), Secret.of(TestStaff.PASSWORD)));
        }
    }

    /// One action, and then everything that has to hold: of the owner whom it is about, of all
    /// where
    /// it was time or an administrator, and in turn of one owner with all that was over before.
    void step() {
        steps++;
        first.clock.advance(A_MOMENT);
        Owner owner = owners.get(random.nextInt(owners.size()));
        int dice = random.nextInt(1_000);
        if (owner.disabled && oneIn(5)) {
            open(owner, true);
        } else if (dice < 150) {
            timeGoesBy(dice);
        } else if (dice < 220) {
            administrator(owner, dice);
        } else {
            owner(owner, dice);
        }
        Owner turn = owners.get(steps % owners.size());
        for (Owner looked : owners) {
            boolean whole = looked == turn && steps % WHOLE_EVERY == 0;
            if (whole || looked == owner || dice < 220) {
                check(looked, whole);
            }
        }
    }

    private void owner(Owner owner, int dice) {
        if (dice < 380) {
            password(owner);
        } else if (dice < 410) {
            wrongPassword(owner);
        } else if (dice < 570) {
            code(owner);
        } else if (dice < 620) {
            wrongCode(owner, dice % 4 == 0);
        } else if (dice < 660) {
            recoveryCode(owner);
        } else if (dice < 690) {
            temporaryCode(owner);
        } else if (dice < 720) {
            resend(owner);
        } else if (dice < 770) {
            begin(owner);
        } else if (dice < 850) {
            confirm(owner);
        } else {
            seldom(owner, dice);
        }
    }

    private void seldom(Owner owner, int dice) {
        switch (dice % 10) {
            case 0, 1 -> turnOff(owner);
            case 2 -> newRecoveryCodes(owner);
            case 3 -> changePassword(owner);
            case 4, 5 -> chooseMail(owner);
            case 6, 7 -> prove(owner);
            case 8 -> logOut(owner);
            default -> look(owner);
        }
    }

    private void administrator(Owner owner, int dice) {
        switch (dice % 10) {
            case 0 -> turnOffFor(owner);
            case 1, 2, 3 -> issueTemporaryCode(owner);
            case 4 -> giveRole(owner);
            case 5 -> open(owner, owner.disabled);
            case 6 -> unlock(owner);
            case 7, 8 -> demand();
            default -> purge();
        }
    }

    private void turnOffFor(Owner owner) {
        boolean was = owner.enrolled();
        Administered<?> outcome =
                node().get(ExtensionRescue.class)
                        .turnOffTwoFactor(admin(), extension(owner), "lost", source(), now());
        assertThat(outcome).isInstanceOf(Administered.Done.class);
        if (was) {
            owner.turnOff();
            forgetFailures(owner);
        }
        assertOnRecord(owner, was ? Kind.TWO_FACTOR_RESET : Kind.LOGGED_OUT_BY_ADMINISTRATOR);
    }

    private void issueTemporaryCode(Owner owner) {
        Administered<Optional<Secret>> outcome =
                node().get(ExtensionRescue.class)
                        .issueTemporaryCode(admin(), extension(owner), source(), now());
        switch (outcome) {
            case Administered.Done<Optional<Secret>>(Optional<Secret> code) -> {
                boolean proof = first.get(ProofDemand.class).isDue(account(owner), now());
                assertThat(code.isPresent()).isEqualTo(owner.enrolled() || proof);
                code.ifPresent(
                        issued ->
                                owner.temporary =
                                        new Temporary(
                                                issued.reveal(), account(owner).epoch(), now()));
            }
            case Administered.Refused<?> _ -> assertThat(owner.disabled).isTrue();
        }
    }

    private void giveRole(Owner owner) {
        Role given = ROLES.get(random.nextInt(ROLES.size()));
        Extension read = extension(owner);
        save(read, ExtensionChange.none(read).with(given));
        if (given != owner.role) {
            assertOnRecord(owner, Kind.ROLE_CHANGED);
        }
        owner.role = given;
    }

    private void open(Owner owner, boolean open) {
        Extension read = extension(owner);
        Status status = open ? Status.ACTIVE : Status.DISABLED;
        save(read, ExtensionChange.none(read).withStatus(status));
        owner.disabled = !open;
        Optional<Secret> issued = open ? Optional.of(letter(owner)) : Optional.empty();
        owner.formerPassword = owner.password;
        owner.issued = true;
        owner.password = issued.orElse(Secret.of("nobody has been told it"));
        assertOnRecord(owner, open ? Kind.ACCOUNT_ENABLED : Kind.ACCOUNT_DISABLED);
    }

    /// In the place of the invitation that was mailed and that nobody opens here.
    private Secret letter(Owner owner) {
        Administered<Secret> outcome =
                node().get(ExtensionRescue.class)
                        .issuePassword(admin(), extension(owner), source(), now());
        return ((Administered.Done<Secret>) outcome).value();
    }

    private void save(Extension read, ExtensionChange wanted) {
        StepUp by = admin();
        Saving saving =
                node().get(ExtensionEditing.class)
                        .save(by.session(), Optional.of(by), read, wanted, source(), now());
        assertThat(saving).isEqualTo(new Saving.Saved(Optional.empty()));
    }

    private void unlock(Owner owner) {
        Administered<?> outcome =
                node().get(ExtensionRescue.class)
                        .unlock(admin(), extension(owner), source(), now());
        assertThat(outcome).isInstanceOf(Administered.Done.class);
        forgetFailures(owner);
        assertOnRecord(owner, Kind.UNLOCKED);
    }

    private static void forgetFailures(Owner owner) {
        owner.codeFailures.clear();
        owner.passwordFailures.clear();
    }

    /// Two-factor authentication is demanded of some roles, or of none any more.
    private void demand() {
        EnumSet<Role> roles = EnumSet.noneOf(Role.class);
        ROLES.stream().filter(_ -> oneIn(4)).forEach(roles::add);
        TestPolicy.set(first::get, TestPolicy.mandatory(roles, random.nextBoolean()));
    }

    private void purge() {
        node().all(Perishable.class).forEach(perishable -> perishable.purge(now()));
    }

    private void timeGoesBy(int dice) {
        long seconds =
                switch (dice % 30) {
                    case 0 -> 3_600L * (1 + random.nextInt(30));
                    case 1, 2, 3 -> 300L + random.nextInt(1_200);
                    case 4, 5, 6, 7, 8 -> 60L + random.nextInt(240);
                    default -> 1L + random.nextInt(45);
                };
        first.clock.advance(Duration.ofSeconds(seconds));
    }

    private Extension extension(Owner owner) {
        return first.get(Extensions.class).find(owner.account.username()).orElseThrow();
    }

    /// The super administrator, who has confirmed it a moment ago.
    private StepUp admin() {
        PortalSession session =
                first.session(
                        first.get(Transactions.class)
                                .write(
                                        () ->
                                                first.get(Sessions.class)
                                                        .open(
                                                                first.admin(),
                                                                TestPortal.SOURCE,
                                                                now(),
                                                                null,
                                                                now())));
        return StepUp.issue(session, Purpose.MANAGE_EXTENSION, now());
    }
}
