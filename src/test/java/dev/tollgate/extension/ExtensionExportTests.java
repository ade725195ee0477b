package dev.tollgate.extension;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.account.Account;
import dev.tollgate.account.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExtensionExportTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void exportWhenFilteredThenHoldsWhatTheListHoldsAndNoSecret(TestStore store)
            throws IOException {
        TestPortal portal = PORTALS.of(store);
        Staff staff = Staff.of(portal);
        Account user = staff.make(Role.HUMAN_RESOURCE);
        String number = user.username();

        List<String> lines = export(portal, ExtensionQuery.of(number));

        assertThat(lines)
                .containsExactly(
                        "\uFEFFExtension Number,Name,Email,Role,Portal Access,Account Status,2FA,"
                                + "Last Login",
                        "%s,Ana Silva,%s@example.com,Human Resource,On,Enabled,Off,"
                                .formatted(number, number));
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void exportWhenANameIsAFormulaThenItIsText(TestStore store) throws IOException {
        TestPortal portal = PORTALS.of(store);
        Staff staff = Staff.of(portal);
        Account user = staff.make(Role.EMPLOYEE);
        String formula = "=HYPERLINK(\"x\",1)";
        staff.save(staff.stepUp(portal.admin()), user, staff.change(user, formula, null, null));

        List<String> lines = export(portal, ExtensionQuery.of(user.username()));

        assertThat(lines.getLast()).contains(",\"'=HYPERLINK(\"\"x\"\",1)\",");
    }

    /// More than one portion, each extension once and in order.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void exportWhenLongThenHoldsEachOnce(TestStore store) throws IOException {
        TestPortal portal = PORTALS.of(store);
        Staff staff = Staff.of(portal);
        List<Integer> made = new ArrayList<>();
        for (int i = 0; i < 520; i++) {
            made.add(Integer.valueOf(staff.make(Role.EMPLOYEE).username()));
        }

        List<Integer> exported =
                export(portal, ExtensionQuery.of("").by(ExtensionSort.NAME)).stream()
                        .skip(1)
                        .map(line -> Integer.valueOf(line.substring(0, line.indexOf(','))))
                        .toList();

        assertThat(exported).containsAll(made).doesNotHaveDuplicates().isSorted();
    }

    private static List<String> export(TestPortal portal, ExtensionQuery query) throws IOException {
        StringBuilder out = new StringBuilder();
        portal.get(ExtensionExport.class).write(query, out);
        return List.of(out.toString().split("\r\n", -1)).stream()
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
