package dev.tollgate.bootstrap;

import dev.tollgate.cli.Core;
import dev.tollgate.storage.SchemaPolicy;
import dev.tollgate.storage.StorageProperties;
import java.util.List;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.core.env.MapPropertySource;

/// The portal without its doors, for one console command. It reads the settings where the server
/// reads them, serves no page, sends no mail, and logs nothing: what a command has to say it
/// prints. Parts are made when they are asked for.
final class ConsoleContext implements Core {

    /// One command has one thread; a server's whole pool would only be in the way of the server.
    private static final MapPropertySource FEW_CONNECTIONS =
            new MapPropertySource("console", Map.of("tollgate.database.connections", "2"));

    private final ConfigurableApplicationContext context;

    private ConsoleContext(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static Core open(List<String> settings, SchemaPolicy policy) {
        LoggingSystem.get(ConsoleContext.class.getClassLoader()).beforeInitialize();
        SpringApplication application = new SpringApplication(Parts.class);
        application.setListeners(
                application.getListeners().stream()
                        .filter(listener -> !(listener instanceof LoggingApplicationListener))
                        .toList());
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setBannerMode(Banner.Mode.OFF);
        application.setLogStartupInfo(false);
        application.setRegisterShutdownHook(false);
        application.setLazyInitialization(true);
        application.addInitializers(context -> prepare(context, policy));
        return new ConsoleContext(application.run(settings.toArray(String[]::new)));
    }

    @Override
    public <T> T get(Class<T> part) {
        return context.getBean(part);
    }

    @Override
    public String databaseName() {
        return get(StorageProperties.class).databaseName();
    }

    @Override
    public void close() {
        context.close();
    }

    private static void prepare(ConfigurableApplicationContext context, SchemaPolicy policy) {
        context.getEnvironment().getPropertySources().addFirst(FEW_CONNECTIONS);
        context.getBeanFactory().registerSingleton("schemaPolicy", policy);
    }

    /// Every feature, and no door. No `@Configuration`, or the server's own scan would find it.
    @ComponentScan(
            basePackages = "dev.tollgate",
            excludeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern = "dev\\.tollgate\\.(web|cli|bootstrap)\\..*"))
    static class Parts {}
}
