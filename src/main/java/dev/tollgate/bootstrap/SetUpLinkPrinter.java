package dev.tollgate.bootstrap;

import dev.tollgate.account.FirstSetUp;
import dev.tollgate.account.SetUpLinkFile;
import dev.tollgate.kernel.Token;
import dev.tollgate.storage.StorageProperties;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Shows the one-time set-up link when a server starts on an empty database: on standard output,
/// or, where systemd keeps that in a log, in a file that only the portal's user can read.
@Component
final class SetUpLinkPrinter {

    private final FirstSetUp setUp;
    private final SetUpLinkFile file;
    private final StorageProperties storage;
    private final Environment environment;
    private final ProxyProperties proxies;
    private final Clock clock;

    SetUpLinkPrinter(
            FirstSetUp setUp,
            SetUpLinkFile file,
            StorageProperties storage,
            Environment environment,
            ProxyProperties proxies,
            Clock clock) {
        this.setUp = setUp;
        this.file = file;
        this.storage = storage;
        this.environment = environment;
        this.proxies = proxies;
        this.clock = clock;
    }

    @EventListener
    void show(WebServerInitializedEvent started) {
        if (!setUp.isWaiting()) {
            return;
        }
        Optional<Token> link = link();
        if (link.isEmpty()) {
            System.out.println("Waiting for set-up. For a new link run: tollgate setup-link");
            return;
        }
        show(base(started.getWebServer().getPort()) + "/setup?link=" + link.get().text());
    }

    /// Beside this SQLite file there is no other server, so the link of an earlier start, which
    /// nobody may have kept, gives way. On PostgreSQL another node may have printed it a moment
    /// ago.
    private Optional<Token> link() {
        return storage.database().url().isEmpty()
                ? Optional.of(setUp.newLink(clock.instant()))
                : setUp.firstLink(clock.instant());
    }

    private void show(String link) {
        PrintStream out = System.out;
        if (environment.containsProperty("INVOCATION_ID")) {
            Path written = file.write(link);
            out.println("Waiting for set-up. The link is in " + written);
            return;
        }
        out.println();
        out.println("  Tollgate is waiting for set-up. Open this link; it works once:");
        out.println();
        out.println("  " + link);
        out.println();
    }

    /// Behind a proxy nobody but the proxy is answered, and what that one is called it alone knows.
    private String base(int port) {
        if (proxies.areSet()) {
            return "https://(your proxy)";
        }
        boolean tls = environment.containsProperty("server.ssl.bundle");
        String address = environment.getProperty("server.address", "127.0.0.1");
        boolean everywhere = address.equals("0.0.0.0") || address.equals("::");
        String host = everywhere ? "localhost" : address;
        return (tls ? "https://" : "http://") + host + ":" + port;
    }
}
