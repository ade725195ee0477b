package dev.tollgate.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestJvm;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A program that is killed while it changes factors leaves each account wholly off or wholly on.
class EnrolmentKillTests {

    private static final int ROUNDS = 8;
    private static final int MOST_CHANGES = 12;
    private static final long MOST_NANOS_INTO_A_CHANGE = 8_000_000;

    private final Random random = new Random(20260302);

    /// The database of PostgreSQL lives on; that of SQLite is what the killed program left.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void accountsWhenProgramIsKilledThenWhollyOffOrWhollyOn(TestStore store, @TempDir Path folder)
            throws IOException, InterruptedException {
        Map<String, Object> settings = store.settings(folder.resolve("data"));
        Path scratch = Files.createDirectory(folder.resolve("scratch"));
        for (int round = 1; round <= ROUNDS; round++) {
            killInTheMidst(settings, scratch, "round" + round);
        }

        try (TestPortal portal = TestPortal.join(settings)) {
            List<Facts> accounts = facts(portal.jdbc());
            assertThat(accounts).hasSize(ROUNDS).allSatisfy(EnrolmentKillTests::assertWhole);
            assertThat(accounts).anyMatch(facts -> facts.count("turned on") > 0);
        }
    }

    private void killInTheMidst(Map<String, Object> settings, Path scratch, String name)
            throws IOException, InterruptedException {
        TestJvm.kill(
                EnrolmentLoop.class,
                scratch,
                List.of(name),
                settings,
                EnrolmentLoop.CHANGE_BEGINS,
                1 + random.nextInt(MOST_CHANGES),
                random.nextLong(MOST_NANOS_INTO_A_CHANGE));
    }

    private static List<Facts> facts(JdbcClient jdbc) {
        return jdbc
                .sql(
                        """
                        select username, epoch,
                          (select count(*) from second_factor f where f.account_id = a.id) as factor,
                          (select count(*) from totp t where t.account_id = a.id) as totp,
                          (select count(*) from recovery_set s where s.account_id = a.id) as sets,
                          (select count(*) from recovery_code c where c.account_id = a.id) as codes,
                          (select count(*) from audit u where u.target = a.id
                             and u.kind = 'TWO_FACTOR_ON') as "turned on",
                          (select count(*) from audit u where u.target = a.id
                             and u.kind = 'TWO_FACTOR_OFF') as "turned off",
                          (select count(*) from notice n where n.account_id = a.id
                             and n.kind = 'TWO_FACTOR_ON') as "told on",
                          (select count(*) from notice n where n.account_id = a.id
                             and n.kind = 'TWO_FACTOR_OFF') as "told off"
                        from account a""")
                .query()
                .listOfRows()
                .stream()
                .map(Facts::new)
                .toList();
    }

    private static void assertWhole(Facts facts) {
        long on = facts.count("factor");
        assertThat(facts.count("totp")).as("%s", facts).isEqualTo(on);
        assertThat(facts.count("sets")).as("%s", facts).isEqualTo(on);
        assertThat(facts.count("codes")).as("%s", facts).isEqualTo(10 * on);
        assertThat(facts.count("turned on") - facts.count("turned off"))
                .as("%s", facts)
                .isEqualTo(on);
        assertThat(facts.count("told on")).as("%s", facts).isEqualTo(facts.count("turned on"));
        assertThat(facts.count("told off")).as("%s", facts).isEqualTo(facts.count("turned off"));
        assertThat(facts.count("epoch"))
                .as("%s", facts)
                .isEqualTo(1 + facts.count("turned on") + facts.count("turned off"));
    }

    private record Facts(Map<String, Object> row) {

        long count(String column) {
            return ((Number) row.get(column)).longValue();
        }
    }
}
