package dev.tollgate.bootstrap;

import dev.tollgate.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/// One running portal for each store, shared by all tests of the JVM and fresh for each of them. A
/// test that needs other settings, or breaks more than data, opens its own.
final class WebPortals implements BeforeAllCallback, BeforeEachCallback {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(WebPortals.class);

    private static final String MAILING = "mailing";

    private final AtomicReference<ExtensionContext.Store> shared = new AtomicReference<>();

    @Override
    public void beforeAll(ExtensionContext context) {
        shared.set(context.getRoot().getStore(NAMESPACE));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        for (TestStore store : TestStore.values()) {
            refresh(store);
        }
        refresh(MAILING);
    }

    WebPortal sqlite() {
        return of(TestStore.SQLITE);
    }

    /// On SQLite, with a mail server set that nothing is sent to: no mailer runs here.
    WebPortal mailing() {
        return shared.get()
                .computeIfAbsent(
                        MAILING,
                        _ -> Running.open(TestStore.SQLITE, "--spring.mail.host=127.0.0.1"),
                        Running.class)
                .portal();
    }

    WebPortal of(TestStore store) {
        return shared.get()
                .computeIfAbsent(store, key -> Running.open(key), Running.class)
                .portal();
    }

    private void refresh(Object key) {
        Running running = shared.get().get(key, Running.class);
        if (running != null) {
            running.portal().fresh();
        }
    }

    private record Running(WebPortal portal, Path dataDir) implements AutoCloseable {

        static Running open(TestStore store, String... more) {
            try {
                Path dataDir = Files.createTempDirectory("tollgate-web");
                return new Running(WebPortal.open(store, dataDir, more), dataDir);
            } catch (IOException e) {
                throw new IllegalStateException("no folder for the shared portal", e);
            }
        }

        @Override
        public void close() throws IOException {
            portal.close();
            FileSystemUtils.deleteRecursively(dataDir);
        }
    }
}
