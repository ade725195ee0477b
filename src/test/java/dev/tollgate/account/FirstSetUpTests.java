package dev.tollgate.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.AtOnce;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Token;
import dev.tollgate.setting.PortalSettings;
import dev.tollgate.setting.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FirstSetUpTests {

    private static final PortalSettings SETTINGS =
            new PortalSettings(
                    "Acme PBX", URI.create("https://pbx.example.com"), ZoneOffset.UTC, "");

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void setUpWhenDoneAtOnceByLinkAndConsoleOnTwoNodesThenOneAccount(
            TestStore store, @TempDir Path dataDir) {
        try (TestPortal portal = TestPortal.openEmpty(store, dataDir);
                TestPortal second = portal.secondNode()) {
            Token link = portal.get(FirstSetUp.class).newLink(portal.now());
            HashedPassword password = portal.get(Accounts.class).hash(TestPortal.PASSWORD);

            List<Object> outcomes =
                    AtOnce.run(
                            16,
                            i ->
                                    i % 4 == 0
                                            ? onConsole(portal, i, password)
                                            : byLink(
                                                    i % 2 == 0 ? portal : second,
                                                    link,
                                                    i,
                                                    password));

            assertThat(outcomes)
                    .filteredOn(made -> made instanceof Optional<?> o && o.isPresent())
                    .hasSize(1);
            assertThat(outcomes).allMatch(Optional.class::isInstance);
            assertThat(count(portal, "account")).isEqualTo(1);
            assertThat(count(portal, "login_name")).isEqualTo(2);
            assertThat(count(portal, "setup_link")).isZero();
            assertThat(setUps(portal)).isEqualTo(1);
            assertThat(second.get(FirstSetUp.class).isWaiting()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void linkWhenUsedThenSpentAndNoneOpensTheSetUpAgain(TestStore store, @TempDir Path dataDir) {
        try (TestPortal portal = TestPortal.openEmpty(store, dataDir)) {
            FirstSetUp setUp = portal.get(FirstSetUp.class);
            HashedPassword password = portal.get(Accounts.class).hash(TestPortal.PASSWORD);
            assertThat(setUp.isWaiting()).isTrue();
            Token first = setUp.firstLink(portal.now()).orElseThrow();
            assertThat(setUp.firstLink(portal.now())).as("another node prints none").isEmpty();
            Token link = setUp.newLink(portal.now().plus(Duration.ofMinutes(1)));
            assertThat(setUp.isCurrent(first)).as("a new link kills the old").isFalse();
            assertThat(byLink(portal, first, 1, password)).isEmpty();
            assertThat(setUp.isCurrent(link)).isTrue();

            assertThat(byLink(portal, link, 2, password)).isPresent();

            assertThat(setUp.isWaiting()).isFalse();
            assertThat(setUp.isCurrent(link)).isFalse();
            assertThat(byLink(portal, link, 3, password)).isEmpty();
            Token later = setUp.newLink(portal.now());
            assertThat(setUp.isCurrent(later)).isFalse();
            assertThat(byLink(portal, later, 4, password)).isEmpty();
            assertThat(onConsole(portal, 5, password)).isEmpty();
            assertThat(count(portal, "account")).isEqualTo(1);
            assertThat(portal.get(Settings.class).current()).isEqualTo(SETTINGS);
        }
    }

    private static Optional<Account> byLink(
            TestPortal portal, Token link, int number, HashedPassword password) {
        return portal.get(FirstSetUp.class)
                .complete(
                        link, wanted(number), password, SETTINGS, TestPortal.SOURCE, portal.now());
    }

    private static Optional<Account> onConsole(
            TestPortal portal, int number, HashedPassword password) {
        return portal.get(FirstSetUp.class)
                .completeOnConsole(wanted(number), password, SETTINGS, portal.now());
    }

    private static NewAccount wanted(int number) {
        Secret password = TestPortal.PASSWORD;
        return new NewAccount(
                "admin" + number,
                "admin" + number + "@example.com",
                password,
                password,
                Role.SUPER_ADMINISTRATOR);
    }

    private static long setUps(TestPortal portal) {
        return portal.jdbc()
                .sql("select count(*) from audit where kind = 'SET_UP'")
                .query((row, _) -> row.getLong(1))
                .single();
    }

    private static long count(TestPortal portal, String table) {
        return portal.jdbc()
                .sql("select count(*) from " + table)
                .query((row, _) -> row.getLong(1))
                .single();
    }
}
