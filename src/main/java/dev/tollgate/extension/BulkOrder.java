package dev.tollgate.extension;

import dev.tollgate.account.Role;
import dev.tollgate.account.Status;
import dev.tollgate.session.Administered;
import dev.tollgate.session.Administration;
import dev.tollgate.session.PortalSession;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is to be done to many.
///
/// @param given the role of [BulkAct#ROLE], or `null`
/// @param reason for the record
public record BulkOrder(BulkAct act, @Nullable Role given, String reason) {

    /// Outcome where it is as it is wanted already.
    static final String NOTHING_TO_DO = "NOTHING_TO_DO";

    /// Outcome where no mail can be sent at all.
    static final String NO_MAIL_SERVER = "NO_MAIL_SERVER";

    /// Outcome where there is no address to send a mail to.
    static final String NO_EMAIL = "NO_EMAIL";

    private static final int REASON_LIMIT = 200;

    public BulkOrder {
        reason = reason.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}]", " ").strip();
        reason = reason.length() > REASON_LIMIT ? reason.substring(0, REASON_LIMIT) : reason;
    }

    /// Why, as things stand, nothing would be done to an extension; empty where something would.
    /// One's own account is never among many.
    ///
    /// @param mail whether there is a mail server
    Optional<String> leavesOut(PortalSession by, Extension extension, boolean mail) {
        if (by.account().equals(extension.account())) {
            return Optional.of(Administered.Why.OWN_ACCOUNT.name());
        }
        Optional<Administered.Why> why =
                Administration.refusal(by.role(), extension.role(), act.act(), false);
        if (why.isPresent()) {
            return why.map(Enum::name);
        }
        if (act.act().needsAccess() && !extension.hasAccess()) {
            return Optional.of(Administered.Why.NO_ACCESS.name());
        }
        if (act == BulkAct.INVITATIONS && !mail) {
            return Optional.of(NO_MAIL_SERVER);
        }
        if (act == BulkAct.INVITATIONS && extension.email().isEmpty()) {
            return Optional.of(NO_EMAIL);
        }
        return isDone(extension) ? Optional.of(NOTHING_TO_DO) : Optional.empty();
    }

    /// The same for the same done to the same, and for nothing else.
    String digest(List<Extension> chosen) {
        return digest(toString(), chosen);
    }

    /// @param what is done to those that are chosen
    static String digest(String what, List<Extension> chosen) {
        Stream<String> accounts = chosen.stream().map(extension -> extension.account().text());
        return Digests.of(Stream.concat(Stream.of(what), accounts));
    }

    /// Whether the extension is as it is wanted already.
    boolean isDone(Extension extension) {
        return switch (act) {
            case ROLE -> extension.role() == given;
            case TURN_OFF_TWO_FACTOR -> !extension.hasTwoFactor();
            case DISABLE -> extension.status() == Status.DISABLED;
            case INVITATIONS, LETTERS, LOG_OUT, DELETE -> false;
        };
    }
}
