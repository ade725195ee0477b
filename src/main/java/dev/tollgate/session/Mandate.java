package dev.tollgate.session;

import dev.tollgate.kernel.AccountId;
import dev.tollgate.kernel.Source;

/// Leave to go on with work that was started under a [StepUp], without a session: the page may be
/// closed and its owner logged out. It is good while the owner's epoch stands, so it ends with a
/// change of their password, factors, role or status. While security options demand a second factor
/// that they have not, it is worth nothing. Only [Mandates] makes one (a test holds this).
///
/// What it may do is decided anew at each step, by the role that its owner has then.
public final class Mandate implements Actor, Authority {

    private final String id;
    private final AccountId account;
    private final long epoch;
    private final Purpose purpose;
    private final String digest;
    private final Source source;

    Mandate(
            String id,
            AccountId account,
            long epoch,
            Purpose purpose,
            String digest,
            Source source) {
        this.id = id;
        this.account = account;
        this.epoch = epoch;
        this.purpose = purpose;
        this.digest = digest;
        this.source = source;
    }

    String id() {
        return id;
    }

    @Override
    public AccountId account() {
        return account;
    }

    @Override
    public long epoch() {
        return epoch;
    }

    /// Of the session in which it was given.
    @Override
    public String digest() {
        return digest;
    }

    /// From where it was given, for the record.
    public Source source() {
        return source;
    }

    @Override
    public Actor actor() {
        return this;
    }

    @Override
    public void require(Purpose wanted) {
        if (purpose != wanted) {
            throw new IllegalStateException("given for " + purpose + ", not " + wanted);
        }
    }
}
