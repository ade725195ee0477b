package dev.tollgate.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.TestPostgres;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DataSourcesTests {

    /// A server that asks for the password in clear, so that it can be read.
    @Test
    void postgresWhenRoleAndPasswordAreSetThenTheyAreSent() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> listen(server));
            String url = "jdbc:postgresql://127.0.0.1:" + server.getLocalPort() + "/any";

            assertThatThrownBy(() -> DataSources.postgres(database(url, 1)))
                    .hasMessageContaining("Failed to initialize pool");

            assertThat(heard.join()).isEqualTo("the role, the password");
        }
    }

    @Test
    void postgresWhenAllConnectionsAreTakenThenTheNextWaits() throws Exception {
        TestPostgres.Database postgres = TestPostgres.create();
        StorageProperties.Database two =
                new StorageProperties.Database(
                        postgres.url(), postgres.username(), postgres.password(), 2);
        try (DataSources sources = DataSources.postgres(two);
                Connection first = sources.writer().getConnection();
                Connection second = sources.writer().getConnection()) {
            assertThat(first.isValid(1) && second.isValid(1)).isTrue();
            assertThatThrownBy(() -> sources.writer().getConnection())
                    .isInstanceOf(SQLTransientConnectionException.class);
        }
    }

    private static StorageProperties.Database database(String url, int connections) {
        return new StorageProperties.Database(
                url + "?sslmode=disable&gssEncMode=disable",
                "the role",
                "the password",
                connections);
    }

    /// PostgreSQL's protocol, version 3: a start-up message, a request for the password, the
    /// password.
    private static String listen(ServerSocket server) {
        try (Socket client = server.accept()) {
            DataInputStream in = new DataInputStream(client.getInputStream());
            List<String> startUp = List.of(text(in).split("\0", -1));
            client.getOutputStream().write(new byte[] {'R', 0, 0, 0, 8, 0, 0, 0, 3});
            client.getOutputStream().flush();
            assertThat(in.readByte()).isEqualTo((byte) 'p');
            String role = startUp.get(startUp.indexOf("user") + 1);
            return role + ", " + text(in).replace("\0", "");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// What follows a message's length.
    private static String text(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt() - 4), StandardCharsets.UTF_8);
    }
}
