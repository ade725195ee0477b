package dev.tollgate.web;

import dev.tollgate.account.HashingBusyException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/// Tells "not now" (503) from "our mistake" (500): the database is away, or too many wait to be
/// hashed.
final class Outages {

    private Outages() {}

    static boolean isOutage(@Nullable Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof DataAccessException
                    || t instanceof TransactionException
                    || t instanceof HashingBusyException) {
                return true;
            }
        }
        return false;
    }
}
