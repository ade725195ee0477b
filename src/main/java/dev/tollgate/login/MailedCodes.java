package dev.tollgate.login;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.factor.Method;
import dev.tollgate.factor.SecondFactors;
import dev.tollgate.factor.emailcode.Binding;
import dev.tollgate.factor.emailcode.CodeRequest;
import dev.tollgate.factor.emailcode.EmailCodes;
import dev.tollgate.factor.emailcode.Sending;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Source;
import dev.tollgate.kernel.Token;
import dev.tollgate.session.HalfSession;
import dev.tollgate.session.HalfSessions;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.StaleSessionException;
import dev.tollgate.storage.Transactions;
import dev.tollgate.throttle.Throttle;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Sends codes by mail: to accounts that get theirs so, and as the proof before a mandatory set-up.
///
/// At a login nothing is mailed before the password was right: else anybody could fill the mailbox
/// of anybody, and learn who has one. After it the first code is on its way at once, one of the
/// three of ten minutes: the owner wants it, and whoever stole the password is told of by it.
@Component
public final class MailedCodes {

    private final Accounts accounts;
    private final SecondFactors factors;
    private final HalfSessions halfSessions;
    private final EmailCodes emailCodes;
    private final Codes codes;
    private final Transactions transactions;

    MailedCodes(
            Accounts accounts,
            SecondFactors factors,
            HalfSessions halfSessions,
            EmailCodes emailCodes,
            Codes codes,
            Transactions transactions) {
        this.accounts = accounts;
        this.factors = factors;
        this.halfSessions = halfSessions;
        this.emailCodes = emailCodes;
        this.codes = codes;
        this.transactions = transactions;
    }

    /// Sends one for a login between password and code; empty where that is over or the account
    /// gets its codes otherwise.
    public Optional<Sending> forLogin(Token halfSession, Source source, Instant now) {
        return transactions.write(
                () ->
                        halfSessions
                                .find(halfSession, now)
                                .filter(found -> isMailed(found.account()))
                                .flatMap(found -> forLogin(found, source, now)));
    }

    /// Sends one for the pop-up of an open session; empty where the account gets its codes
    /// otherwise.
    ///
    /// @throws StaleSessionException where the account changed meanwhile
    public Optional<Sending> forStepUp(PortalSession session, Source source, Instant now) {
        return isMailed(session.account())
                ? Optional.of(send(session, Binding.ofStepUp(session.digest()), source, now))
                : Optional.empty();
    }

    /// Sends one that shows who is there before a mandatory set-up.
    ///
    /// @throws StaleSessionException where the account changed meanwhile
    /// @throws IllegalArgumentException where the session has nothing to prove
    public Sending forProof(PortalSession session, Source source, Instant now) {
        SetUpProof.requireDue(session);
        return send(session, Binding.ofProof(session.digest()), source, now);
    }

    /// How it stands with the mailed codes of a login between password and code; empty where that
    /// is over or the account gets its codes otherwise.
    public Optional<Standing> ofLogin(Token halfSession, Instant now) {
        return halfSessions
                .find(halfSession, now)
                .flatMap(found -> standing(found.account(), Binding.ofLogin(found.digest()), now));
    }

    /// The same for the pop-up of an open session.
    public Optional<Standing> ofStepUp(PortalSession session, Instant now) {
        return standing(session.account(), Binding.ofStepUp(session.digest()), now);
    }

    /// The same for the proof before a set-up.
    ///
    /// @return empty where the account has no address
    public Optional<Standing> ofProof(PortalSession session, Instant now) {
        return accounts.get(session.account())
                .filter(account -> !account.email().isEmpty())
                .map(account -> standing(account, Binding.ofProof(session.digest()), now));
    }

    private Optional<Standing> standing(AccountId id, Binding binding, Instant now) {
        return accounts.get(id)
                .filter(_ -> isMailed(id))
                .map(account -> standing(account, binding, now));
    }

    private Standing standing(Account account, Binding binding, Instant now) {
        EmailCodes.Standing mailed = emailCodes.standing(account.id(), binding, now);
        Throttle.CodeStanding all = codes.standing(account.id(), now);
        boolean waits = !all.stopped() && all.notBefore().isAfter(mailed.nextAt());
        return new Standing(
                account.email(),
                mailed.live(),
                waits ? all.notBefore() : mailed.nextAt(),
                mailed.delayed());
    }

    private Optional<Sending> forLogin(HalfSession found, Source source, Instant now) {
        return accounts.lock(found.account())
                .filter(account -> account.epoch() == found.epoch())
                .map(account -> send(account, Binding.ofLogin(found.digest()), source, now));
    }

    private Sending send(PortalSession session, Binding binding, Source source, Instant now) {
        return transactions.write(
                () -> {
                    Account account =
                            accounts.lock(session.account())
                                    .filter(locked -> locked.epoch() == session.epoch())
                                    .orElseThrow(MailedCodes::changed);
                    return send(account, binding, source, now);
                });
    }

    /// A code that could not be tried within its life is not sent.
    private Sending send(Account account, Binding binding, Source source, Instant now) {
        Throttle.CodeStanding standing = codes.standing(account.id(), now);
        if (!standing.stopped() && now.isBefore(standing.notBefore())) {
            return new Sending.Wait(standing.notBefore());
        }
        return emailCodes.send(
                new CodeRequest(account.id(), account.epoch(), account.email(), binding, source),
                now);
    }

    private boolean isMailed(AccountId account) {
        return factors.of(account).filter(factor -> factor.method() == Method.EMAIL).isPresent();
    }

    private static StaleSessionException changed() {
        return StaleSessionException.because("the account has changed meanwhile");
    }

    /// How it stands with mailed codes.
    ///
    /// @param address where they go, in full: a page masks it
    /// @param live whether one was sent that may still be typed
    /// @param nextAt when the next one may be sent; in the past for at once
    /// @param delayed whether the mail server has not taken the mail so far
    public record Standing(String address, boolean live, Instant nextAt, boolean delayed) {}
}
