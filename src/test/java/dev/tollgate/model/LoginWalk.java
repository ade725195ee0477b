package dev.tollgate.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestPortal;
import dev.tollgate.account.Account;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.factor.emailcode.Sending;
import dev.tollgate.factor.totp.TotpCodes;
import dev.tollgate.kernel.Keepsakes;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.CodeOutcome;
import dev.tollgate.login.Login;
import dev.tollgate.login.MailedCodes;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.login.SecondStep;
import dev.tollgate.model.Owner.Half;
import dev.tollgate.model.Owner.Live;
import dev.tollgate.model.Owner.Phone;
import dev.tollgate.session.HalfSessions;
import dev.tollgate.session.PortalSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Passwords, codes and sessions: by owners, and by whoever has their password, an old code or a
/// half-session that is over.
abstract class LoginWalk extends Walk {

    LoginWalk(TestPortal first, TestPortal second, Random random) {
        super(first, second, random);
    }

    void password(Owner owner) {
        password(owner, owner.password);
    }

    void wrongPassword(Owner owner) {
        password(owner, oneIn(3) ? owner.formerPassword : WRONG_PASSWORD);
    }

    private void password(Owner owner, Secret typed) {
        TestPortal node = node();
        boolean right = typed.matches(owner.password) && !owner.disabled;
        PasswordOutcome outcome =
                node.get(Login.class)
                        .withPassword(
                                owner.account.username(),
                                typed,
                                "/",
                                Keepsakes.NONE,
                                source(),
                                now());
        meet(outcome);
        switch (outcome) {
            case PasswordOutcome.SignedIn(Token session, _) -> {
                assertThat(right && !owner.enrolled()).as("in by a password alone").isTrue();
                owner.add(new Live(session, now(), account(owner).epoch(), false));
                assertOnRecord(owner, Kind.LOGIN);
            }
            case PasswordOutcome.NeedsFactor(Token half) -> {
                assertThat(right && owner.enrolled()).as("a code is due").isTrue();
                opened(owner, half);
            }
            case PasswordOutcome.Refused _ -> {
                assertThat(right).as("a right password is refused").isFalse();
                owner.passwordFailures.add(now());
                assertOnRecord(owner, Kind.LOGIN_REFUSED);
            }
            case PasswordOutcome.Wait _ ->
                    assertThat(owner.passwordFailures).as("failures").hasSizeGreaterThan(4);
        }
    }

    private void opened(Owner owner, Token token) {
        Half half = new Half(token, account(owner).epoch(), now());
        SecondStep.Pending pending =
                first.get(SecondStep.class).pending(token, now()).orElseThrow();
        half.expiresAt = pending.expiresAt();
        assertThat(half.expiresAt)
                .isEqualTo(
                        now().plus(
                                        pending.underHardStop()
                                                ? HalfSessions.LIFE_UNDER_HARD_STOP
                                                : HalfSessions.LIFE));
        owner.add(half);
        first.get(MailedCodes.class)
                .ofLogin(token, now())
                .filter(MailedCodes.Standing::live)
                .ifPresent(_ -> half.mailed(mailedSecret(owner), now()));
    }

    /// A code of this moment, of the step before, of the next, or one that was right before.
    void code(Owner owner) {
        Half half = anyHalf(owner);
        if (half == null) {
            return;
        }
        String typed = owner.mailed ? half.mailedCode : phoneCode(owner);
        if (typed == null) {
            return;
        }
        code(owner, half, typed);
    }

    void wrongCode(Owner owner, boolean atAnOldHalfSession) {
        Half half = atAnOldHalfSession ? any(new ArrayList<>(owner.halves)) : anyHalf(owner);
        if (half != null && owner.enrolled()) {
            code(owner, half, wrongCode(owner));
        }
    }

    private void code(Owner owner, Half half, String typed) {
        boolean right =
                owner.mailed ? half.takes(typed, now()) : openStep(owner, typed).isPresent();
        CodeOutcome outcome =
                node().get(SecondStep.class).withCode(half.token, typed, false, source(), now());
        settle(
                owner,
                half,
                right,
                outcome,
                () -> {
                    if (owner.mailed) {
                        half.mailedCode = null;
                        assertOnce(owner, half.token.digest() + half.mailedAt + typed);
                    } else {
                        spend(owner, typed);
                    }
                });
    }

    /// Mostly one that is live, from a login made for it where there is none; sometimes one that
    /// may be over.
    private @Nullable Half anyHalf(Owner owner) {
        if (oneIn(8)) {
            return any(new ArrayList<>(owner.halves));
        }
        if (!isAnyLive(owner) && owner.enrolled()) {
            password(owner);
        }
        return owner.halves.peekFirst();
    }

    private boolean isAnyLive(Owner owner) {
        Account present = account(owner);
        return owner.halves.stream().anyMatch(half -> half.isLive(present, now()));
    }

    private @Nullable String phoneCode(Owner owner) {
        Phone phone = any(owner.phones);
        if (phone == null) {
            return null;
        }
        long step = TotpCodes.step(now());
        return switch (random.nextInt(8)) {
            case 0 -> phone.codeOf(phone.lastStep);
            case 1 -> phone.codeOf(step - 1);
            case 2 -> phone.codeOf(step + 1);
            case 3 -> phone.codeOf(step - 2);
            case 4 -> phone.codeOf(step + 2);
            default -> phone.codeOf(step);
        };
    }

    void resend(Owner owner) {
        Half half = anyHalf(owner);
        if (half == null || !owner.enrolled()) {
            return;
        }
        boolean live = half.isLive(account(owner), now());
        Optional<Sending> sending =
                node().get(MailedCodes.class).forLogin(half.token, source(), now());
        assertThat(sending.isPresent()).isEqualTo(live && owner.mailed);
        sending.ifPresent(this::meet);
        if (sending.isPresent() && sending.get() instanceof Sending.Sent) {
            half.mailed(mailedSecret(owner), now());
            assertOnRecord(owner, Kind.CODE_MAILED);
        }
    }

    /// From the paper: an unused code, a used one, or one that was never there.
    void recoveryCode(Owner owner) {
        Half half = anyHalf(owner);
        if (half == null || !owner.enrolled()) {
            return;
        }
        List<String> paper = random.nextInt(3) > 0 ? owner.recoveryCodes : owner.usedRecoveryCodes;
        String typed = any(paper);
        if (typed == null) {
            return;
        }
        boolean right = owner.recoveryCodes.contains(typed);
        settle(
                owner,
                half,
                right,
                standIn(half, typed),
                () -> {
                    owner.recoveryCodes.remove(typed);
                    owner.usedRecoveryCodes.add(typed);
                    assertOnce(owner, typed);
                    assertOnRecord(owner, Kind.RECOVERY_CODE_USED);
                });
    }

    void temporaryCode(Owner owner) {
        Half half = anyHalf(owner);
        Owner.Temporary temporary = owner.temporary;
        if (half == null || temporary == null || !owner.enrolled()) {
            return;
        }
        boolean right = temporary.isLive(account(owner), now());
        settle(
                owner,
                half,
                right,
                standIn(half, temporary.code()),
                () -> {
                    owner.temporary = null;
                    assertOnce(owner, temporary.code());
                    assertOnRecord(owner, Kind.TEMPORARY_CODE_USED);
                });
    }

    private CodeOutcome standIn(Half half, String typed) {
        return node().get(SecondStep.class).withRecoveryCode(half.token, typed, source(), now());
    }

    void logOut(Owner owner) {
        TestPortal node = node();
        PortalSession session = use(owner, node);
        if (session == null) {
            return;
        }
        if (oneIn(3)) {
            node.get(Login.class).endOtherSessions(session, source(), now());
            owner.sessions.stream()
                    .filter(live -> !live.token.digest().equals(session.digest()))
                    .forEach(live -> live.ended = true);
            return;
        }
        node.get(Login.class).logOut(session, source(), now());
        held(owner, session).ended = true;
        assertOnRecord(owner, Kind.LOGOUT);
    }

    /// A page is opened.
    void look(Owner owner) {
        use(owner, node());
    }
}
