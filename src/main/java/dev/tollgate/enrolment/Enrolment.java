package dev.tollgate.enrolment;

import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.factor.Method;
import dev.tollgate.factor.SubmittedCode;
import dev.tollgate.factor.recovery.RecoveryCode;
import dev.tollgate.factor.totp.Authenticators;
import dev.tollgate.factor.totp.PendingAuthenticator;
import dev.tollgate.factor.totp.PendingAuthenticators;
import dev.tollgate.factor.totp.TotpCodes;
import dev.tollgate.factor.totp.TotpMatch;
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
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Sets up an authenticator: begin, confirm, enrolled. Until a code confirms it a secret is
/// nobody's factor, and an authenticator that is already there goes on working.
@Component
public final class Enrolment {

    /// Wrong codes that one pending secret takes.
    public static final int WRONG_CODES = 10;

    private final Methods methods;
    private final Authenticators authenticators;
    private final PendingAuthenticators pendings;
    private final FactorTransitions transitions;
    private final Sessions sessions;
    private final Transactions transactions;

    Enrolment(
            Methods methods,
            Authenticators authenticators,
            PendingAuthenticators pendings,
            FactorTransitions transitions,
            Sessions sessions,
            Transactions transactions) {
        this.methods = methods;
        this.authenticators = authenticators;
        this.pendings = pendings;
        this.transitions = transitions;
        this.sessions = sessions;
        this.transactions = transactions;
    }

    /// Begins to turn two-factor authentication on.
    ///
    /// @param stepUp for [Purpose#TURN_ON]
    public Beginning begin(StepUp stepUp, Source source, Instant now) {
        stepUp.require(Purpose.TURN_ON);
        if (transitions.isOn(stepUp.account()) || isBarred(stepUp)) {
            return new Beginning.Outdated();
        }
        return begin(stepUp.session(), null, source, now);
    }

    /// Begins to put an authenticator in the place of mailed codes, which go on working until a
    /// code confirms it.
    ///
    /// @param stepUp for [Purpose#CHANGE_METHOD]
    public Beginning beginChange(StepUp stepUp, Source source, Instant now) {
        stepUp.require(Purpose.CHANGE_METHOD);
        if (!hasMethod(stepUp, Method.EMAIL) || isBarred(stepUp)) {
            return new Beginning.Outdated();
        }
        return begin(stepUp.session(), null, source, now);
    }

    /// Begins to add an authenticator to those that are there.
    ///
    /// @param stepUp for [Purpose#ADD_AUTHENTICATOR]
    /// @param replaces the authenticator that the new one is to take the place of, or `null`
    public Beginning beginAnother(
            StepUp stepUp, @Nullable String replaces, Source source, Instant now) {
        stepUp.require(Purpose.ADD_AUTHENTICATOR);
        if (!hasMethod(stepUp, Method.AUTHENTICATOR)) {
            return new Beginning.Outdated();
        }
        if (authenticators.of(stepUp.account()).size() >= Authenticators.MOST) {
            return new Beginning.TooMany();
        }
        return begin(stepUp.session(), replaces, source, now);
    }

    /// The authenticator being set up at this address, if it was begun in this session and the
    /// account has not changed since; none while the session owes the proof before a set-up. It may
    /// have expired.
    public Optional<PendingAuthenticator> find(Token handle, PortalSession session) {
        return pendings.find(handle, session.digest())
                .filter(pending -> pending.account().equals(session.account()))
                .filter(pending -> pending.epoch() == session.epoch())
                .filter(_ -> !session.mustProve());
    }

    /// Drops it.
    public void cancel(PortalSession session) {
        transactions.write(() -> pendings.dropAll(session.account()));
    }

    /// Confirms an authenticator with the code that it shows. The code is spent by that, for login
    /// too.
    ///
    /// @param name what the owner calls it, where two-factor authentication is on already
    /// @throws StaleSessionException where the account changed, or the setting up was cancelled,
    ///     meanwhile: nothing is kept
    public Confirmation confirm(
            Token handle,
            PortalSession session,
            String typed,
            AuthenticatorName name,
            Source source,
            Instant now) {
        Optional<PendingAuthenticator> found = find(handle, session);
        if (found.isEmpty()) {
            return new Confirmation.Gone();
        }
        PendingAuthenticator pending = found.get();
        if (pending.hasExpired(now)) {
            return new Confirmation.Expired();
        }
        Optional<SubmittedCode> code = SubmittedCode.parse(typed);
        if (code.isEmpty()) {
            return new Confirmation.Malformed();
        }
        if (!pendings.bookTry(pending, WRONG_CODES)) {
            return find(handle, session).isEmpty()
                    ? new Confirmation.Gone()
                    : new Confirmation.Exhausted();
        }
        return switch (TotpCodes.match(pending.secret(), code.get(), now, TotpCodes.NEVER_USED)) {
            case TotpMatch.Match(long step) -> enrol(pending, step, session, name, source, now);
            case TotpMatch.AlreadyUsed _, TotpMatch.None _ -> refuse(session, source, now);
        };
    }

    private Beginning begin(
            PortalSession session, @Nullable String replaces, Source source, Instant now) {
        return transactions.write(
                () -> {
                    sessions.hold(session);
                    transitions.record(session.act(Kind.ENROLMENT_BEGUN, source, now));
                    return new Beginning.Begun(
                            pendings.begin(
                                    session.account(),
                                    session.digest(),
                                    session.epoch(),
                                    replaces,
                                    now));
                });
    }

    private Confirmation enrol(
            PendingAuthenticator pending,
            long step,
            PortalSession session,
            AuthenticatorName name,
            Source source,
            Instant now) {
        // The epoch moves first: of two confirmations at once the second finds it moved and is
        // rolled
        // back whole.
        return transactions.write(
                () -> {
                    Token renewed = sessions.advance(session);
                    if (!pendings.take(pending)) {
                        throw StaleSessionException.because("the setting up was cancelled");
                    }
                    Optional<Method> method = transitions.method(session.account());
                    if (method.filter(Method.AUTHENTICATOR::equals).isPresent()) {
                        AuditEvent event = session.act(Kind.AUTHENTICATOR_ADDED, source, now);
                        transitions.add(event, name.value(), pending.secret(), step);
                        return new Confirmation.Enrolled(renewed, List.of(), pending.replaces());
                    }
                    List<RecoveryCode> codes = List.of();
                    if (method.isPresent()) {
                        AuditEvent event = session.act(Kind.METHOD_CHANGED, source, now);
                        transitions.changeToAuthenticator(event, pending.secret(), step);
                    } else {
                        AuditEvent event = session.act(Kind.TWO_FACTOR_ON, source, now);
                        codes = transitions.turnOn(event, pending.secret(), step);
                    }
                    sessions.recordSecondFactor(renewed, "authenticator", now);
                    return new Confirmation.Enrolled(renewed, codes, null);
                });
    }

    private boolean hasMethod(StepUp stepUp, Method method) {
        return transitions.method(stepUp.account()).filter(method::equals).isPresent();
    }

    private boolean isBarred(StepUp stepUp) {
        return stepUp.session().mustProve()
                || methods.obstacle(stepUp.account(), Method.AUTHENTICATOR).isPresent();
    }

    private Confirmation refuse(PortalSession session, Source source, Instant now) {
        transactions.write(
                () ->
                        transitions.record(
                                AuditEvent.refused(
                                                now,
                                                Kind.ENROLMENT_REFUSED,
                                                session.account(),
                                                source,
                                                "wrong code")
                                        .by(session.account())
                                        .inSession(session.digest())));
        return new Confirmation.WrongCode();
    }
}
