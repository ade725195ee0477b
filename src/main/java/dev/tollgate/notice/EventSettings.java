package dev.tollgate.notice;

import dev.tollgate.storage.Transactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Keeps which events are mailed and to whom besides, and how often what must not happen too often
/// may.
@Component
public final class EventSettings {

    private final JdbcClient jdbc;
    private final Transactions transactions;

    EventSettings(JdbcClient jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /// For a form.
    public SavedEvents saved() {
        return transactions.read(() -> new SavedEvents(version(), all()));
    }

    /// What holds for one event: what is always mailed is, whatever the table says.
    EventSetting of(PortalEvent event) {
        return transactions.read(
                () ->
                        jdbc.sql("select * from event_setting where event = :event")
                                .param("event", event.name())
                                .query((row, _) -> setting(event, row))
                                .optional()
                                .orElse(EventSetting.DEFAULT));
    }

    /// Saves all of them in the open transaction.
    ///
    /// @param wanted with the version that the form was made from
    /// @return false where somebody saved meanwhile: nothing was saved
    public boolean save(SavedEvents wanted) {
        Transactions.requireOpen();
        if (wanted.version() != version() || !advance(wanted.version())) {
            return false;
        }
        wanted.settings().forEach(this::put);
        return true;
    }

    /// Takes the right to do in the open transaction what may be done once in a while only, on all
    /// nodes together.
    ///
    /// @return false where it was done since
    public boolean take(Pace pace, Instant now) {
        Transactions.requireOpen();
        long interval = pace.interval.toMillis();
        return jdbc.sql(
                                """
                                insert into event_state (name, value) values (:name, :now)
                                on conflict (name) do update set value = excluded.value
                                where event_state.value <= :now - :interval
                                   or event_state.value > :now + :interval""")
                        .param("name", pace.name())
                        .param("now", now.toEpochMilli())
                        .param("interval", interval)
                        .update()
                == 1;
    }

    /// When it was last done; the epoch for never.
    public Instant lastTaken(Pace pace) {
        return transactions.read(() -> Instant.ofEpochMilli(state(pace.name())));
    }

    /// Of two who save at once the second waits here for the first, and is told.
    private boolean advance(int expected) {
        return jdbc.sql(
                                """
                                insert into event_state (name, value) values ('VERSION', :next)
                                on conflict (name) do update set value = excluded.value
                                where event_state.value = :expected""")
                        .param("next", expected + 1)
                        .param("expected", expected)
                        .update()
                == 1;
    }

    private int version() {
        return Math.toIntExact(state("VERSION"));
    }

    private long state(String name) {
        return jdbc.sql("select value from event_state where name = :name")
                .param("name", name)
                .query(Long.class)
                .optional()
                .orElse(0L);
    }

    private Map<PortalEvent, EventSetting> all() {
        Map<PortalEvent, EventSetting> settings = new EnumMap<>(PortalEvent.class);
        jdbc.sql("select * from event_setting")
                .query(
                        row -> {
                            PortalEvent event = PortalEvent.valueOf(row.getString("event"));
                            settings.put(event, setting(event, row));
                        });
        return settings;
    }

    private void put(PortalEvent event, EventSetting setting) {
        jdbc.sql(
                        """
                        insert into event_setting (event, mailed, contacts)
                        values (:event, :mailed, :contacts)
                        on conflict (event) do update set
                            mailed = excluded.mailed, contacts = excluded.contacts""")
                .param("event", event.name())
                .param("mailed", setting.mailed() ? 1 : 0)
                .param("contacts", String.join(",", setting.contacts()))
                .update();
    }

    private static EventSetting setting(PortalEvent event, ResultSet row) throws SQLException {
        List<String> contacts =
                Arrays.stream(row.getString("contacts").split(",", -1))
                        .filter(contact -> !contact.isEmpty())
                        .toList();
        return new EventSetting(event.isAlwaysMailed() || row.getInt("mailed") == 1, contacts);
    }

    /// What may be done once in a while only. The names are stored.
    public enum Pace {
        /// Sending a sample.
        SAMPLE(Duration.ofSeconds(30)),
        /// Telling of many resets.
        RESETS(Duration.ofHours(1)),
        /// Telling of blocked sources.
        BLOCKS(Duration.ofHours(1)),
        /// Telling of logins that failed.
        LOGIN_FAILURES(Duration.ofHours(1)),
        /// Telling of logins.
        LOGINS(Duration.ofHours(1));

        private final Duration interval;

        Pace(Duration interval) {
            this.interval = interval;
        }

        public Duration interval() {
            return interval;
        }
    }
}
