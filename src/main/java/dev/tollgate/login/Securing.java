package dev.tollgate.login;

import dev.tollgate.account.Accounts;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.factor.SecondFactors;
import dev.tollgate.factor.recovery.RecoveryCodes;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Source;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// The walk of an owner who says "Was not you?": a new password, everybody else logged out, new
/// recovery codes.
///
/// It does none of the three and gives no right to any: each is done where it is always done, and
/// asks what it always asks. Kept is only when the walk began; how far it has come is read off the
/// account, so it goes on in another browser, and what was done by another way counts too.
@Component
public final class Securing {

    /// After which a walk that nobody ended is forgotten.
    static final Duration LIFE = Duration.ofDays(7);

    private final SecuringStore store;
    private final Accounts accounts;
    private final Sessions sessions;
    private final SecondFactors factors;
    private final RecoveryCodes recoveryCodes;

    Securing(
            SecuringStore store,
            Accounts accounts,
            Sessions sessions,
            SecondFactors factors,
            RecoveryCodes recoveryCodes) {
        this.store = store;
        this.accounts = accounts;
        this.sessions = sessions;
        this.factors = factors;
        this.recoveryCodes = recoveryCodes;
    }

    /// Begins the walk; does nothing where it is under way.
    public void begin(PortalSession session, Source source, Instant now) {
        store.begin(session.act(Kind.SECURING_BEGUN, source, now), session.account(), LIFE);
    }

    /// Ends it, finished or not.
    public void end(PortalSession session, Source source, Instant now) {
        store.end(session.act(Kind.SECURING_ENDED, source, now), session.account());
    }

    /// Whether the owner has begun and not ended it.
    public boolean isUnderWay(AccountId account, Instant now) {
        return store.begunAt(account, now.minus(LIFE)).isPresent();
    }

    /// How far it has come; empty where none is under way.
    public Optional<SecuringProgress> progress(PortalSession session, Instant now) {
        AccountId account = session.account();
        return store.begunAt(account, now.minus(LIFE))
                .map(begunAt -> progress(account, begunAt, now));
    }

    private SecuringProgress progress(AccountId account, Instant begunAt, Instant now) {
        Optional<RecoveryCodes.State> codes = recoveryCodes.state(account);
        return new SecuringProgress(
                later(accounts.get(account).orElseThrow().passwordChangedAt(), begunAt),
                sessions.of(account, now).size() - 1,
                factors.of(account).isPresent(),
                codes.filter(set -> set.savedAt() != null)
                        .flatMap(set -> later(set.madeAt(), begunAt)));
    }

    private static Optional<Instant> later(Instant instant, Instant begunAt) {
        return Optional.of(instant).filter(done -> done.isAfter(begunAt));
    }
}
