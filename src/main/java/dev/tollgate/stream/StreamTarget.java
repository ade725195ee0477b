package dev.tollgate.stream;

import dev.tollgate.audit.AuditFeed.Line;
import java.io.IOException;
import java.util.List;

/// Where rows are copied to.
interface StreamTarget {

    /// A word for it, stored with how far it has got.
    String name();

    /// Hands rows over, in order, and comes back when they are safe there.
    ///
    /// @throws IOException if that is not known of all of them: all are to be sent again
    void send(List<Line> lines) throws IOException;
}
