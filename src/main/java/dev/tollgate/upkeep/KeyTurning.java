package dev.tollgate.upkeep;

import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.sealing.Keys;
import dev.tollgate.sealing.KnownKey;
import dev.tollgate.sealing.KnownKey.State;
import dev.tollgate.sealing.Resealing;
import dev.tollgate.session.ConsoleAct;
import dev.tollgate.storage.Transactions;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Another key in the place of the current one, while the portal runs.
///
/// The new key is in the file before the database names it; the database names it before a value is
/// sealed under it; an old key is dropped when no value is. Killed anywhere between, the next run
/// goes on from there.
@Component
public final class KeyTurning {

    private final Keys keys;
    private final Resealing resealing;
    private final AuditLog audit;
    private final Transactions transactions;

    KeyTurning(Keys keys, Resealing resealing, AuditLog audit, Transactions transactions) {
        this.keys = keys;
        this.resealing = resealing;
        this.audit = audit;
        this.transactions = transactions;
    }

    /// Whether values are still sealed under a key that is no longer current.
    public boolean isUnfinished() {
        Map<String, Long> uses = resealing.uses();
        return keys.all().stream()
                .anyMatch(key -> key.state() != State.CURRENT && uses.containsKey(key.id()));
    }

    /// Makes the waiting key current and gives its id; empty where none is waiting.
    public Optional<String> turn(ConsoleAct act) {
        return transactions.writeOrNothing(
                () -> {
                    Optional<String> turned = keys.turn(act.at());
                    turned.ifPresent(id -> record(act, Kind.KEY_TURNED, id));
                    return turned;
                });
    }

    /// Drops an old key.
    public Drop drop(ConsoleAct act, String id) {
        Optional<KnownKey> known =
                keys.all().stream()
                        .filter(key -> key.id().equals(id) && key.state() == State.OLD)
                        .findFirst();
        if (known.isEmpty()) {
            return Drop.NOT_OLD;
        }
        if (act.at().isBefore(known.get().since().plus(Keys.REST))) {
            return Drop.TOO_EARLY;
        }
        Drop dropped = transactions.write(() -> dropUnused(act, known.get()));
        if (dropped == Drop.DONE) {
            keys.forgetDropped();
        }
        return dropped;
    }

    private Drop dropUnused(ConsoleAct act, KnownKey key) {
        if (resealing.uses().containsKey(key.id())) {
            return Drop.IN_USE;
        }
        keys.drop(key, act.at());
        record(act, Kind.KEY_DROPPED, key.id());
        return Drop.DONE;
    }

    private void record(ConsoleAct act, Kind kind, String key) {
        audit.write(AuditEvent.console(act.at(), kind, null).because("key " + key));
    }

    /// What came of dropping a key.
    public enum Drop {
        DONE,
        /// The database knows no old key of this id.
        NOT_OLD,
        /// It was current until a moment ago, and a program may still seal under it.
        TOO_EARLY,
        IN_USE
    }
}
