package dev.tollgate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.Extension;
import org.springframework.util.FileSystemUtils;

/// One portal and a second node of it for each store, shared by all tests of the JVM and closed
/// with it: they outlive a run of the test engine, of which there may be many in one JVM. A test
/// makes [TestUser]s of its own and moves the clock forward only; one that breaks the store,
/// restarts the portal or turns the clock back for good opens its own [TestPortal] instead.
public final class SharedPortals implements Extension {

    private static final Map<TestStore, Pair> PAIRS = new ConcurrentHashMap<>();
    private static final long STEP_MILLIS = 30_000;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(SharedPortals::closeAll));
    }

    /// The portal of a store, at the first instant of a time step.
    public TestPortal of(TestStore store) {
        TestPortal portal = pair(store).first;
        portal.clock.advance(
                Duration.ofMillis(STEP_MILLIS - portal.now().toEpochMilli() % STEP_MILLIS));
        return portal;
    }

    /// The portal for even numbers, for odd ones another node on its database and its clock.
    public TestPortal node(TestStore store, int number) {
        return number % 2 == 0 ? pair(store).first : pair(store).second();
    }

    /// Of each store that a test has asked for.
    public List<TestPortal> opened() {
        return PAIRS.values().stream().map(pair -> pair.first).toList();
    }

    /// The next test that asks is given new ones.
    static void closeAll() {
        PAIRS.values().forEach(Pair::close);
        PAIRS.clear();
    }

    private static Pair pair(TestStore store) {
        return PAIRS.computeIfAbsent(store, Pair::open);
    }

    private static final class Pair {

        private final Path dataDir;
        private final TestPortal first;
        private @Nullable TestPortal second;

        private Pair(Path dataDir, TestPortal first) {
            this.dataDir = dataDir;
            this.first = first;
        }

        static Pair open(TestStore store) {
            try {
                Path dataDir = Files.createTempDirectory("tollgate-shared");
                return new Pair(dataDir, TestPortal.open(store, dataDir));
            } catch (IOException e) {
                throw new UncheckedIOException("no folder for the shared portal", e);
            }
        }

        /// Opened when the first test asks for it, as few do.
        private synchronized TestPortal second() {
            if (second == null) {
                second = first.secondNode();
            }
            return second;
        }

        private synchronized void close() {
            if (second != null) {
                second.close();
            }
            first.close();
            try {
                FileSystemUtils.deleteRecursively(dataDir);
            } catch (IOException e) {
                throw new UncheckedIOException("the shared portal's folder stays", e);
            }
        }
    }
}
