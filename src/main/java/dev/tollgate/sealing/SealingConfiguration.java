package dev.tollgate.sealing;

import dev.tollgate.kernel.RandomSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SealingProperties.class)
class SealingConfiguration {

    @Bean
    Sealer sealer(Keys keys, RandomSource random) {
        return new Sealer(keys.load(), random);
    }
}
