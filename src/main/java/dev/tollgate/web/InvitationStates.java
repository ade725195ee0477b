package dev.tollgate.web;

import dev.tollgate.extension.Extension;
import dev.tollgate.extension.ExtensionInvitations;
import dev.tollgate.extension.ExtensionInvitations.Invitation;
import dev.tollgate.kernel.AccountId;
import dev.tollgate.setting.MailServers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Words for how it stands with invitations.
@Component
final class InvitationStates {

    private final ExtensionInvitations invitations;
    private final MailServers mailServers;

    InvitationStates(ExtensionInvitations invitations, MailServers mailServers) {
        this.invitations = invitations;
        this.mailServers = mailServers;
    }

    /// @param email of the account; may be empty
    /// @param lastLogin of its owner: who has logged in since waits for nothing
    InvitationView of(AccountId account, String email, @Nullable Instant lastLogin, Instant now) {
        Optional<Invitation> sent =
                invitations.of(account, now).filter(invitation -> waits(invitation, lastLogin));
        return new InvitationView(
                sent.map(invitation -> words(invitation, now)).orElse(null),
                sent.filter(Invitation::open).isPresent(),
                hindrance(email));
    }

    /// The words for those of many extensions that have any.
    Map<AccountId, TextView> of(List<Extension> extensions, Instant now) {
        List<AccountId> accounts = extensions.stream().map(Extension::account).toList();
        Map<AccountId, Invitation> sent = invitations.of(accounts, now);
        Map<AccountId, TextView> words = new HashMap<>();
        for (Extension extension : extensions) {
            Invitation invitation = sent.get(extension.account());
            if (invitation != null
                    && extension.hasAccess()
                    && waits(invitation, extension.lastLoginAt())) {
                TextView expired = TextView.of("invitation.expired-in-list");
                words.put(
                        extension.account(), invitation.open() ? words(invitation, now) : expired);
            }
        }
        return words;
    }

    private static boolean waits(Invitation invitation, @Nullable Instant lastLogin) {
        return lastLogin == null || lastLogin.isBefore(invitation.sentAt());
    }

    private @Nullable TextView hindrance(String email) {
        if (!mailServers.isSet()) {
            return TextView.of("invitation.no-mail");
        }
        return email.isEmpty() ? TextView.of("invitation.no-address") : null;
    }

    private static TextView words(Invitation invitation, Instant now) {
        if (!invitation.open()) {
            return TextView.of("invitation.expired");
        }
        long days = Duration.between(invitation.sentAt(), now).toDays();
        return days < 1
                ? TextView.of("invitation.sent-today")
                : days < 2
                        ? TextView.of("invitation.sent-yesterday")
                        : TextView.of("invitation.sent", String.valueOf(days));
    }
}
