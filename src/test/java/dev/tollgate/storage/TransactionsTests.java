package dev.tollgate.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;

class TransactionsTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final AtomicInteger NAMES = new AtomicInteger();

    private final String name = "test " + NAMES.incrementAndGet();

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void writeWhenItThrowsThenNothingIsKept(TestStore store) {
        TestPortal portal = PORTALS.of(store);

        assertThatThrownBy(
                        () ->
                                portal.get(Transactions.class)
                                        .write(
                                                () -> {
                                                    put(portal);
                                                    throw new IllegalArgumentException("no");
                                                }))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(isThere(portal)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void writeOrNothingWhenEmptyThenNothingIsKept(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Transactions transactions = portal.get(Transactions.class);

        Optional<String> nothing =
                transactions.writeOrNothing(
                        () -> {
                            put(portal);
                            return Optional.empty();
                        });
        assertThat(nothing).isEmpty();
        assertThat(isThere(portal)).isFalse();

        Optional<String> something =
                transactions.writeOrNothing(
                        () -> {
                            put(portal);
                            return Optional.of("kept");
                        });
        assertThat(something).contains("kept");
        assertThat(isThere(portal)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void readWhenItWritesThenRefusedByTheStore(TestStore store) {
        TestPortal portal = PORTALS.of(store);

        assertThatThrownBy(
                        () ->
                                portal.get(Transactions.class)
                                        .read(
                                                () -> {
                                                    put(portal);
                                                    return true;
                                                }))
                .isInstanceOf(DataAccessException.class);

        assertThat(isThere(portal)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void readWhenInsideAWriteThenSeesWhatWasWritten(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Transactions transactions = portal.get(Transactions.class);

        boolean seen =
                transactions.write(
                        () -> {
                            put(portal);
                            return transactions.read(() -> isThere(portal));
                        });

        assertThat(seen).isTrue();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void guardsWhenInsideOrOutsideThenAsked(TestStore store) {
        Transactions transactions = PORTALS.of(store).get(Transactions.class);

        transactions.write(Transactions::requireOpen);
        Transactions.requireNone();
        assertThatIllegalStateException()
                .isThrownBy(() -> transactions.write(Transactions::requireNone));
        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                transactions.read(
                                        () -> {
                                            Transactions.requireNone();
                                            return true;
                                        }));
    }

    @Test
    void requireOpenWhenOutsideThenRefused() {
        assertThatIllegalStateException().isThrownBy(Transactions::requireOpen);
    }

    private void put(TestPortal portal) {
        portal.jdbc()
                .sql("insert into setting (name, value) values (:name, 'x')")
                .param("name", name)
                .update();
    }

    private boolean isThere(TestPortal portal) {
        return portal.jdbc()
                .sql("select value from setting where name = :name")
                .param("name", name)
                .query((row, _) -> row.getString(1))
                .optional()
                .isPresent();
    }
}
