package dev.tollgate.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.kernel.Secret;
import dev.tollgate.sealing.KeyException;
import dev.tollgate.sealing.Place;
import dev.tollgate.sealing.Sealer;
import dev.tollgate.setting.MailServer.Encryption;
import dev.tollgate.storage.Transactions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.mock.env.MockEnvironment;

class MailServersTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final MailServer SERVER =
            new MailServer("smtp.example.com", 587, Encryption.STARTTLS, "pbx", "pbx@example.com");
    private static final Secret PASSWORD = Secret.of("hünter2");

    private TestPortal portal = PORTALS.of(TestStore.SQLITE);
    private MailServers servers = portal.get(MailServers.class);

    private void on(TestStore store) {
        portal = PORTALS.of(store);
        servers = portal.get(MailServers.class);
    }

    @AfterEach
    void forget() {
        portal.get(Transactions.class).write(servers::forget);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenWithPasswordThenBothComeBack(TestStore store) {
        on(store);
        assertThat(servers.isSet()).isFalse();

        save(SERVER, Optional.of(PASSWORD));

        MailSettings settings = servers.current().orElseThrow();
        assertThat(settings.server()).isEqualTo(SERVER);
        assertThat(settings.stored()).isTrue();
        assertThat(settings.passwordAt()).isEqualTo(portal.now());
        assertThat(servers.password().orElseThrow().matches(PASSWORD)).isTrue();
        assertThat(servers.isSet()).isTrue();
        assertThat(servers.provenAt()).isEmpty();
    }

    /// Else whoever may write settings sends the password to a server of their own.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenAnythingThatLeadsToTheServerChangesThenPasswordAndProofAreGone(TestStore store) {
        on(store);
        List<MailServer> changes =
                List.of(
                        with("evil.example.com", 587, Encryption.STARTTLS, "pbx"),
                        with("smtp.example.com", 25, Encryption.STARTTLS, "pbx"),
                        with("smtp.example.com", 587, Encryption.TLS, "pbx"),
                        with("smtp.example.com", 587, Encryption.STARTTLS, "else"));
        for (MailServer changed : changes) {
            save(SERVER, Optional.of(PASSWORD));
            prove();

            save(changed, Optional.empty());

            assertThat(servers.password()).isEmpty();
            assertThat(servers.current().orElseThrow().passwordAt()).isNull();
            assertThat(servers.provenAt()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenOnlyTheSenderChangesThenPasswordStaysAndProofIsGone(TestStore store) {
        on(store);
        save(SERVER, Optional.of(PASSWORD));
        prove();
        MailServer other =
                new MailServer(
                        SERVER.host(),
                        SERVER.port(),
                        SERVER.encryption(),
                        SERVER.username(),
                        "else@example.com");

        save(other, Optional.empty());

        assertThat(servers.password()).isPresent();
        assertThat(servers.provenAt()).isEmpty();
    }

    /// Within one millisecond, so that not even the time of saving differs: the password does.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void saveWhenInTheMomentOfTheProofThenTheProofIsGone(TestStore store) {
        on(store);
        save(SERVER, Optional.of(PASSWORD));
        prove();

        save(SERVER, Optional.of(Secret.of("another")));

        assertThat(servers.provenAt()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void proveWhenOfThePresentSettingsThenSince(TestStore store) {
        on(store);
        save(SERVER, Optional.empty());
        prove();

        assertThat(servers.provenAt()).contains(portal.now());
        assertThat(PORTALS.node(store, 1).get(MailServers.class).provenAt()).contains(portal.now());
    }

    /// The test was still under way when somebody saved.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void proveWhenSettingsChangedMeanwhileThenProvesNothing(TestStore store) {
        on(store);
        save(SERVER, Optional.of(PASSWORD));
        MailSettings tested = servers.current().orElseThrow();
        portal.clock.advance(Duration.ofSeconds(1));

        save(SERVER, Optional.of(Secret.of("another")));
        servers.prove(tested, portal.now());

        assertThat(servers.provenAt()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordWhenMovedToAnotherPlaceThenDoesNotOpen(TestStore store) {
        on(store);
        save(SERVER, Optional.of(PASSWORD));
        byte[] elsewhere =
                portal.get(Sealer.class)
                        .seal(
                                new Place("totp", "secret", "1"),
                                "x".getBytes(StandardCharsets.UTF_8));
        portal.get(Transactions.class)
                .write(
                        () ->
                                portal.jdbc()
                                        .sql("update mail_server set password = :blob")
                                        .param("blob", elsewhere)
                                        .update());

        assertThatThrownBy(servers::password).isInstanceOf(KeyException.class);
    }

    @Test
    void saveWhenOutsideTheTransactionOfItsRecordThenRefused() {
        assertThatThrownBy(() -> servers.save(SERVER, Optional.empty(), portal.now()))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(servers::forget).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void configurationWhenItNamesAServerThenReadAsTheLibraryDoes() {
        MockEnvironment environment = new MockEnvironment();
        MailConfiguration configuration = new MailConfiguration(environment, "pbx@example.com");
        assertThat(configuration.server()).isEmpty();

        environment.setProperty("spring.mail.host", "smtp.example.com");
        assertThat(configuration.server())
                .contains(
                        new MailServer(
                                "smtp.example.com", 25, Encryption.NONE, "", "pbx@example.com"));

        environment.setProperty("spring.mail.port", "465");
        environment.setProperty("spring.mail.username", "pbx");
        environment.setProperty("spring.mail.properties.mail.smtp.ssl.enable", "true");
        assertThat(configuration.server())
                .contains(
                        new MailServer(
                                "smtp.example.com", 465, Encryption.TLS, "pbx", "pbx@example.com"));
    }

    private void save(MailServer server, Optional<Secret> password) {
        portal.get(Transactions.class).write(() -> servers.save(server, password, portal.now()));
    }

    private void prove() {
        servers.prove(servers.current().orElseThrow(), portal.now());
        assertThat(servers.provenAt()).isPresent();
    }

    private static MailServer with(String host, int port, Encryption encryption, String username) {
        return new MailServer(host, port, encryption, username, SERVER.sender());
    }
}
