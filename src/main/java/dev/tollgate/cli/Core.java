package dev.tollgate.cli;

import dev.tollgate.storage.SchemaPolicy;
import java.util.List;

/// The portal without its doors, open for one command.
public interface Core extends AutoCloseable {

    /// The one object of its type. The first use of a part that needs the database opens the
    /// database.
    <T> T get(Class<T> part);

    /// Names the database for people; holds no credential.
    String databaseName();

    @Override
    void close();

    /// Opens it.
    @FunctionalInterface
    interface Opener {

        /// Nothing is made and no database is opened before a part asks for it.
        ///
        /// @param settings as on the server's command line: `--tollgate.data-dir=…`
        Core open(List<String> settings, SchemaPolicy policy);
    }
}
