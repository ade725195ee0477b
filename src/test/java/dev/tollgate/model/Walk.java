package dev.tollgate.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestPortal;
import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.factor.totp.TotpCodes;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Source;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.CodeOutcome;
import dev.tollgate.login.SecondStep;
import dev.tollgate.model.Owner.Half;
import dev.tollgate.model.Owner.Live;
import dev.tollgate.notice.TestMailbox;
import dev.tollgate.policy.Policies;
import dev.tollgate.sealing.Sealer;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Sessions;
import dev.tollgate.storage.Transactions;
import dev.tollgate.throttle.Throttle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What every action of a walk has at hand: two nodes on one database, chance, and the invariants
/// that are looked at after each step.
abstract class Walk {

    static final Secret WRONG_PASSWORD = Secret.of("nobody has this password");

    final TestPortal first;
    final TestPortal second;
    final Random random;

    /// How often which outcome was met: a walk that meets none of them shows nothing.
    final Map<String, Integer> met = new TreeMap<>();

    Walk(TestPortal first, TestPortal second, Random random) {
        this.first = first;
        this.second = second;
        this.random = random;
    }

    void meet(Object outcome) {
        met.merge(outcome.getClass().getSimpleName(), 1, Integer::sum);
    }

    /// Either node.
    TestPortal node() {
        return random.nextBoolean() ? first : second;
    }

    Instant now() {
        return first.now();
    }

    boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    <T> @Nullable T any(List<T> of) {
        return of.isEmpty() ? null : of.get(random.nextInt(of.size()));
    }

    /// Another address for each request, so that no source is blocked: what is walked here are the
    /// budgets of accounts.
    Source source() {
        return new Source(
                "10.%d.%d.%d"
                        .formatted(
                                random.nextInt(256), random.nextInt(256), 1 + random.nextInt(250)),
                "Test Browser");
    }

    Account account(Owner owner) {
        return first.get(Accounts.class).get(owner.account.id()).orElseThrow();
    }

    PortalSession session(TestPortal node, Live live) {
        return node.get(Sessions.class).find(live.token, now()).orElseThrow();
    }

    /// A session of the owner's that is live, as far as the model knows, or `null`.
    @Nullable Live liveSession(Owner owner) {
        Account present = account(owner);
        List<Live> live =
                owner.sessions.stream()
                        .filter(held -> held.isLive(present, owner.enrolled(), now()))
                        .toList();
        return any(live);
    }

    /// A session as its owner's browser shows it to the portal: using it keeps it alive.
    @Nullable PortalSession use(Owner owner, TestPortal node) {
        Live live = liveSession(owner);
        if (live == null) {
            return null;
        }
        PortalSession session = session(node, live);
        node.get(Sessions.class).touch(session, now());
        live.seenAt = session(node, live).lastSeenAt();
        return session;
    }

    Live held(Owner owner, PortalSession session) {
        return owner.sessions.stream()
                .filter(live -> live.token.digest().equals(session.digest()))
                .findFirst()
                .orElseThrow();
    }

    /// The session in hand goes on under another id.
    Live renew(Owner owner, Live before, Token renewed, boolean factor) {
        Live session = before.renewed(renewed, account(owner).epoch(), factor || before.withFactor);
        owner.add(session);
        return session;
    }

    /// The secret of the newest mail to the owner.
    String mailedSecret(Owner owner) {
        return TestMailbox.newest(first.jdbc(), first.get(Sealer.class), owner.account.id());
    }

    // Codes

    /// The step of one of the owner's phones that a code stands for and that is still open.
    Optional<OpenStep> openStep(Owner owner, String typed) {
        for (Owner.Phone phone : owner.phones) {
            for (int off = -1; off <= 1; off++) {
                long step = TotpCodes.step(now()) + off;
                if (step > phone.lastStep && phone.codeOf(step).equals(typed)) {
                    return Optional.of(new OpenStep(phone, step));
                }
            }
        }
        return Optional.empty();
    }

    record OpenStep(Owner.Phone phone, long step) {}

    /// Spends an open code, and insists that it never was before.
    void spend(Owner owner, String typed) {
        OpenStep open = openStep(owner, typed).orElseThrow();
        open.phone().lastStep = open.step();
        assertOnce(owner, owner.phones.indexOf(open.phone()) + "@" + open.step() + typed);
    }

    void assertOnce(Owner owner, String code) {
        assertThat(owner.accepted.add(code)).as("accepted twice: %s", code).isTrue();
    }

    /// Six digits that open nothing of the owner's.
    String wrongCode(Owner owner) {
        String typed = "%06d".formatted(random.nextInt(1_000_000));
        boolean shown =
                openStep(owner, typed).isPresent()
                        || owner.halves.stream().anyMatch(half -> typed.equals(half.mailedCode));
        return shown ? wrongCode(owner) : typed;
    }

    // What holds after each step

    /// Compares what the model believes of an owner, as one node reads it.
    ///
    /// @param whole also the sessions that were over when they were last looked at, and stay so
    void check(Owner owner, boolean whole) {
        TestPortal node = node();
        node.get(Transactions.class)
                .read(
                        () -> {
                            check(node, owner, whole);
                            return owner;
                        });
    }

    private void check(TestPortal node, Owner owner, boolean whole) {
        Account present = node.get(Accounts.class).get(owner.account.id()).orElseThrow();
        Policies policies = node.get(Policies.class);
        boolean demanded = policies.demandsSecondFactor(present.role(), now());
        boolean proofs = demanded && policies.demandsProof(present.role(), now());
        for (Live live : owner.sessions) {
            if (whole || !live.over) {
                check(node, owner, present, live, demanded, proofs);
            }
        }
        for (Half half : owner.halves) {
            if (whole || !half.over) {
                check(node, present, half);
            }
        }
        assertThat(
                        node.get(Throttle.class)
                                .wrongCodesSince(owner.account.id(), Instant.EPOCH, now()))
                .as("wrong codes of thirty days")
                .isEqualTo((int) owner.failuresWithin(Duration.ofDays(30), now()));
    }

    private void check(TestPortal node, Account present, Half half) {
        boolean live = half.isLive(present, now());
        assertThat(node.get(SecondStep.class).pending(half.token, now()).isPresent())
                .as("half-session of %s", half.createdAt)
                .isEqualTo(live);
        half.over = !live;
    }

    private void check(
            TestPortal node,
            Owner owner,
            Account present,
            Live live,
            boolean demanded,
            boolean proofs) {
        boolean expected = live.isLive(present, owner.enrolled(), now());
        Optional<PortalSession> found = node.get(Sessions.class).find(live.token, now());
        assertThat(found.isPresent())
                .as("session of %s, with factor %s", live.createdAt, live.withFactor)
                .isEqualTo(expected);
        live.over = !expected;
        found.ifPresent(
                session -> {
                    boolean due = demanded && !owner.enrolled() && !session.mustChangePassword();
                    assertThat(session.mustSetUp()).as("set-up is due").isEqualTo(due);
                    boolean proof = due && proofs && !live.isProven(now());
                    assertThat(session.mustProve()).as("a proof is due").isEqualTo(proof);
                    assertThat(session.mustChangePassword())
                            .as("another password is due")
                            .isEqualTo(owner.issued);
                    if (owner.enrolled()) {
                        assertThat(session.secondFactorAt()).as("second factor").isNotNull();
                    }
                });
    }

    /// What was done is on record, at this instant, about this account.
    void assertOnRecord(Owner owner, Kind kind) {
        List<AuditEvent> newest =
                first.get(Transactions.class)
                        .read(() -> first.get(AuditLog.class).newestAbout(owner.account.id(), 6));
        assertThat(newest)
                .as("on record")
                .anyMatch(event -> event.kind() == kind && event.at().equals(now()));
    }

    /// An outcome of the second step beside what the model says of half-session and code.
    void settle(Owner owner, Half half, boolean right, CodeOutcome outcome, Runnable spent) {
        meet(outcome);
        boolean live = half.isLive(account(owner), now());
        switch (outcome) {
            case CodeOutcome.SignedIn(Token session, _, _) -> {
                assertThat(live && right).as("a session for a right code alone").isTrue();
                spent.run();
                half.consumed = true;
                owner.add(new Live(session, now(), half.epoch, true));
                assertOnRecord(owner, Kind.LOGIN);
            }
            case CodeOutcome.UnderHardStop(int rightCodes) -> {
                assertThat(live).isTrue();
                assertThat(owner.codeFailures).as("failures").hasSizeGreaterThanOrEqualTo(33);
                assertThat(rightCodes > 0).as("counts right codes").isEqualTo(right);
                if (right) {
                    spent.run();
                }
                half.tries++;
                prolonged(half);
            }
            case CodeOutcome.Wrong _, CodeOutcome.AlreadyUsed _ -> {
                assertThat(live).as("half-session is live").isTrue();
                assertThat(right).as("a right code is wrong").isFalse();
                half.tries++;
                owner.codeFailures.add(now());
                assertOnRecord(owner, Kind.CODE_REFUSED);
            }
            case CodeOutcome.Wait(Instant until) -> {
                assertThat(until).isAfter(now());
                assertThat(owner.codeFailures).as("failures").hasSizeGreaterThanOrEqualTo(5);
            }
            case CodeOutcome.Gone _ -> {
                boolean exhausted =
                        node().get(SecondStep.class).pending(half.token, now()).isEmpty();
                assertThat(!live || (exhausted && half.tries >= 4))
                        .as("a live half-session is gone")
                        .isTrue();
                half.consumed = half.consumed || live;
            }
            case CodeOutcome.Malformed _ -> throw new AssertionError("it has the shape of a code");
        }
    }

    private void prolonged(Half half) {
        node().get(SecondStep.class)
                .pending(half.token, now())
                .ifPresent(pending -> half.expiresAt = pending.expiresAt());
    }
}
