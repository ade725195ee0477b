package dev.tollgate;

import java.nio.file.Path;
import java.util.Map;

/// The databases that every store test runs on.
public enum TestStore {
    SQLITE {
        @Override
        public Map<String, Object> settings(Path dataDir) {
            return Map.of("tollgate.data-dir", dataDir.toString());
        }
    },
    POSTGRES {
        @Override
        public Map<String, Object> settings(Path dataDir) {
            TestPostgres.Database database = TestPostgres.create();
            return Map.of(
                    "tollgate.data-dir", dataDir.toString(),
                    "tollgate.database.url", database.url(),
                    "tollgate.database.username", database.username(),
                    "tollgate.database.password", database.password());
        }
    };

    /// Settings of a portal on an empty database of this kind.
    public abstract Map<String, Object> settings(Path dataDir);
}
