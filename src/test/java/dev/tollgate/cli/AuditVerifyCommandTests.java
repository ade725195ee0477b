package dev.tollgate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.audit.AuditSealer;
import dev.tollgate.bootstrap.TestConsole;
import dev.tollgate.bootstrap.TestConsole.Result;
import dev.tollgate.storage.Transactions;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `tollgate audit verify`, beside a portal and without one.
class AuditVerifyCommandTests {

    private static final Pattern ANCHOR = Pattern.compile("Anchor: ([0-9]+@[0-9a-f:]+)");

    @TempDir private Path directory;

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void verifyWhenPortalRunsThenSaysThatAllIsWhole(TestStore store) throws SQLException {
        try (TestPortal portal = open(store)) {
            portal.logIn();
            portal.get(AuditSealer.class).sealDue();
            String before = new TestRows(portal).everything();

            Result result = verify(portal.settings());

            assertThat(result.err()).isEmpty();
            assertThat(result.exitCode()).isZero();
            assertThat(result.out()).startsWith("The audit record is whole: 2 rows, number 1 to 2");
            assertThat(new TestRows(portal).everything()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void verifyWhenARowIsAlteredThenNamesItAndFails(TestStore store) {
        try (TestPortal portal = open(store)) {
            portal.logIn();
            portal.get(AuditSealer.class).sealDue();
            portal.get(Transactions.class)
                    .write(
                            () ->
                                    portal.jdbc()
                                            .sql("update audit set reason = 'x' where position = 2")
                                            .update());
            Result result = verify(portal.settings());

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.out()).isEmpty();
            assertThat(result.err())
                    .containsPattern("tollgate: error: row 2 \\([0-9a-f-]{36}\\) was altered")
                    .contains("tollgate: hint: ");
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void verifyWhenRowsAreNotChainedThenNamesTheOldestAndFails(TestStore store) {
        try (TestPortal portal = open(store)) {
            portal.logIn();
            Result result = verify(portal.settings());

            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err()).contains("has not been chained for more than ten seconds");
        }
    }

    /// The command's own row as well, with no server there to chain it.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void verifyWhenPortalIsStoppedThenTheRecordIsWholeAllTheSame(TestStore store) {
        Map<String, Object> settings;
        try (TestPortal portal = open(store)) {
            settings = portal.settings();
            portal.enrol(portal.logIn());
        }
        Result reset = TestConsole.run(settings, "account", "reset-2fa", "admin");
        assertThat(reset.exitCode()).isZero();
        Result result = verify(settings);

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        Matcher anchor = ANCHOR.matcher(result.out());
        assertThat(anchor.find()).isTrue();
        assertThat(verify(settings, "--anchor", anchor.group(1)).exitCode()).isZero();
        String other = anchor.group(1).replaceAll(".$", "x").replace('x', '0');
        String changed = other.equals(anchor.group(1)) ? other.replaceAll("0$", "1") : other;
        assertThat(verify(settings, "--anchor", changed).err()).contains("was at number");
        assertThat(verify(settings, "--anchor", "nonsense").err()).contains("NUMBER@KEY:SEAL");
    }

    /// What the console did is done, whatever has become of the chain.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void commandWhenTheHeadWasAlteredThenDoneWithAWarning(TestStore store) {
        try (TestPortal portal = open(store)) {
            portal.enrol(portal.logIn());
            portal.get(AuditSealer.class).finish();
            portal.get(Transactions.class)
                    .write(() -> portal.jdbc().sql("update audit_head set sealed_at = 0").update());
            Result reset = TestConsole.run(portal.settings(), "account", "reset-2fa", "admin");

            assertThat(reset.exitCode()).isZero();
            assertThat(reset.err()).contains("tollgate: warning: the audit record was not chained");
            assertThat(verify(portal.settings()).err())
                    .contains("the head of the chain was altered");
        }
    }

    private TestPortal open(TestStore store) {
        return TestPortal.open(store, directory);
    }

    private static Result verify(Map<String, Object> settings, String... more) {
        String[] arguments = new String[more.length + 2];
        arguments[0] = "audit";
        arguments[1] = "verify";
        System.arraycopy(more, 0, arguments, 2, more.length);
        return TestConsole.run(settings, arguments);
    }
}
