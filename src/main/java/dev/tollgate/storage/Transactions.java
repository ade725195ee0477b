package dev.tollgate.storage;

import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Runs work in a database transaction. A call inside an open transaction joins it; nothing ever
/// opens a second one beside it. Safe for use by many threads.
public final class Transactions {

    private final TransactionTemplate write;
    private final TransactionTemplate read;
    private final TransactionTemplate snapshot;

    public Transactions(PlatformTransactionManager manager) {
        write = new TransactionTemplate(manager);
        read = new TransactionTemplate(manager);
        read.setReadOnly(true);
        snapshot = new TransactionTemplate(manager);
        snapshot.setReadOnly(true);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /// Commits what `work` did, or nothing of it where it throws.
    public <T> T write(Supplier<T> work) {
        return write.execute(_ -> work.get());
    }

    public void write(Runnable work) {
        write.executeWithoutResult(_ -> work.run());
    }

    /// Commits what `work` did where it gives a value, nothing of it where it gives none.
    public <T> Optional<T> writeOrNothing(Supplier<Optional<T>> work) {
        return write.execute(
                status -> {
                    Optional<T> result = work.get();
                    if (result.isEmpty()) {
                        status.setRollbackOnly();
                    }
                    return result;
                });
    }

    /// Reads one consistent state; a write inside is refused by the store.
    public <T> T read(Supplier<T> work) {
        return read.execute(_ -> work.get());
    }

    /// Does something once the open transaction has been committed, and not where it is not.
    public static void afterCommit(Runnable work) {
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        work.run();
                    }
                });
    }

    /// Reads one consistent state over as many statements as it takes, while others write.
    public <T> T snapshot(Supplier<T> work) {
        requireNone();
        return snapshot.execute(_ -> work.get());
    }

    /// Guards a record that must share the fate of the change it tells of.
    public static void requireOpen() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("needs the transaction of the change that it records");
        }
    }

    /// Guards work that must not hold a connection, or that must be durable by itself.
    public static void requireNone() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("must not run inside a transaction");
        }
    }
}
