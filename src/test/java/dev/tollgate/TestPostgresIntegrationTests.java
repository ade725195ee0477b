package dev.tollgate;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class TestPostgresIntegrationTests {

    @Test
    void createWhenCalledTwiceThenTwoSeparateDatabases() throws SQLException {
        try (Connection first = TestPostgres.create().connect();
                Connection second = TestPostgres.create().connect();
                Statement statement = first.createStatement()) {
            statement.execute("CREATE TABLE only_here (id integer)");

            assertThat(tables(first)).isOne();
            assertThat(tables(second)).isZero();
        }
    }

    private static int tables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery(
                                "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")) {
            result.next();
            return result.getInt(1);
        }
    }
}
