package dev.tollgate.factor.emailcode;

import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.factor.CodeVerdict;
import dev.tollgate.factor.SubmittedCode;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Browsers;
import dev.tollgate.kernel.RandomSource;
import dev.tollgate.kernel.Source;
import dev.tollgate.notice.Mail;
import dev.tollgate.notice.Mails;
import dev.tollgate.sealing.Sealer;
import dev.tollgate.storage.Perishable;
import dev.tollgate.storage.Transactions;
import dev.tollgate.throttle.Admission;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// The codes that were mailed and not used yet.
///
/// Each opens what its [Binding] names, once, within five minutes, while the account's epoch is the
/// one that it was made under, and takes five tries. A new one for the same binding kills the one
/// before. Codes of other bindings stay as they are, so that whoever else has the password cannot
/// kill the code that the owner is about to type. An account gets three codes in any ten minutes,
/// whatever they open and whichever node is asked: who has a password cannot flood a mailbox.
///
/// What is stored is a keyed hash over account, binding and code. The code itself is in the sealed
/// mail only, and gone with it.
@Component
public final class EmailCodes implements Perishable {

    public static final Duration LIFE = Duration.ofMinutes(5);
    public static final int TRIES = 5;
    public static final int SENDINGS = 3;
    public static final Duration SENDINGS_WITHIN = Duration.ofMinutes(10);

    /// Between two codes for one binding: mail takes a moment, and three impatient clicks would be
    /// all that ten minutes have.
    public static final Duration PAUSE = Duration.ofMinutes(1);

    private final EmailCodeStore store;
    private final Mails mails;
    private final Sealer sealer;
    private final RandomSource random;
    private final AuditLog audit;
    private final Transactions transactions;

    EmailCodes(
            EmailCodeStore store,
            Mails mails,
            Sealer sealer,
            RandomSource random,
            AuditLog audit,
            Transactions transactions) {
        this.store = store;
        this.mails = mails;
        this.sealer = sealer;
        this.random = random;
        this.audit = audit;
        this.transactions = transactions;
    }

    /// Makes a code and puts its mail into the outbox, in the open transaction of a caller who has
    /// locked the account. The code is in no store that could show it.
    public Sending send(CodeRequest request, Instant now) {
        Transactions.requireOpen();
        if (request.address().isEmpty()) {
            return new Sending.NoAddress();
        }
        Instant free = standing(request.account(), request.binding(), now).nextAt();
        if (now.isBefore(free)) {
            return new Sending.Wait(free);
        }
        if (!store.bookSending(request.account(), now)) {
            return new Sending.Wait(now.plus(SENDINGS_WITHIN));
        }
        EmailCode code = EmailCode.random(random);
        store.put(request, digest(request.account(), request.binding(), code.digits()), now);
        mails.post(
                new Mail(
                        request.binding().use().mail(),
                        request.account(),
                        request.address(),
                        code.text(),
                        place(request.source()),
                        now.plus(LIFE)),
                now);
        audit.write(
                AuditEvent.own(now, Kind.CODE_MAILED, request.account(), request.source())
                        .because(request.binding().use().word()));
        return new Sending.Sent();
    }

    /// Accepts the code and spends it, or rejects it, in the transaction that settles the guess.
    /// Which used codes there were is not kept, so a used one is simply wrong.
    ///
    /// @throws IllegalStateException outside a transaction, or if the admission is spent or another
    ///     account's
    public CodeVerdict verify(
            AccountId account,
            Admission admission,
            SubmittedCode code,
            Binding binding,
            Instant now) {
        Transactions.requireOpen();
        admission.spendOn(account);
        return take(account, code, binding, now)
                ? new CodeVerdict.Accepted()
                : new CodeVerdict.Rejected(CodeVerdict.Reason.WRONG);
    }

    /// The same for a set-up by somebody who has shown all that the account asks for: a right guess
    /// opens nothing there but the owner's own mailbox as a factor. Such guesses have the five
    /// tries of each code and no other count, as an authenticator's have.
    public boolean confirmSetUp(
            AccountId account, SubmittedCode code, String session, Instant now) {
        Transactions.requireOpen();
        return take(account, code, Binding.ofSetUp(session), now);
    }

    /// How it stands with the codes for one binding.
    public Standing standing(AccountId account, Binding binding, Instant now) {
        return transactions.read(
                () -> {
                    Optional<Instant> sent = store.liveSince(account, binding, now);
                    Instant pause = sent.map(at -> at.plus(PAUSE)).orElse(Instant.EPOCH);
                    Instant room = store.thirdLastSending(account).plus(SENDINGS_WITHIN);
                    return new Standing(
                            sent.isPresent(),
                            pause.isAfter(room) ? pause : room,
                            mails.isDelayed(account, binding.use().mail(), now));
                });
    }

    /// Kills every code of an account, sent or still to be sent, in the open transaction of a
    /// change after which none may count. How many were sent stays known.
    public void dropAll(AccountId account) {
        Transactions.requireOpen();
        store.dropAll(account);
        for (Binding.Use use : Binding.Use.values()) {
            mails.withdraw(account, use.mail());
        }
    }

    /// Forgets what has run out.
    @Override
    public void purge(Instant now) {
        transactions.write(() -> store.purge(now));
    }

    private boolean take(AccountId account, SubmittedCode code, Binding binding, Instant now) {
        return store.bookTry(account, binding, now)
                && store.spend(account, binding, digest(account, binding, code.digits()));
    }

    private String digest(AccountId account, Binding binding, String digits) {
        return sealer.keyedHash("email code", account.text(), binding.text(), digits);
    }

    private static String place(Source source) {
        return Browsers.name(source.userAgent()) + ", " + source.address();
    }

    /// How it stands with the codes for one binding.
    ///
    /// @param live whether one was sent that may still be typed
    /// @param nextAt when the next one may be sent; in the past for at once
    /// @param delayed whether the mail server has not taken the mail so far
    public record Standing(boolean live, Instant nextAt, boolean delayed) {}
}
