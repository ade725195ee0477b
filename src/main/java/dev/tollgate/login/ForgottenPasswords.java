package dev.tollgate.login;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.LinkKind;
import dev.tollgate.account.LoginName;
import dev.tollgate.account.OneTimeLinks;
import dev.tollgate.account.ResetRequests;
import dev.tollgate.account.ResetRequests.Asked;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.kernel.Source;
import dev.tollgate.storage.Transactions;
import dev.tollgate.throttle.Decision;
import dev.tollgate.throttle.Throttle;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// "Forgot password?": notes down what was typed, whoever that is or is not, and mails a link
/// later.
///
/// The request does the same for every name, so neither its answer nor its time tells whether there
/// is such an account. Names are looked up by [#answerNext], outside any request.
@Component
public final class ForgottenPasswords {

    private final ResetRequests requests;
    private final Accounts accounts;
    private final OneTimeLinks links;
    private final Throttle throttle;
    private final AuditLog audit;
    private final Transactions transactions;

    ForgottenPasswords(
            ResetRequests requests,
            Accounts accounts,
            OneTimeLinks links,
            Throttle throttle,
            AuditLog audit,
            Transactions transactions) {
        this.requests = requests;
        this.accounts = accounts;
        this.links = links;
        this.throttle = throttle;
        this.audit = audit;
        this.transactions = transactions;
    }

    /// Notes a name down.
    ///
    /// @return until when nothing is noted down from there; empty where it was
    public Optional<Instant> ask(String typedName, Source source, Instant now) {
        return switch (throttle.admitForgotten(source, now)) {
            case Decision.Wait(Instant until) -> Optional.of(until);
            case Decision.Admitted _ -> {
                LoginName name = LoginName.of(typedName);
                transactions.write(() -> requests.add(name, source, now));
                yield Optional.empty();
            }
        };
    }

    /// Looks one name up and mails its account a link, where it may have one; false where nothing
    /// waits.
    public boolean answerNext(Instant now) {
        Optional<Asked> next = transactions.write(requests::takeNext);
        next.ifPresent(asked -> answer(asked, now));
        return next.isPresent();
    }

    private void answer(Asked asked, Instant now) {
        Optional<Account> account = accounts.find(asked.name());
        Optional<String> refusal = refusal(account);
        if (refusal.isEmpty()
                && throttle.admitLinkMail(account.orElseThrow().id(), now)
                        instanceof Decision.Wait) {
            refusal = Optional.of("too many mails");
        }
        Optional<String> why = refusal;
        transactions.write(() -> settle(asked, account, why, now));
    }

    private void settle(
            Asked asked, Optional<Account> found, Optional<String> refusal, Instant now) {
        Optional<Account> locked = found.flatMap(account -> accounts.lock(account.id()));
        Optional<String> why = refusal.or(() -> refusal(locked));
        if (why.isPresent()) {
            audit.write(
                    AuditEvent.refused(
                            now,
                            Kind.PASSWORD_RESET_ASKED,
                            locked.map(Account::id).orElse(null),
                            asked.source(),
                            why.get()));
        } else {
            Account account = locked.orElseThrow();
            links.send(LinkKind.PASSWORD_RESET, account, account.email(), now);
            audit.write(
                    AuditEvent.fromOutside(
                            now, Kind.PASSWORD_RESET_ASKED, account.id(), asked.source()));
        }
    }

    private Optional<String> refusal(Optional<Account> account) {
        if (account.isEmpty()) {
            return Optional.of("unknown name");
        }
        if (!account.get().hasAccess()) {
            return Optional.of("not allowed to log in");
        }
        return accounts.takesResetLinks(account.get())
                ? Optional.empty()
                : Optional.of("no address of the owner's own");
    }
}
