package dev.tollgate.extension;

import dev.tollgate.TestPortal;
import dev.tollgate.extension.BulkActs.Seen;
import dev.tollgate.kernel.RandomSource;
import dev.tollgate.kernel.Token;

/// Pages on which acts on many are confirmed.
final class TestBulk {

    private TestBulk() {}

    /// A page of its own, which said to how many it would be done.
    static Seen seen(TestPortal portal, int reached) {
        return new Seen(Token.random(portal.get(RandomSource.class)), reached, "");
    }

    /// The same, for all that match a filter.
    static Seen seen(TestPortal portal, BulkPreview preview) {
        return new Seen(
                Token.random(portal.get(RandomSource.class)), preview.reached(), preview.chosen());
    }
}
