package dev.tollgate.system;

import dev.tollgate.account.Permission;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.kernel.Source;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.notice.Notices;
import dev.tollgate.session.Administered;
import dev.tollgate.session.Administration;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.StepUp;
import dev.tollgate.setting.FormVersions;
import dev.tollgate.setting.FormVersions.Form;
import dev.tollgate.setting.PortalSettings;
import dev.tollgate.setting.Settings;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/// "Preferences". The Portal Address begins every link in a mail, so whoever moves it could read
/// them: hence the step-up, and a word to all administrators.
@Component
public final class Preferences {

    private final Settings settings;
    private final FormVersions versions;
    private final Notices notices;
    private final Administration administration;
    private final AuditLog audit;

    Preferences(
            Settings settings,
            FormVersions versions,
            Notices notices,
            Administration administration,
            AuditLog audit) {
        this.settings = settings;
        this.versions = versions;
        this.notices = notices;
        this.administration = administration;
        this.audit = audit;
    }

    /// Saves them, one row in the record for each that differs.
    ///
    /// @param stepUp for [Purpose#CHANGE_PORTAL]
    /// @param version that the form was made from
    /// @return false where somebody saved meanwhile: nothing was saved
    public Administered<Boolean> save(
            StepUp stepUp, PortalSettings wanted, int version, Source source, Instant now) {
        PortalSession by = stepUp.session();
        return administration.run(
                stepUp,
                Permission.CHANGE_PREFERENCES,
                source,
                now,
                () -> {
                    if (!versions.advance(Form.PREFERENCES, version)) {
                        return false;
                    }
                    PortalSettings before = settings.current();
                    Map<String, String> changes = changes(before, wanted);
                    settings.save(wanted);
                    tell(by.username(), before.portalAddress(), wanted.portalAddress(), now);
                    changes.forEach(
                            (what, change) ->
                                    audit.write(
                                            by.act(Kind.PREFERENCES_CHANGED, source, now)
                                                    .because(what + ": " + change)));
                    return true;
                });
    }

    private void tell(String by, URI before, URI after, Instant now) {
        if (!before.equals(after)) {
            String detail = by + ", " + before + " → " + after;
            notices.tellAdministrators(NoticeKind.PORTAL_ADDRESS_CHANGED, detail, now);
        }
    }

    private static Map<String, String> changes(PortalSettings before, PortalSettings after) {
        Map<String, String> changes = new LinkedHashMap<>();
        note(changes, "PBX Name", before.pbxName(), after.pbxName());
        note(changes, "Portal Address", before.portalAddress(), after.portalAddress());
        note(changes, "Time Zone", before.timeZone(), after.timeZone());
        note(changes, "Help Contact", before.helpContact(), after.helpContact());
        note(changes, "Header Colour", before.headerColour(), after.headerColour());
        return changes;
    }

    private static void note(
            Map<String, String> changes, String what, Object before, Object after) {
        if (!before.equals(after)) {
            changes.put(what, before + " → " + after);
        }
    }
}
