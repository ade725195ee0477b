package dev.tollgate.bootstrap;

import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;

/// The server. Which database it uses is chosen by `storage` at start, hence no DataSource from
/// Boot.
@SpringBootApplication(
        scanBasePackages = "dev.tollgate",
        exclude = DataSourceAutoConfiguration.class)
public class TollgateApplication {

    static void start(List<String> arguments) {
        SpringApplication server = new SpringApplication(TollgateApplication.class);
        server.setAdditionalProfiles("server");
        server.run(arguments.toArray(String[]::new));
    }
}
