package dev.tollgate.web;

import dev.tollgate.account.Accounts;
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
    private final Accounts accounts;
    private final MailServers mailServers;

    InvitationStates(ExtensionInvitations invitations, Accounts accounts, MailServers mailServers) {
        this.invitations = invitations;
        this.accounts = accounts;
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

    /// The words for those of many extensions whose users have an invitation or a letter, and have
    /// not followed it.
    Map<AccountId, TextView> of(List<Extension> extensions, Moments moments) {
        List<AccountId> ids =
                extensions.stream().filter(Extension::hasAccess).map(Extension::account).toList();
        Map<AccountId, TextView> words = new HashMap<>();
        accounts.letters(ids)
                .forEach((account, until) -> words.put(account, letter(until, moments)));
        Map<AccountId, Invitation> sent = invitations.of(ids, moments.now());
        for (Extension extension : extensions) {
            Invitation invitation = sent.get(extension.account());
            if (invitation == null || !waits(invitation, extension.lastLoginAt())) {
                continue;
            }
            if (invitation.open()) {
                words.put(extension.account(), words(invitation, moments.now()));
            } else {
                words.putIfAbsent(extension.account(), TextView.of("invitation.expired-in-list"));
            }
        }
        return words;
    }

    private static TextView letter(Instant until, Moments moments) {
        return moments.now().isBefore(until)
                ? TextView.of("invitation.letter", moments.of(until).text())
                : TextView.of("invitation.letter-expired");
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
