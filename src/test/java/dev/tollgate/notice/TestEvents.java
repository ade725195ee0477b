package dev.tollgate.notice;

import dev.tollgate.TestPortal;
import dev.tollgate.storage.Transactions;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Sets who is told of what, past the rules of the page, and reads who is about to be.
public final class TestEvents {

    private TestEvents() {}

    public static void set(
            TestPortal portal, PortalEvent event, boolean mailed, String... contacts) {
        SavedEvents saved = portal.get(EventSettings.class).saved();
        Map<PortalEvent, EventSetting> settings = new EnumMap<>(PortalEvent.class);
        settings.putAll(saved.settings());
        settings.put(event, new EventSetting(mailed, List.of(contacts)));
        SavedEvents wanted = new SavedEvents(saved.version(), settings);
        portal.get(Transactions.class).write(() -> portal.get(EventSettings.class).save(wanted));
    }

    /// As on the day of the set-up, for a portal that other tests share.
    public static void reset(TestPortal portal) {
        portal.get(Transactions.class)
                .write(
                        () -> {
                            portal.jdbc().sql("delete from event_setting").update();
                            portal.jdbc().sql("delete from event_state").update();
                            portal.jdbc().sql("delete from contact_mail").update();
                        });
    }

    /// Address, kind and whether it is a sample, of every mail to a contact that waits.
    public static List<String> waiting(TestPortal portal) {
        return portal.jdbc()
                .sql(
                        """
                        select address || ' ' || kind
                               || case when sample = 1 then ' SAMPLE' else '' end
                               || case when server is null then '' else ' FORMER' end
                        from contact_mail order by id""")
                .query(String.class)
                .list();
    }
}
