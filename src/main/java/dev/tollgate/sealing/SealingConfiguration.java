package dev.tollgate.sealing;

import dev.tollgate.kernel.RandomSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SealingProperties.class)
class SealingConfiguration {

    @Bean
    KeyRing keyRing(Keys keys) {
        return keys.load();
    }

    @Bean
    Sealer sealer(KeyRing ring, RandomSource random) {
        return new Sealer(ring, random);
    }
}
