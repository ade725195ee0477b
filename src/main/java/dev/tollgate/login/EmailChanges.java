package dev.tollgate.login;

import dev.tollgate.account.Account;
import dev.tollgate.account.AccountForms;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.LinkKind;
import dev.tollgate.account.OneTimeLink;
import dev.tollgate.account.OneTimeLinks;
import dev.tollgate.account.OneTimeLinks.Standing;
import dev.tollgate.account.Problem;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Source;
import dev.tollgate.kernel.Token;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.StepUp;
import dev.tollgate.storage.Transactions;
import dev.tollgate.throttle.Decision;
import dev.tollgate.throttle.Throttle;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// The owner changes the address of an account, or the second one for notices: password and code
/// first, then a click at the new address within 24 hours. Until then the old one holds.
///
/// Whether another account has the address is not said before the click: only who reads the mail
/// there may know.
@Component
public final class EmailChanges {

    private final Accounts accounts;
    private final OneTimeLinks links;
    private final Throttle throttle;
    private final EmailChangeSettlement settlement;
    private final Transactions transactions;

    EmailChanges(
            Accounts accounts,
            OneTimeLinks links,
            Throttle throttle,
            EmailChangeSettlement settlement,
            Transactions transactions) {
        this.accounts = accounts;
        this.links = links;
        this.throttle = throttle;
        this.settlement = settlement;
        this.transactions = transactions;
    }

    /// Mails a link to the address; one that was mailed before for the same is dead.
    ///
    /// @param kind [LinkKind#EMAIL] or [LinkKind#NOTICE_EMAIL]
    /// @throws dev.tollgate.session.StaleSessionException where account or session changed
    /// meanwhile
    public EmailAsking ask(StepUp stepUp, LinkKind kind, String typed, Source source, Instant now) {
        stepUp.require(Purpose.CHANGE_EMAIL);
        String address = typed.strip();
        Optional<Problem> problem = problem(stepUp.account(), kind, address);
        if (problem.isPresent()) {
            return new EmailAsking.Invalid(problem.get());
        }
        return switch (throttle.admitConfirmMail(stepUp.account(), now)) {
            case Decision.Wait(Instant until) -> new EmailAsking.Wait(until);
            case Decision.Admitted _ -> {
                transactions.write(
                        () -> settlement.ask(stepUp.session(), kind, address, source, now));
                yield new EmailAsking.Asked();
            }
        };
    }

    /// Does without the second address, at once.
    public void removeNoticeEmail(StepUp stepUp, Source source, Instant now) {
        stepUp.require(Purpose.CHANGE_EMAIL);
        transactions.write(() -> settlement.removeNoticeEmail(stepUp.session(), source, now));
    }

    /// Takes back what was asked for.
    public void cancel(PortalSession session, LinkKind kind, Source source, Instant now) {
        transactions.write(() -> settlement.cancel(session, kind, source, now));
    }

    /// The address that waits for its click; empty where none does.
    public Optional<String> pending(LinkKind kind, AccountId account, Instant now) {
        return links.standing(kind, account, now)
                .filter(Standing::live)
                .map(standing -> standing.link().address());
    }

    /// What a link would confirm; empty where it is not a live one. Reading changes nothing.
    public Optional<Asked> asked(Token link, Instant now) {
        return links.find(LinkKind.EMAIL, link, now)
                .or(() -> links.find(LinkKind.NOTICE_EMAIL, link, now))
                .flatMap(this::asked);
    }

    /// Makes the address the account's and spends the link. It needs no session: the mail may be
    /// read on another device.
    public EmailConfirming confirm(Token link, Source source, Instant now) {
        return transactions.write(
                () ->
                        links.spend(LinkKind.EMAIL, link, now)
                                .or(() -> links.spend(LinkKind.NOTICE_EMAIL, link, now))
                                .map(spent -> settlement.confirm(spent, source, now))
                                .orElseGet(EmailConfirming.Gone::new));
    }

    private Optional<Asked> asked(OneTimeLink link) {
        return accounts.get(link.account())
                .map(account -> new Asked(account.username(), link.address(), link.kind()));
    }

    private Optional<Problem> problem(AccountId account, LinkKind kind, String address) {
        String present =
                kind == LinkKind.EMAIL
                        ? accounts.get(account).map(Account::email).orElse("")
                        : accounts.noticeEmail(account);
        return address.equals(present) && !address.isEmpty()
                ? Optional.of(new Problem("email", "email.unchanged", ""))
                : AccountForms.emailProblem(address);
    }

    /// What a link is about.
    public record Asked(String username, String address, LinkKind kind) {}
}
