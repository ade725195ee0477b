package dev.tollgate.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestPortal;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.enrolment.AuthenticatorName;
import dev.tollgate.enrolment.Beginning;
import dev.tollgate.enrolment.Confirmation;
import dev.tollgate.enrolment.EmailEnrolment;
import dev.tollgate.enrolment.Enrolment;
import dev.tollgate.enrolment.FactorChanges;
import dev.tollgate.factor.emailcode.Sending;
import dev.tollgate.factor.recovery.RecoveryCode;
import dev.tollgate.factor.totp.TotpCodes;
import dev.tollgate.kernel.Keepsake;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.ConfirmOutcome;
import dev.tollgate.login.Confirmations;
import dev.tollgate.login.MailedCodes;
import dev.tollgate.login.PasswordChange;
import dev.tollgate.login.PasswordChanges;
import dev.tollgate.login.ProofOutcome;
import dev.tollgate.login.SetUpProof;
import dev.tollgate.model.Owner.Live;
import dev.tollgate.model.Owner.Phone;
import dev.tollgate.model.Owner.SetUp;
import dev.tollgate.model.Owner.Temporary;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.Sessions;
import dev.tollgate.session.StepUp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// What owners change in an open session: factors, recovery codes, password. Each change shows
/// password and code first.
abstract class FactorWalk extends LoginWalk {

    private int passwords;

    FactorWalk(TestPortal first, TestPortal second, Random random) {
        super(first, second, random);
    }

    /// Begins to set up an authenticator: the first, another, or one in the place of mailed codes.
    void begin(Owner owner) {
        TestPortal node = node();
        PortalSession session = use(owner, node);
        if (session == null) {
            return;
        }
        Purpose purpose =
                !owner.enrolled()
                        ? Purpose.TURN_ON
                        : owner.mailed ? Purpose.CHANGE_METHOD : Purpose.ADD_AUTHENTICATOR;
        StepUp stepUp = stepUp(owner, node, session, purpose);
        if (stepUp == null) {
            return;
        }
        Enrolment enrolment = node.get(Enrolment.class);
        Beginning beginning =
                switch (purpose) {
                    case TURN_ON -> enrolment.begin(stepUp, source(), now());
                    case CHANGE_METHOD -> enrolment.beginChange(stepUp, source(), now());
                    default -> enrolment.beginAnother(stepUp, null, source(), now());
                };
        meet(beginning);
        switch (beginning) {
            case Beginning.Begun(Token handle) -> {
                assertThat(session.mustProve()).as("begun without a proof").isFalse();
                owner.setUp =
                        new SetUp(
                                handle,
                                held(owner, session),
                                enrolment.find(handle, session).orElseThrow().secret(),
                                now(),
                                owner.enrolled() && !owner.mailed);
            }
            case Beginning.TooMany _ -> assertThat(owner.phones).hasSize(3);
            case Beginning.Outdated _ ->
                    assertThat(session.mustProve()).as("a proof is due").isTrue();
        }
    }

    void confirm(Owner owner) {
        SetUp setUp = owner.setUp;
        if (setUp == null) {
            return;
        }
        TestPortal node = node();
        Optional<PortalSession> session = node.get(Sessions.class).find(setUp.session.token, now());
        if (session.isEmpty()) {
            return;
        }
        long step = TotpCodes.step(now()) + random.nextInt(3) - 1;
        boolean right = random.nextInt(4) > 0;
        String typed = right ? TotpCodes.code(setUp.secret, step) : otherThan(setUp);
        boolean open =
                now().isBefore(setUp.begunAt.plus(Owner.SET_UP_LIFE))
                        && setUp.tries < Owner.SET_UP_TRIES;
        Confirmation confirmation =
                node.get(Enrolment.class)
                        .confirm(
                                setUp.handle,
                                session.get(),
                                typed,
                                AuthenticatorName.of("Phone"),
                                source(),
                                now());
        meet(confirmation);
        switch (confirmation) {
            case Confirmation.Enrolled(Token renewed, List<RecoveryCode> codes, _) -> {
                assertThat(open && right).as("set up by a right code in time").isTrue();
                assertThat(session.get().mustProve()).as("set up without a proof").isFalse();
                enrolled(owner, setUp, step, codes);
                renew(owner, setUp.session, renewed, true);
            }
            case Confirmation.WrongCode _ -> {
                assertThat(right).as("a right code does not set up").isFalse();
                setUp.tries++;
                assertOnRecord(owner, Kind.ENROLMENT_REFUSED);
            }
            case Confirmation.Expired _, Confirmation.Exhausted _ -> assertThat(open).isFalse();
            case Confirmation.Gone _ -> owner.setUp = null;
            case Confirmation.Malformed _ -> throw new AssertionError("it has the shape of a code");
        }
    }

    private String otherThan(SetUp setUp) {
        String typed = "%06d".formatted(random.nextInt(1_000_000));
        long step = TotpCodes.step(now());
        for (int off = -1; off <= 1; off++) {
            if (TotpCodes.code(setUp.secret, step + off).equals(typed)) {
                return otherThan(setUp);
            }
        }
        return typed;
    }

    private void enrolled(Owner owner, SetUp setUp, long step, List<RecoveryCode> codes) {
        Kind kind =
                setUp.another
                        ? Kind.AUTHENTICATOR_ADDED
                        : owner.mailed ? Kind.METHOD_CHANGED : Kind.TWO_FACTOR_ON;
        owner.mailed = false;
        Phone phone = new Phone(setUp.secret, step);
        owner.phones.add(phone);
        assertOnce(owner, setUp.handle.digest() + "@" + step);
        fresh(owner, codes);
        owner.setUp = null;
        assertOnRecord(owner, kind);
    }

    private static void fresh(Owner owner, List<RecoveryCode> codes) {
        if (!codes.isEmpty()) {
            owner.usedRecoveryCodes.addAll(owner.recoveryCodes);
            owner.recoveryCodes.clear();
            codes.forEach(code -> owner.recoveryCodes.add(code.text()));
        }
    }

    /// The proof before a mandatory set-up: a mailed code, right or wrong, or a temporary code.
    void prove(Owner owner) {
        TestPortal node = node();
        PortalSession session = use(owner, node);
        if (session == null || !session.mustProve()) {
            return;
        }
        SetUpProof proof = node.get(SetUpProof.class);
        Temporary temporary = owner.temporary;
        if (temporary != null) {
            boolean right = temporary.isLive(account(owner), now());
            proven(
                    owner,
                    session,
                    right,
                    proof.withTemporaryCode(session, temporary.code(), source(), now()));
            owner.temporary = null;
        } else if (node.get(MailedCodes.class).forProof(session, source(), now())
                instanceof Sending.Sent) {
            String code = mailedSecret(owner);
            boolean right = random.nextInt(4) > 0;
            String typed = right ? code : code.equals("000000") ? "000001" : "000000";
            proven(owner, session, right, proof.withMailedCode(session, typed, source(), now()));
        }
    }

    private void proven(Owner owner, PortalSession session, boolean right, ProofOutcome outcome) {
        meet(outcome);
        switch (outcome) {
            case ProofOutcome.Proven(Token renewed, List<Keepsake> _) -> {
                assertThat(right).as("proven by what is right alone").isTrue();
                renew(owner, held(owner, session), renewed, false).provenAt = now();
                assertOnRecord(owner, Kind.SET_UP_PROVEN);
            }
            case ProofOutcome.Wrong _ -> {
                assertThat(right).as("a right proof is wrong").isFalse();
                owner.codeFailures.add(now());
            }
            case ProofOutcome.Wait _ ->
                    assertThat(owner.codeFailures).hasSizeGreaterThanOrEqualTo(5);
            case ProofOutcome.Stopped _ ->
                    assertThat(owner.codeFailures).hasSizeGreaterThanOrEqualTo(33);
            case ProofOutcome.Malformed _ -> throw new AssertionError("it has the shape of a code");
        }
    }

    /// Makes mailed codes the method, with the code that comes.
    void chooseMail(Owner owner) {
        TestPortal node = node();
        PortalSession session = use(owner, node);
        if (session == null) {
            return;
        }
        EmailEnrolment enrolment = node.get(EmailEnrolment.class);
        Optional<Purpose> purpose = enrolment.purpose(session);
        if (purpose.isEmpty()) {
            return;
        }
        StepUp stepUp = stepUp(owner, node, session, purpose.get());
        if (stepUp == null) {
            return;
        }
        Optional<Sending> sending = enrolment.send(stepUp, source(), now());
        if (sending.isEmpty() || !(sending.get() instanceof Sending.Sent)) {
            return;
        }
        String code = mailedSecret(owner);
        String other = code.equals("000000") ? "000001" : "000000";
        assertThat(enrolment.confirm(session, other, source(), now()))
                .isInstanceOf(Confirmation.WrongCode.class);
        Confirmation confirmation = enrolment.confirm(session, code, source(), now());
        Confirmation.Enrolled enrolled = (Confirmation.Enrolled) confirmation;
        boolean changed = owner.enrolled();
        owner.phones.clear();
        owner.mailed = true;
        owner.setUp = null;
        fresh(owner, enrolled.codes());
        renew(owner, held(owner, session), enrolled.session(), true);
        assertOnRecord(owner, changed ? Kind.METHOD_CHANGED : Kind.TWO_FACTOR_ON);
        assertThat(enrolment.purpose(session(node, owner.sessions.getFirst()))).isEmpty();
    }

    void turnOff(Owner owner) {
        TestPortal node = node();
        PortalSession session = use(owner, node);
        if (session == null || !owner.enrolled()) {
            return;
        }
        StepUp stepUp = stepUp(owner, node, session, Purpose.TURN_OFF);
        if (stepUp == null) {
            return;
        }
        Optional<Token> renewed = node.get(FactorChanges.class).turnOff(stepUp, source(), now());
        assertThat(renewed.isEmpty()).as("kept on by policy").isEqualTo(session.demanded());
        met.merge(renewed.isPresent() ? "TurnedOff" : "KeptOn", 1, Integer::sum);
        if (renewed.isPresent()) {
            owner.turnOff();
            renew(owner, held(owner, session), renewed.get(), true);
            assertOnRecord(owner, Kind.TWO_FACTOR_OFF);
        }
    }

    void newRecoveryCodes(Owner owner) {
        TestPortal node = node();
        PortalSession session = use(owner, node);
        if (session == null || !owner.enrolled()) {
            return;
        }
        StepUp stepUp = stepUp(owner, node, session, Purpose.NEW_RECOVERY_CODES);
        if (stepUp != null) {
            fresh(owner, node.get(FactorChanges.class).newRecoveryCodes(stepUp, source(), now()));
            assertOnRecord(owner, Kind.RECOVERY_CODES_MADE);
        }
    }

    void changePassword(Owner owner) {
        TestPortal node = node();
        PortalSession session = use(owner, node);
        if (session == null) {
            return;
        }
        Secret wanted = Secret.of("green ducks fly south in year " + ++passwords);
        PasswordChange change =
                node.get(PasswordChanges.class)
                        .change(
                                session,
                                new PasswordChanges.Typed(owner.password, wanted, wanted),
                                source(),
                                now());
        PasswordChange.Changed changed = (PasswordChange.Changed) change;
        Live renewed = renew(owner, held(owner, session), changed.session(), false);
        if (owner.issued) {
            renewed.provenAt = now();
            Temporary temporary = owner.temporary;
            owner.temporary = temporary == null ? null : temporary.carriedOver(session.epoch());
        }
        owner.formerPassword = owner.password;
        owner.password = wanted;
        owner.issued = false;
        owner.passwordFailures.clear();
        assertOnRecord(owner, Kind.PASSWORD_CHANGED);
    }

    /// The pop-up, filled in with what is right now; `null` where no code is open or looked at.
    private @Nullable StepUp stepUp(
            Owner owner, TestPortal node, PortalSession session, Purpose purpose) {
        String code = owner.enrolled() ? openCode(owner, node, session) : "";
        if (code == null) {
            return null;
        }
        ConfirmOutcome outcome =
                node.get(Confirmations.class)
                        .confirm(session, purpose, owner.password, code, source(), now());
        return switch (outcome) {
            case ConfirmOutcome.Confirmed(StepUp stepUp) -> {
                spendShown(owner, code);
                yield stepUp;
            }
            case ConfirmOutcome.CodeWait(Instant until) -> {
                assertThat(until).isAfter(now());
                assertThat(owner.codeFailures).hasSizeGreaterThanOrEqualTo(5);
                yield null;
            }
            case ConfirmOutcome.UnderHardStop _ -> {
                assertThat(owner.codeFailures).hasSizeGreaterThanOrEqualTo(33);
                yield null;
            }
            default -> throw new AssertionError("right, and yet " + outcome);
        };
    }

    private @Nullable String openCode(Owner owner, TestPortal node, PortalSession session) {
        if (oneIn(10) && !owner.recoveryCodes.isEmpty()) {
            return any(owner.recoveryCodes);
        }
        if (owner.mailed) {
            return node.get(MailedCodes.class)
                    .forStepUp(session, source(), now())
                    .filter(Sending.Sent.class::isInstance)
                    .map(_ -> mailedSecret(owner))
                    .orElse(null);
        }
        Phone phone = any(owner.phones);
        long step = TotpCodes.step(now());
        return phone == null || phone.lastStep >= step ? null : phone.codeOf(step);
    }

    private void spendShown(Owner owner, String code) {
        if (owner.recoveryCodes.remove(code)) {
            owner.usedRecoveryCodes.add(code);
            assertOnce(owner, code);
        } else if (owner.enrolled() && !owner.mailed) {
            assertThat(openStep(owner, code)).as("a step-up by a spent code").isPresent();
            spend(owner, code);
        }
    }
}
