package dev.tollgate.system;

import dev.tollgate.account.Accounts;
import dev.tollgate.account.Permission;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.kernel.Source;
import dev.tollgate.kernel.Words;
import dev.tollgate.notice.Contacts;
import dev.tollgate.notice.EventSetting;
import dev.tollgate.notice.EventSettings;
import dev.tollgate.notice.EventSettings.Pace;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.notice.Notices;
import dev.tollgate.notice.PortalEvent;
import dev.tollgate.notice.SavedEvents;
import dev.tollgate.session.Administered;
import dev.tollgate.session.Administration;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.StepUp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/// "Event Notification": which events are mailed, and to whom beyond the owner. Whoever means harm
/// would first see to it that nobody hears of it: hence the step-up, and a word to all
/// administrators and to every contact that is taken away.
@Component
public final class EventAdministration {

    private final EventSettings settings;
    private final Contacts contacts;
    private final Notices notices;
    private final Accounts accounts;
    private final Administration administration;
    private final AuditLog audit;

    EventAdministration(
            EventSettings settings,
            Contacts contacts,
            Notices notices,
            Accounts accounts,
            Administration administration,
            AuditLog audit) {
        this.settings = settings;
        this.contacts = contacts;
        this.notices = notices;
        this.accounts = accounts;
        this.administration = administration;
        this.audit = audit;
    }

    /// Saves them, one row in the record for each event that differs.
    ///
    /// @param stepUp for [Purpose#CHANGE_PORTAL]
    /// @return false where somebody saved meanwhile: nothing was saved
    public Administered<Boolean> save(
            StepUp stepUp, SavedEvents wanted, Source source, Instant now) {
        PortalSession by = stepUp.session();
        return administration.run(
                stepUp,
                Permission.CHANGE_EVENTS,
                source,
                now,
                () -> {
                    SavedEvents before = settings.saved();
                    List<PortalEvent> changed = changed(before, wanted);
                    if (!settings.save(wanted)) {
                        return false;
                    }
                    AuditEvent event = by.act(Kind.EVENTS_CHANGED, source, now);
                    changed.forEach(what -> record(event, what, before, wanted));
                    if (!changed.isEmpty()) {
                        tell(by.username(), removed(before, wanted), now);
                    }
                    return true;
                });
    }

    /// Sends a sample of an event's mail to its contacts and to whoever asks for it.
    ///
    /// @param stepUp for [Purpose#CHANGE_PORTAL]
    public Administered<Sample> sample(
            StepUp stepUp, PortalEvent event, Source source, Instant now) {
        PortalSession by = stepUp.session();
        return administration.run(
                stepUp,
                Permission.CHANGE_EVENTS,
                source,
                now,
                () -> {
                    Set<String> addresses =
                            new LinkedHashSet<>(settings.saved().of(event).contacts());
                    addresses.add(accounts.get(by.account()).orElseThrow().email());
                    addresses.remove("");
                    if (addresses.isEmpty()) {
                        return Sample.TO_NOBODY;
                    }
                    if (!settings.take(Pace.SAMPLE, now)) {
                        return Sample.TOO_SOON;
                    }
                    contacts.sendSample(event, addresses, now);
                    audit.write(
                            by.act(Kind.EVENT_SAMPLE_SENT, source, now).because(Words.of(event)));
                    return Sample.SENT;
                });
    }

    /// What came of asking for a sample.
    public enum Sample {
        SENT,
        /// Another one was asked for within [Pace#SAMPLE].
        TOO_SOON,
        /// Neither the event has contacts nor whoever asks an address.
        TO_NOBODY
    }

    private static List<PortalEvent> changed(SavedEvents before, SavedEvents after) {
        return Arrays.stream(PortalEvent.values())
                .filter(event -> !before.of(event).equals(after.of(event)))
                .toList();
    }

    /// Each by itself: a record holds no long text.
    private void record(AuditEvent event, PortalEvent what, SavedEvents before, SavedEvents after) {
        EventSetting old = before.of(what);
        EventSetting now = after.of(what);
        List<String> changes = new ArrayList<>();
        if (old.mailed() != now.mailed()) {
            changes.add(now.mailed() ? "not mailed → mailed" : "mailed → not mailed");
        }
        only(now.contacts(), old.contacts()).forEach(contact -> changes.add(contact + " added"));
        only(old.contacts(), now.contacts()).forEach(contact -> changes.add(contact + " removed"));
        changes.forEach(change -> audit.write(event.because(Words.of(what) + ": " + change)));
    }

    private static List<String> only(List<String> these, List<String> those) {
        return these.stream().filter(contact -> !those.contains(contact)).toList();
    }

    /// Addresses that some event loses.
    private static Set<String> removed(SavedEvents before, SavedEvents after) {
        Set<String> removed = new LinkedHashSet<>();
        for (PortalEvent event : PortalEvent.values()) {
            removed.addAll(only(before.of(event).contacts(), after.of(event).contacts()));
        }
        return removed;
    }

    /// Who is a contact of this event itself, before or after, hears of it as that.
    private void tell(String by, Set<String> removed, Instant now) {
        notices.tellAdministrators(NoticeKind.CONTACTS_CHANGED, by, now);
        Set<String> others = new LinkedHashSet<>(removed);
        others.removeAll(settings.saved().of(PortalEvent.CONTACTS_CHANGED).contacts());
        contacts.tellFormer(others, NoticeKind.CONTACTS_CHANGED, by, now);
    }
}
