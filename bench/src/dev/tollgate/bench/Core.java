package dev.tollgate.bench;

import dev.tollgate.storage.SchemaPolicy;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;

/// The program without its doors.
record Core(ConfigurableApplicationContext context) implements AutoCloseable {

    static Core open(Path data) {
        return new Core(
                new SpringApplicationBuilder(Parts.class)
                        .web(WebApplicationType.NONE)
                        .bannerMode(Banner.Mode.OFF)
                        .logStartupInfo(false)
                        .properties(Map.of("tollgate.data-dir", data.toString()))
                        .run());
    }

    <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }

    @ComponentScan(
            basePackages = "dev.tollgate",
            excludeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern = "dev\\.tollgate\\.(web|cli|bootstrap|bench)\\..*"))
    static class Parts {

        @Bean
        SchemaPolicy schemaPolicy() {
            return SchemaPolicy.MIGRATE;
        }
    }
}
