package dev.tollgate.login;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.HashedPassword;
import dev.tollgate.account.LinkKind;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.factor.SecondFactors;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Source;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.LinkPasswords.Prepared;
import dev.tollgate.notice.NoticeKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Accepts an invitation: its owner sets a password and, having no second factor yet, is logged in
/// and led to setting one up. Where there is one, a login like any other follows.
@Component
public final class Invitations {

    private final LinkPasswords passwords;
    private final LinkSettlement settlement;
    private final Accounts accounts;
    private final SecondFactors factors;
    private final FirstLogin firstLogin;
    private final Demands demands;

    Invitations(
            LinkPasswords passwords,
            LinkSettlement settlement,
            Accounts accounts,
            SecondFactors factors,
            FirstLogin firstLogin,
            Demands demands) {
        this.passwords = passwords;
        this.settlement = settlement;
        this.accounts = accounts;
        this.factors = factors;
        this.firstLogin = firstLogin;
        this.demands = demands;
    }

    /// Who is invited by a link; empty where it is not a live one.
    public Optional<Account> owner(Token link, Instant now) {
        return passwords.owner(LinkKind.INVITATION, link, now);
    }

    public LinkOutcome accept(
            Token link, Secret wanted, Secret confirmed, Source source, Instant now) {
        return switch (passwords.prepare(LinkKind.INVITATION, link, wanted, confirmed, now)) {
            case Prepared.Refused(LinkOutcome outcome) -> outcome;
            case Prepared.Ready(Account _, HashedPassword hashed) ->
                    passwords
                            .use(
                                    LinkKind.INVITATION,
                                    link,
                                    now,
                                    account -> Optional.of(settle(account, hashed, source, now)))
                            .orElseThrow();
        };
    }

    private LinkOutcome settle(Account account, HashedPassword hashed, Source source, Instant now) {
        settlement.setPassword(
                account,
                hashed,
                AuditEvent.fromOutside(now, Kind.INVITATION_ACCEPTED, account.id(), source),
                NoticeKind.INVITATION_ACCEPTED);
        if (factors.of(account.id()).isPresent()
                || !demands.options().admit(account.role(), source.address())) {
            return new LinkOutcome.LogIn(account.username(), List.of());
        }
        Account changed = accounts.get(account.id()).orElseThrow();
        PasswordOutcome.SignedIn opened = firstLogin.open(changed, source, now);
        return new LinkOutcome.SignedIn(opened.session(), opened.keepsakes());
    }
}
