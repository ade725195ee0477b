package dev.tollgate.web;

import dev.tollgate.factor.totp.ClockEvidence;
import dev.tollgate.factor.totp.ClockEvidence.Evidence;
import dev.tollgate.factor.totp.TotpCodes;
import dev.tollgate.kernel.TimeSynchronisation;
import dev.tollgate.notice.Outbox;
import dev.tollgate.setting.MailServers;
import dev.tollgate.storage.DataDirectory;
import dev.tollgate.storage.DatabaseClock;
import dev.tollgate.web.DashboardView.PartView;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// How the parts of the system are, in words.
@Component
final class Health {

    private static final long MEBIBYTE = 1L << 20;
    private static final long GIBIBYTE = 1L << 30;

    /// With less, the next day's record may not fit.
    private static final long SCARCE = 500 * MEBIBYTE;

    private final MailServers mailServers;
    private final Outbox outbox;
    private final DatabaseClock databaseClock;
    private final ClockEvidence evidence;
    private final TimeSynchronisation synchronisation;
    private final DataDirectory data;

    Health(
            MailServers mailServers,
            Outbox outbox,
            DatabaseClock databaseClock,
            ClockEvidence evidence,
            TimeSynchronisation synchronisation,
            DataDirectory data) {
        this.mailServers = mailServers;
        this.outbox = outbox;
        this.databaseClock = databaseClock;
        this.evidence = evidence;
        this.synchronisation = synchronisation;
        this.data = data;
    }

    List<PartView> parts(Moments moments) {
        return List.of(mail(moments), clock(moments), disk(), version());
    }

    private PartView mail(Moments moments) {
        if (!mailServers.isSet()) {
            return PartView.of("mail", true, "mail-none");
        }
        Outbox.Standing standing = outbox.standing(moments.now());
        if (standing.failing() > 0) {
            return PartView.of("mail", false, "mail-failing", String.valueOf(standing.failing()));
        }
        String waiting = String.valueOf(standing.waiting());
        return standing.lastSent() == null
                ? PartView.of("mail", true, "mail-never", waiting)
                : PartView.of(
                        "mail", true, "mail", moments.of(standing.lastSent()).text(), waiting);
    }

    /// What the codes tell comes first: it is why somebody cannot log in.
    private PartView clock(Moments moments) {
        Evidence codes = evidence.read(moments.now());
        if (codes.hadRunFast(moments.now())) {
            return PartView.of(
                    "clock", false, "clock-ran-fast", moments.clock(codes.refusedUntil()));
        }
        if (codes.medianSteps() != 0) {
            String seconds = String.valueOf(Math.abs(codes.medianSteps() * TotpCodes.STEP_SECONDS));
            return PartView.of(
                    "clock", false, codes.medianSteps() > 0 ? "clock-slow" : "clock-fast", seconds);
        }
        Optional<Duration> off = databaseClock.off();
        if (off.isPresent()) {
            boolean bearable = databaseClock.isBearable();
            return PartView.of(
                    "clock", bearable, bearable ? "clock-off" : "clock-apart", seconds(off.get()));
        }
        return kept(synchronisation.read(), codes.codes());
    }

    /// What is right now by the codes stays right only while somebody keeps it so.
    ///
    /// @param codes how many agree with the clock
    static PartView kept(TimeSynchronisation.State state, int codes) {
        String count = String.valueOf(codes);
        boolean inStep = codes > 0;
        if (inStep && state != TimeSynchronisation.State.NOT_KEPT) {
            return PartView.of("clock", true, "clock-codes", count);
        }
        return switch (state) {
            case KEPT -> PartView.of("clock", true, "clock-kept");
            case NOT_KEPT ->
                    inStep
                            ? PartView.due("clock", "clock-codes-not-kept", count)
                            : PartView.of("clock", false, "clock-not-kept");
            case UNKNOWN -> PartView.of("clock", true, "clock-unknown");
        };
    }

    private PartView disk() {
        try {
            long free = Files.getFileStore(data.path()).getUsableSpace();
            return free < SCARCE
                    ? PartView.of("disk", false, "disk-scarce", String.valueOf(free / MEBIBYTE))
                    : PartView.of("disk", true, "disk", String.valueOf(free / GIBIBYTE));
        } catch (IOException e) {
            return PartView.of("disk", true, "disk-unknown");
        }
    }

    private static PartView version() {
        String version = Health.class.getPackage().getImplementationVersion();
        return PartView.of("version", true, "version", version == null ? "development" : version);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ENGLISH, "%.1f", duration.abs().toMillis() / 1000.0);
    }
}
