package dev.tollgate.session;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.Role;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.kernel.Source;
import dev.tollgate.policy.Seats;
import dev.tollgate.policy.Seats.Seat;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/// Finds who must stay in when something changes that could lock out everybody.
@Component
public final class Seating {

    private final Accounts accounts;
    private final Sessions sessions;
    private final AuditLog audit;

    Seating(Accounts accounts, Sessions sessions, AuditLog audit) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.audit = audit;
    }

    /// @param maker who makes the change, from `source`
    public Seats around(Account maker, Source source, Instant now) {
        List<List<Seat>> others =
                maker.role() == Role.SUPER_ADMINISTRATOR
                        ? List.of()
                        : accounts.withRole(Role.SUPER_ADMINISTRATOR).stream()
                                .filter(Account::isInUse)
                                .map(account -> seats(account, now))
                                .toList();
        return new Seats(new Seat(maker, source.address()), others);
    }

    /// Where somebody is logged in, or, who is nowhere, was at last.
    private List<Seat> seats(Account account, Instant now) {
        List<Seat> open =
                sessions.of(account.id(), now).stream()
                        .map(each -> new Seat(account, each.address()))
                        .toList();
        if (!open.isEmpty()) {
            return open;
        }
        String address =
                audit.lastLogin(account.id()).map(login -> login.source().address()).orElse("");
        return List.of(new Seat(account, address));
    }
}
