package dev.tollgate.policy;

import dev.tollgate.account.Role;
import dev.tollgate.storage.Transactions;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Sets security options behind the portal's back, as any administrator may have set them before.
public final class TestPolicy {

    private TestPolicy() {}

    /// @param parts gives the beans of a portal by their type
    public static void set(
            Function<Class<?>, Object> parts, UnaryOperator<SecurityOptions> change) {
        OptionStore store = (OptionStore) parts.apply(OptionStore.class);
        ((Transactions) parts.apply(Transactions.class))
                .write(() -> store.save(change.apply(store.read())));
    }

    /// Makes two-factor authentication mandatory.
    public static UnaryOperator<SecurityOptions> mandatory(
            Set<Role> roles, @Nullable LocalDate from) {
        return options -> options.mandatory(roles, from);
    }

    /// The same, with or without a proof before a first set-up.
    public static UnaryOperator<SecurityOptions> mandatory(Set<Role> roles, boolean verifies) {
        return options -> options.mandatory(roles, null).verifying(verifies);
    }

    /// For everybody, at once.
    public static UnaryOperator<SecurityOptions> mandatoryForAll() {
        return mandatory(EnumSet.allOf(Role.class), null);
    }

    /// For everybody, at once, and the set-up begins with a proof.
    public static UnaryOperator<SecurityOptions> mandatoryWithProof() {
        return options -> mandatoryForAll().apply(options).verifying(true);
    }

    /// The same for employees only.
    public static UnaryOperator<SecurityOptions> employeesWithProof() {
        return options -> options.mandatory(Set.of(Role.EMPLOYEE), null).verifying(true);
    }

    /// Roles above Employee log in from these addresses only.
    public static UnaryOperator<SecurityOptions> onlyFrom(String... ranges) {
        return options -> options.addresses(List.of(ranges));
    }

    /// Forgets what was decided, as on the first day.
    public static void forget(Function<Class<?>, Object> parts) {
        JdbcClient jdbc = (JdbcClient) parts.apply(JdbcClient.class);
        ((Transactions) parts.apply(Transactions.class))
                .write(
                        () -> {
                            jdbc.sql("delete from security_option where name <> 'version'")
                                    .update();
                            jdbc.sql("update security_option set value = '0'").update();
                        });
    }
}
