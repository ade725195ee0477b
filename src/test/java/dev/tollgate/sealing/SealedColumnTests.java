package dev.tollgate.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A sealed column that nobody named would keep an old key in use for ever, or lose its values with
/// it.
class SealedColumnTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final Set<String> BYTES = Set.of("blob", "bytea");

    /// Each key's own check value is sealed under that key for good.
    private static final Set<String> STAY = Set.of("key_ring.sealed");

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void columnWhenOfBytesThenIsSealedAnewWithTheOthers(TestStore store) throws SQLException {
        List<String> bytes = columnsOfBytes(PORTALS.of(store));
        bytes.removeAll(STAY);

        assertThat(SealedColumn.ALL)
                .extracting(column -> column.table() + "." + column.column())
                .containsExactlyInAnyOrderElementsOf(bytes);
    }

    private static List<String> columnsOfBytes(TestPortal portal) throws SQLException {
        List<String> found = new ArrayList<>();
        try (Connection connection = portal.get(DataSource.class).getConnection();
                ResultSet columns =
                        connection
                                .getMetaData()
                                .getColumns(null, connection.getSchema(), "%", "%")) {
            while (columns.next()) {
                if (BYTES.contains(columns.getString("TYPE_NAME").toLowerCase(Locale.ROOT))) {
                    found.add(
                            columns.getString("TABLE_NAME")
                                    + "."
                                    + columns.getString("COLUMN_NAME"));
                }
            }
        }
        return found;
    }
}
