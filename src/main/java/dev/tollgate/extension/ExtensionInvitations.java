package dev.tollgate.extension;

import dev.tollgate.account.Account;
import dev.tollgate.account.LinkKind;
import dev.tollgate.account.OneTimeLinks;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Source;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.session.Administered;
import dev.tollgate.session.Administration;
import dev.tollgate.session.Administration.Order;
import dev.tollgate.session.AdministrativeAct;
import dev.tollgate.session.Authority;
import dev.tollgate.session.Purpose;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Invites the users of extensions: a mailed link with which they set their own password, once,
/// within seven days. Whatever password there was works until then, and the second factor stays.
@Component
public final class ExtensionInvitations {

    private final Administration administration;
    private final OneTimeLinks links;
    private final Told told;

    ExtensionInvitations(Administration administration, OneTimeLinks links, Told told) {
        this.administration = administration;
        this.links = links;
        this.told = told;
    }

    /// Mails one; the one before it is dead. Who has been here before is told besides.
    ///
    /// @return whether there is an address to mail it to
    public Administered<Boolean> send(
            Authority by, Extension extension, Source source, Instant now) {
        by.require(Purpose.MANAGE_EXTENSION);
        Order order =
                Order.of(by.actor(), AdministrativeAct.INVITE, extension.account(), source, now);
        return administration.administer(order, target -> send(order, target));
    }

    /// What has become of the invitation that was not accepted; empty where there is none.
    public Optional<Invitation> of(AccountId account, Instant now) {
        return Optional.ofNullable(of(List.of(account), now).get(account));
    }

    /// The same of many accounts; those without one are left out.
    public Map<AccountId, Invitation> of(Collection<AccountId> accounts, Instant now) {
        Map<AccountId, Invitation> found = new HashMap<>();
        links.standing(LinkKind.INVITATION, accounts, now)
                .forEach(
                        (account, standing) ->
                                found.put(
                                        account,
                                        new Invitation(
                                                standing.link().createdAt(), standing.live())));
        return found;
    }

    private boolean send(Order order, Account target) {
        if (target.email().isEmpty()) {
            return false;
        }
        links.send(LinkKind.INVITATION, target, target.email(), order.now());
        if (target.lastLoginAt() == null) {
            told.onRecord(order, Kind.INVITATION_SENT, target.email());
        } else {
            told.of(order, Kind.INVITATION_SENT, target.email(), NoticeKind.INVITED);
        }
        return true;
    }

    /// One that was not accepted.
    ///
    /// @param open whether it still can be
    public record Invitation(Instant sentAt, boolean open) {}
}
