package dev.tollgate.session;

import dev.tollgate.kernel.RandomSource;
import dev.tollgate.kernel.Token;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Notes which sessions have given the proof before a mandatory set-up.
@Component
public final class ProvenSessions {

    /// How long a proof is good: time to install an application, not a day.
    public static final Duration LIFE = Duration.ofMinutes(30);

    private final JdbcClient jdbc;
    private final RandomSource random;

    ProvenSessions(JdbcClient jdbc, RandomSource random) {
        this.jdbc = jdbc;
        this.random = random;
    }

    /// Notes in the open transaction of a caller who holds the session that it has shown, by more
    /// than the password, who is there. It is good for [#LIFE], for one set-up, and dies with
    /// the epoch.
    ///
    /// @return the new id of the session
    public Token record(PortalSession session, Instant now) {
        Token token = Token.random(random);
        record(session.digest(), token, now);
        return token;
    }

    /// The same for a session that has just been opened or renewed, and keeps its id.
    public void record(Token token, Instant now) {
        record(token.digest(), token, now);
    }

    private void record(String digest, Token token, Instant now) {
        Transactions.requireOpen();
        int proven =
                jdbc.sql(
                                """
                                update session set digest = :new, proven_at = :now
                                where digest = :old""")
                        .param("new", token.digest())
                        .param("now", now.toEpochMilli())
                        .param("old", digest)
                        .update();
        if (proven != 1) {
            throw StaleSessionException.because("the session has ended");
        }
    }
}
