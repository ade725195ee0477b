package dev.tollgate.account;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What one password hash costs. May be raised; hashes made cheaper are raised at their owner's
/// next login. [Argon2Cost] refuses what is below every cost that OWASP lists.
///
/// @param memoryKib Argon2id memory, KiB
/// @param iterations Argon2id passes
/// @param parallelism Argon2id lanes
@ConfigurationProperties("tollgate.password")
public record PasswordProperties(
        @DefaultValue("7168") int memoryKib,
        @DefaultValue("5") int iterations,
        @DefaultValue("1") int parallelism) {

    Argon2Cost cost() {
        return new Argon2Cost(memoryKib, iterations, parallelism);
    }
}
