package dev.tollgate.setting;

import dev.tollgate.storage.Transactions;
import java.net.URI;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Keeps [PortalSettings]. What was never saved has the value of the form's first showing.
@Component
public final class Settings {

    private static final String KEPT_KEY = "kept_key";

    private static final URI DEFAULT_ADDRESS = URI.create("http://127.0.0.1:8080");

    private final JdbcClient jdbc;
    private final Transactions transactions;

    Settings(JdbcClient jdbc, Transactions transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /// What a set-up is offered that does not come in through a browser.
    public static PortalSettings initial() {
        return PortalSettings.initial(DEFAULT_ADDRESS, ZoneId.systemDefault());
    }

    public PortalSettings current() {
        Map<String, String> saved = transactions.read(this::all);
        PortalSettings initial = initial();
        return new PortalSettings(
                saved.getOrDefault("pbx_name", initial.pbxName()),
                URI.create(
                        saved.getOrDefault("portal_address", initial.portalAddress().toString())),
                ZoneId.of(saved.getOrDefault("time_zone", initial.timeZone().getId())),
                saved.getOrDefault("help_contact", initial.helpContact()),
                HeaderColour.valueOf(
                        saved.getOrDefault("header_colour", initial.headerColour().name())));
    }

    /// Saves all of them in the open transaction.
    public void save(PortalSettings settings) {
        Transactions.requireOpen();
        put("pbx_name", settings.pbxName());
        put("portal_address", settings.portalAddress().toString());
        put("time_zone", settings.timeZone().getId());
        put("help_contact", settings.helpContact());
        put("header_colour", settings.headerColour().name());
    }

    /// The id of the key of which somebody has said that a copy is kept; empty for none.
    public Optional<String> keptKey() {
        return Optional.ofNullable(transactions.read(this::all).get(KEPT_KEY));
    }

    /// Notes one in the open transaction.
    public void keepKey(String id) {
        Transactions.requireOpen();
        put(KEPT_KEY, id);
    }

    private Map<String, String> all() {
        Map<String, String> values = new HashMap<>();
        jdbc.sql("select name, value from setting")
                .query(
                        row -> {
                            values.put(row.getString(1), row.getString(2));
                        });
        return values;
    }

    private void put(String name, String value) {
        jdbc.sql(
                        """
                        insert into setting (name, value) values (:name, :value)
                        on conflict (name) do update set value = excluded.value""")
                .param("name", name)
                .param("value", value)
                .update();
    }
}
