package dev.tollgate.kernel;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class KernelConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    TimeSynchronisation timeSynchronisation() {
        return new TimeSynchronisation();
    }

    @Bean
    RandomSource randomSource() {
        return new SystemRandomSource();
    }

    @Bean
    Ids ids(RandomSource random) {
        return new Ids(random);
    }
}
