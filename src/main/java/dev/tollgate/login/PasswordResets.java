package dev.tollgate.login;

import dev.tollgate.account.Account;
import dev.tollgate.account.HashedPassword;
import dev.tollgate.account.LinkKind;
import dev.tollgate.account.Problem;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.kernel.Keepsake;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Source;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.LinkPasswords.Prepared;
import dev.tollgate.login.ResetProof.Booking;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.storage.Transactions;
import dev.tollgate.throttle.KnownBrowsers;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Sets another password for whoever has a mailed link. The second factor stays: what follows is a
/// login like any other. Where codes come by mail too, a recovery code is asked for besides the
/// link.
@Component
public final class PasswordResets {

    private static final Problem WRONG_CODE =
            new Problem("recoveryCode", "recovery-code.wrong", "");

    private final LinkPasswords passwords;
    private final ResetProof proof;
    private final LinkSettlement settlement;
    private final KnownBrowsers browsers;
    private final Transactions transactions;

    PasswordResets(
            LinkPasswords passwords,
            ResetProof proof,
            LinkSettlement settlement,
            KnownBrowsers browsers,
            Transactions transactions) {
        this.passwords = passwords;
        this.proof = proof;
        this.settlement = settlement;
        this.browsers = browsers;
        this.transactions = transactions;
    }

    /// Whose password a link sets; empty where the link is not a live one.
    public Optional<Account> owner(Token link, Instant now) {
        return passwords.owner(LinkKind.PASSWORD_RESET, link, now);
    }

    /// Whether the link alone does not do.
    public boolean asksForCode(Account account) {
        return proof.isDue(account.id());
    }

    /// Sets it and spends the link. Sessions, logins under way and password waits end.
    ///
    /// @return anything but [LinkOutcome.SignedIn]
    public LinkOutcome reset(Token link, Typed typed, Source source, Instant now) {
        Prepared prepared =
                passwords.prepare(
                        LinkKind.PASSWORD_RESET, link, typed.wanted(), typed.confirmed(), now);
        return switch (prepared) {
            case Prepared.Refused(LinkOutcome outcome) -> outcome;
            case Prepared.Ready(Account owner, HashedPassword hashed) ->
                    switch (proof.book(owner.id(), typed.recoveryCode(), now)) {
                        case Booking.Refused(Problem problem) ->
                                new LinkOutcome.Invalid(List.of(problem));
                        case Booking.Booked(ResetProof.Try shown) ->
                                use(link, owner, new Setting(hashed, shown, source, now));
                    };
        };
    }

    private LinkOutcome use(Token link, Account owner, Setting setting) {
        Optional<LinkOutcome> outcome =
                passwords.use(
                        LinkKind.PASSWORD_RESET,
                        link,
                        setting.now(),
                        account -> settle(account, setting));
        return outcome.orElseGet(
                () -> {
                    transactions.write(
                            () -> proof.refuse(owner.id(), setting.source(), setting.now()));
                    return new LinkOutcome.Invalid(List.of(WRONG_CODE));
                });
    }

    private Optional<LinkOutcome> settle(Account account, Setting setting) {
        Source source = setting.source();
        Instant now = setting.now();
        if (!proof.accept(account.id(), setting.shown(), source, now)) {
            return Optional.empty();
        }
        settlement.setPassword(
                account,
                setting.hashed(),
                AuditEvent.fromOutside(now, Kind.PASSWORD_RESET_BY_LINK, account.id(), source),
                NoticeKind.PASSWORD_RESET_BY_LINK);
        Keepsake keepsake = browsers.meet(account.id(), now);
        return Optional.of(new LinkOutcome.LogIn(account.username(), List.of(keepsake)));
    }

    /// What the form holds.
    ///
    /// @param recoveryCode looked at only where one is asked for
    public record Typed(Secret wanted, Secret confirmed, String recoveryCode) {

        @Override
        public String toString() {
            return "Typed[redacted]";
        }
    }

    private record Setting(
            HashedPassword hashed, ResetProof.@Nullable Try shown, Source source, Instant now) {}
}
