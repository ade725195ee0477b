package dev.tollgate.enrolment;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.factor.Method;
import dev.tollgate.factor.SubmittedCode;
import dev.tollgate.factor.emailcode.Binding;
import dev.tollgate.factor.emailcode.CodeRequest;
import dev.tollgate.factor.emailcode.EmailCodes;
import dev.tollgate.factor.emailcode.Sending;
import dev.tollgate.factor.recovery.RecoveryCode;
import dev.tollgate.kernel.Source;
import dev.tollgate.kernel.Token;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.Sessions;
import dev.tollgate.session.StaleSessionException;
import dev.tollgate.session.StepUp;
import dev.tollgate.storage.Transactions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Makes mailed codes the account's method: one is sent, and typed back. Until then they are
/// nobody's factor, and an authenticator that is there goes on working; with the right code both
/// change places in one transaction.
@Component
public final class EmailEnrolment {

    private final Accounts accounts;
    private final Methods methods;
    private final EmailCodes emailCodes;
    private final FactorTransitions transitions;
    private final Sessions sessions;
    private final Transactions transactions;

    EmailEnrolment(
            Accounts accounts,
            Methods methods,
            EmailCodes emailCodes,
            FactorTransitions transitions,
            Sessions sessions,
            Transactions transactions) {
        this.accounts = accounts;
        this.methods = methods;
        this.emailCodes = emailCodes;
        this.transitions = transitions;
        this.sessions = sessions;
        this.transactions = transactions;
    }

    /// Which step-up the sending needs: to turn two-factor authentication on, or to leave another
    /// method; empty where the account has this one already, or cannot choose it, or the session
    /// owes the proof before a set-up.
    public Optional<Purpose> purpose(PortalSession session) {
        if (session.mustProve() || methods.obstacle(session.account(), Method.EMAIL).isPresent()) {
            return Optional.empty();
        }
        return transitions
                .method(session.account())
                .map(
                        method ->
                                method == Method.EMAIL
                                        ? Optional.<Purpose>empty()
                                        : Optional.of(Purpose.CHANGE_METHOD))
                .orElse(Optional.of(Purpose.TURN_ON));
    }

    /// How it stands with the codes of this set-up.
    public EmailCodes.Standing standing(PortalSession session, Instant now) {
        return emailCodes.standing(session.account(), Binding.ofSetUp(session.digest()), now);
    }

    /// Sends a code to the account's own address.
    ///
    /// @param stepUp for [#purpose]
    /// @return empty where the method cannot be chosen (any more)
    /// @throws StaleSessionException where account or session changed meanwhile
    public Optional<Sending> send(StepUp stepUp, Source source, Instant now) {
        PortalSession session = stepUp.session();
        return transactions.write(
                () -> {
                    sessions.hold(session);
                    Optional<Purpose> needed = purpose(session);
                    needed.ifPresent(stepUp::require);
                    Account account = accounts.get(session.account()).orElseThrow();
                    if (needed.isEmpty()) {
                        return Optional.empty();
                    }
                    return Optional.of(
                            emailCodes.send(
                                    new CodeRequest(
                                            account.id(),
                                            account.epoch(),
                                            account.email(),
                                            Binding.ofSetUp(session.digest()),
                                            source),
                                    now));
                });
    }

    /// Kills the code that was sent.
    public void cancel(PortalSession session) {
        transactions.write(
                () -> {
                    sessions.hold(session);
                    emailCodes.dropAll(session.account());
                });
    }

    /// Takes the code that came back. It was only sent after a step-up, and to this session, so
    /// none is needed again.
    ///
    /// @throws StaleSessionException where account or session changed meanwhile: nothing is kept
    public Confirmation confirm(PortalSession session, String typed, Source source, Instant now) {
        Optional<SubmittedCode> code = SubmittedCode.parse(typed);
        if (code.isEmpty()) {
            return new Confirmation.Malformed();
        }
        return transactions.write(() -> settle(session, code.get(), source, now));
    }

    private Confirmation settle(
            PortalSession session, SubmittedCode code, Source source, Instant now) {
        sessions.hold(session);
        if (purpose(session).isEmpty()) {
            return new Confirmation.Gone();
        }
        if (!standing(session, now).live()) {
            return new Confirmation.Expired();
        }
        return emailCodes.confirmSetUp(session.account(), code, session.digest(), now)
                ? enrol(session, source, now)
                : refuse(session, source, now);
    }

    /// The code is spent before the epoch moves, which would kill it; the account is locked from
    /// before both.
    private Confirmation enrol(PortalSession session, Source source, Instant now) {
        Token renewed = sessions.advance(session);
        List<RecoveryCode> codes = List.of();
        if (transitions.method(session.account()).isPresent()) {
            transitions.changeToMail(session.act(Kind.METHOD_CHANGED, source, now));
        } else {
            codes = transitions.turnOnByMail(session.act(Kind.TWO_FACTOR_ON, source, now));
        }
        sessions.recordSecondFactor(renewed, "email code", now);
        return new Confirmation.Enrolled(renewed, codes, null);
    }

    private Confirmation refuse(PortalSession session, Source source, Instant now) {
        transitions.record(
                AuditEvent.refused(
                                now,
                                Kind.ENROLMENT_REFUSED,
                                session.account(),
                                source,
                                "wrong code")
                        .by(session.account())
                        .inSession(session.digest()));
        return new Confirmation.WrongCode();
    }
}
