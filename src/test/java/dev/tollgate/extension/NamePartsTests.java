package dev.tollgate.extension;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.Role;
import dev.tollgate.extension.Extensions.Addition;
import dev.tollgate.session.StepUp;
import dev.tollgate.storage.Transactions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Names are found by each of their words.
class NamePartsTests {

    @Test
    void partsWhenSeveralWordsThenFromEachLaterOneOn() {
        assertThat(NameParts.of("Ana Maria  SILVA")).containsExactly("maria  silva", "silva");
        assertThat(NameParts.of("Silva")).isEmpty();
        assertThat(NameParts.of("")).isEmpty();
        assertThat(NameParts.of("a ".repeat(50))).hasSize(10);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void nameWhenChangedThenFoundByItsNewWordsAlone(TestStore store, @TempDir Path folder) {
        try (TestPortal portal = TestPortal.open(store, folder)) {
            Extension made = add(portal, "2001", "Ana Silva");
            assertThat(found(portal, "silva")).containsExactly("2001");

            Staff staff = Staff.of(portal);
            Account account = portal.get(Accounts.class).get(made.account()).orElseThrow();
            StepUp by = staff.stepUp(staff.make(Role.ADMINISTRATOR));
            staff.save(by, account, staff.change(account, "Ana Maria Costa", null, null));

            assertThat(found(portal, "SILVA")).isEmpty();
            assertThat(found(portal, "costa")).containsExactly("2001");
            assertThat(found(portal, "maria c")).containsExactly("2001");
        }
    }

    /// What stood there before the portal knew of parts.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void namesWhenOfAnOlderSchemaThenFoundByTheirWords(TestStore store, @TempDir Path folder) {
        try (TestPortal portal = TestPortal.open(store, folder)) {
            add(portal, "2001", "Ana Maria  Silva");
            add(portal, "2002", "Lee");
            portal.get(Transactions.class)
                    .write(
                            () -> {
                                portal.jdbc().sql("drop table name_part").update();
                                portal.jdbc()
                                        .sql(
                                                "delete from flyway_schema_history where version = '40'")
                                        .update();
                            });
            portal.restart();

            assertThat(found(portal, "silva")).containsExactly("2001");
            assertThat(found(portal, "maria  s")).containsExactly("2001");
            assertThat(
                            portal.jdbc()
                                    .sql("select part from name_part order by part")
                                    .query(String.class)
                                    .list())
                    .containsExactly("maria  silva", "silva");
        }
    }

    private static Extension add(TestPortal portal, String number, String name) {
        Addition addition =
                portal.get(Extensions.class)
                        .add(
                                portal.logIn(),
                                new ExtensionForm(number, name, ""),
                                TestPortal.SOURCE,
                                portal.now());
        return ((Addition.Added) addition).extension();
    }

    private static List<String> found(TestPortal portal, String search) {
        return portal.get(Extensions.class).list(ExtensionQuery.of(search)).extensions().stream()
                .map(Extension::number)
                .toList();
    }
}
