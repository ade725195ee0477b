package dev.tollgate.system;

import dev.tollgate.kernel.Secret;
import dev.tollgate.notice.Contacts;
import dev.tollgate.notice.MailTrials;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.notice.Notices;
import dev.tollgate.setting.FormerMailServers;
import dev.tollgate.setting.MailServer;
import dev.tollgate.setting.MailServers;
import dev.tollgate.setting.MailSettings;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Puts one mail server in the place of another, in the open transaction of the act, and tells
/// administrators and contacts: in the portal, through the new server and through the old one,
/// because the new one may be there to keep it from them.
@Component
final class MailServerChanges {

    private final MailServers servers;
    private final FormerMailServers formers;
    private final MailTrials trials;
    private final Notices notices;
    private final Contacts contacts;

    MailServerChanges(
            MailServers servers,
            FormerMailServers formers,
            MailTrials trials,
            Notices notices,
            Contacts contacts) {
        this.servers = servers;
        this.formers = formers;
        this.trials = trials;
        this.notices = notices;
        this.contacts = contacts;
    }

    /// Nobody is told where nothing differs.
    ///
    /// @param by who does it
    void save(String by, MailServer server, Optional<Secret> password, Instant now) {
        Optional<MailSettings> before = servers.current();
        boolean differs =
                password.isPresent()
                        || !before.map(MailSettings::server).equals(Optional.of(server));
        if (differs) {
            Optional<String> former = formers.keep(now);
            String detail = by + ", " + server.host() + ":" + server.port();
            tell(NoticeKind.MAIL_SERVER_CHANGED, detail, former, now);
        }
        servers.save(server, password, now);
        trials.forget();
    }

    /// Goes back to what the configuration file says; false where it holds already.
    boolean remove(String by, Instant now) {
        boolean stored = servers.current().filter(MailSettings::stored).isPresent();
        if (stored) {
            tell(NoticeKind.MAIL_SERVER_REMOVED, by, formers.keep(now), now);
        }
        servers.forget();
        trials.forget();
        return stored;
    }

    private void tell(NoticeKind kind, String detail, Optional<String> former, Instant now) {
        notices.tellAdministrators(kind, detail, now);
        former.ifPresent(server -> contacts.tellThrough(server, kind, detail, now));
    }
}
