package dev.tollgate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/// One portal and a second node of it for each store, shared by all tests of the JVM. A test makes
/// [TestUser]s of its own and moves the clock forward only; one that breaks the store, restarts the
/// portal or turns the clock back for good opens its own [TestPortal] instead.
public final class SharedPortals implements BeforeAllCallback {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(SharedPortals.class);
    private static final long STEP_MILLIS = 30_000;

    private final AtomicReference<ExtensionContext.Store> shared = new AtomicReference<>();

    @Override
    public void beforeAll(ExtensionContext context) {
        shared.set(context.getRoot().getStore(NAMESPACE));
    }

    /// The portal of a store, at the first instant of a time step.
    public TestPortal of(TestStore store) {
        TestPortal portal = pair(store).first();
        portal.clock.advance(
                Duration.ofMillis(STEP_MILLIS - portal.now().toEpochMilli() % STEP_MILLIS));
        return portal;
    }

    /// The portal for even numbers, for odd ones another node on its database and its clock.
    public TestPortal node(TestStore store, int number) {
        return number % 2 == 0 ? pair(store).first() : pair(store).second();
    }

    private Pair pair(TestStore store) {
        return shared.get().computeIfAbsent(store, Pair::open, Pair.class);
    }

    private record Pair(TestPortal first, TestPortal second, Path dataDir)
            implements AutoCloseable {

        static Pair open(TestStore store) {
            try {
                Path dataDir = Files.createTempDirectory("tollgate-shared");
                TestPortal first = TestPortal.open(store, dataDir);
                return new Pair(first, first.secondNode(), dataDir);
            } catch (IOException e) {
                throw new IllegalStateException("no folder for the shared portal", e);
            }
        }

        @Override
        public void close() throws IOException {
            second.close();
            first.close();
            FileSystemUtils.deleteRecursively(dataDir);
        }
    }
}
