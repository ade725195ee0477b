package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestStore;
import dev.tollgate.storage.DatabaseClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a load balancer hears of a server whose clock is wrong.
class ClockHealthTests {

    @TempDir private Path data;

    @Test
    void healthWhenTheClockIsApartFromTheDatabasesThenOutOfServiceAndPagesAnswer() {
        try (WebPortal portal = WebPortal.open(TestStore.POSTGRES, data)) {
            move(portal, Duration.ofMinutes(1));
            Answer apart = portal.wire().send("GET", "/actuator/health", Map.of(), "");
            assertThat(apart.status()).isEqualTo(503);
            assertThat(apart.body()).isEqualTo("{\"status\":\"OUT_OF_SERVICE\"}");
            assertThat(portal.browser().get("/login").status()).isEqualTo(200);
            assertThat(portal.loggedIn().get("/").body()).contains("s off the database");

            move(portal, Duration.ZERO);
            assertThat(portal.wire().send("GET", "/actuator/health", Map.of(), "").status())
                    .isEqualTo(200);
        }
    }

    private static void move(WebPortal portal, Duration ahead) {
        String now = "select cast(extract(epoch from clock_timestamp()) * 1000 as bigint)";
        long theirs = portal.jdbc().sql(now).query(Long.class).single();
        portal.clock.pin(Instant.ofEpochMilli(theirs).plus(ahead));
        portal.get(DatabaseClock.class).compare();
    }
}
