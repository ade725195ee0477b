package dev.tollgate.model;

import dev.tollgate.account.Account;
import dev.tollgate.account.Role;
import dev.tollgate.factor.totp.TotpCodes;
import dev.tollgate.factor.totp.TotpSecret;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Token;
import dev.tollgate.session.HalfSessions;
import dev.tollgate.session.ProvenSessions;
import dev.tollgate.session.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the model believes of one account: what its owner knows and holds, and what of it opens
/// anything. It is plain on purpose, so that it can be read beside the specification.
final class Owner {

    /// Nobody sets the option in a walk.
    static final Duration IDLE = Duration.ofMinutes(15);

    static final Duration MAILED_LIFE = Duration.ofMinutes(5);
    static final int MAILED_TRIES = 5;
    static final Duration TEMPORARY_LIFE = Duration.ofHours(8);
    static final Duration SET_UP_LIFE = Duration.ofMinutes(10);
    static final int SET_UP_TRIES = 10;

    private static final int REMEMBERED = 6;

    final Account account;
    final List<Phone> phones = new ArrayList<>();
    final Deque<Live> sessions = new ArrayDeque<>();
    final Deque<Half> halves = new ArrayDeque<>();
    final List<String> recoveryCodes = new ArrayList<>();
    final List<String> usedRecoveryCodes = new ArrayList<>();
    final List<Instant> codeFailures = new ArrayList<>();
    final List<Instant> passwordFailures = new ArrayList<>();
    final Set<String> accepted = new HashSet<>();

    Role role;
    Secret password;
    Secret formerPassword;
    boolean mailed;
    boolean disabled;

    /// Whether the password is one that somebody else has issued.
    boolean issued;
    @Nullable Temporary temporary;
    @Nullable SetUp setUp;

    Owner(Account account, Secret password) {
        this.account = account;
        this.role = account.role();
        this.password = password;
        this.formerPassword = Secret.of("never a password of anybody");
    }

    boolean enrolled() {
        return mailed || !phones.isEmpty();
    }

    void add(Live session) {
        sessions.addFirst(session);
        while (sessions.size() > REMEMBERED) {
            sessions.removeLast();
        }
    }

    void add(Half half) {
        halves.addFirst(half);
        while (halves.size() > REMEMBERED) {
            halves.removeLast();
        }
    }

    /// Nothing of the second factor is left.
    void turnOff() {
        phones.clear();
        mailed = false;
        recoveryCodes.clear();
        usedRecoveryCodes.clear();
        temporary = null;
        setUp = null;
    }

    /// The whole second factor's failures of the last thirty days.
    long failuresWithin(Duration span, Instant now) {
        return codeFailures.stream().filter(at -> at.isAfter(now.minus(span))).count();
    }

    /// An authenticator, as its owner holds it.
    static final class Phone {
        final TotpSecret secret;
        long lastStep;

        Phone(TotpSecret secret, long lastStep) {
            this.secret = secret;
            this.lastStep = lastStep;
        }

        String codeOf(long step) {
            return TotpCodes.code(secret, step);
        }
    }

    /// A session, as far as the browser that holds it knows.
    static final class Live {
        final Token token;
        final Instant createdAt;
        final long epoch;
        final boolean withFactor;
        Instant seenAt;
        Instant provenAt = Instant.MIN;
        boolean ended;

        /// Whether the last look found it over.
        boolean over;

        Live(Token token, Instant createdAt, long epoch, boolean withFactor) {
            this.token = token;
            this.createdAt = createdAt;
            this.seenAt = createdAt;
            this.epoch = epoch;
            this.withFactor = withFactor;
        }

        /// The same session under a new id.
        Live renewed(Token other, long newEpoch, boolean factor) {
            ended = true;
            Live renewed = new Live(other, createdAt, newEpoch, factor);
            renewed.seenAt = seenAt;
            return renewed;
        }

        boolean isProven(Instant at) {
            return provenAt.isAfter(at.minus(ProvenSessions.LIFE));
        }

        boolean isLive(Account now, boolean enrolled, Instant at) {
            return !ended
                    && epoch == now.epoch()
                    && (withFactor || !enrolled)
                    && at.isBefore(createdAt.plus(Sessions.WHOLE_LIMIT))
                    && at.isBefore(seenAt.plus(IDLE));
        }
    }

    /// A login between password and code.
    static final class Half {
        final Token token;
        final long epoch;
        final Instant createdAt;
        Instant expiresAt;
        boolean consumed;
        @Nullable String mailedCode;
        Instant mailedAt = Instant.EPOCH;
        int tries;

        /// Whether the last look found it over.
        boolean over;

        Half(Token token, long epoch, Instant createdAt) {
            this.token = token;
            this.epoch = epoch;
            this.createdAt = createdAt;
            this.expiresAt = createdAt.plus(HalfSessions.LIFE);
        }

        boolean isLive(Account now, Instant at) {
            return !consumed && epoch == now.epoch() && at.isBefore(expiresAt);
        }

        void mailed(String code, Instant at) {
            mailedCode = code;
            mailedAt = at;
            tries = 0;
        }

        boolean takes(String typed, Instant at) {
            return typed.equals(mailedCode)
                    && at.isBefore(mailedAt.plus(MAILED_LIFE))
                    && tries < MAILED_TRIES;
        }
    }

    /// What an administrator has issued for a phone that is at home.
    record Temporary(String code, long epoch, Instant issuedAt) {

        /// It outlives the change of a password that somebody else had issued.
        Temporary carriedOver(long before) {
            return epoch == before ? new Temporary(code, epoch + 1, issuedAt) : this;
        }

        boolean isLive(Account now, Instant at) {
            return epoch == now.epoch() && at.isBefore(issuedAt.plus(TEMPORARY_LIFE));
        }
    }

    /// An authenticator being set up.
    static final class SetUp {
        final Token handle;
        final Live session;
        final TotpSecret secret;
        final Instant begunAt;
        final boolean another;
        int tries;

        SetUp(Token handle, Live session, TotpSecret secret, Instant begunAt, boolean another) {
            this.handle = handle;
            this.session = session;
            this.secret = secret;
            this.begunAt = begunAt;
            this.another = another;
        }
    }
}
