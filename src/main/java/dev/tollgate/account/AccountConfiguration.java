package dev.tollgate.account;

import dev.tollgate.kernel.RandomSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PasswordProperties.class)
class AccountConfiguration {

    @Bean
    PasswordHasher passwordHasher(PasswordProperties properties, RandomSource random) {
        return new PasswordHasher(properties.cost(), random);
    }

    @Bean
    PasswordRules passwordRules() {
        return new PasswordRules();
    }
}
