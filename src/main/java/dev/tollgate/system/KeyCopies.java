package dev.tollgate.system;

import dev.tollgate.account.Permission;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.kernel.Source;
import dev.tollgate.sealing.Keys;
import dev.tollgate.sealing.KnownKey;
import dev.tollgate.sealing.KnownKey.State;
import dev.tollgate.session.Administered;
import dev.tollgate.session.Administration;
import dev.tollgate.session.PortalSession;
import dev.tollgate.setting.Settings;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Whether a copy of the key is kept apart from this machine. No program can see that, so somebody
/// says it, of the key that is current; once the key is turned it is asked anew.
@Component
public final class KeyCopies {

    private final Keys keys;
    private final Settings settings;
    private final Administration administration;
    private final AuditLog audit;

    KeyCopies(Keys keys, Settings settings, Administration administration, AuditLog audit) {
        this.keys = keys;
        this.settings = settings;
        this.administration = administration;
        this.audit = audit;
    }

    /// Where the key is, for people.
    public String place() {
        return keys.place();
    }

    /// The id of the current key.
    public String current() {
        return keys.all().stream()
                .filter(key -> key.state() == State.CURRENT)
                .map(KnownKey::id)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no key is current"));
    }

    /// Whether somebody has said so of the current key.
    public boolean areKept() {
        return settings.keptKey().equals(Optional.of(current()));
    }

    /// Notes that somebody says so.
    ///
    /// @param id of the key that they were shown
    /// @return false where it is no longer the current one: nothing was noted
    public Administered<Boolean> keep(PortalSession by, String id, Source source, Instant now) {
        return administration.run(
                by,
                Permission.CHANGE_PREFERENCES,
                source,
                now,
                () -> {
                    if (!id.equals(current())) {
                        return false;
                    }
                    settings.keepKey(id);
                    audit.write(by.act(Kind.KEY_COPY_KEPT, source, now).because(id));
                    return true;
                });
    }
}
