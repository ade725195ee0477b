package dev.tollgate.system;

import dev.tollgate.audit.AuditCheck;
import dev.tollgate.audit.AuditChecks;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.notice.Notices;
import dev.tollgate.setting.Settings;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import org.springframework.stereotype.Component;

/// Has the whole record looked through each night at three, by the portal's time, and tells all
/// administrators once of what is wrong with it. A night in which no server ran is made up for.
@Component
public final class RecordWatch {

    private static final LocalTime THREE = LocalTime.of(3, 0);

    private final AuditChecks checks;
    private final Settings settings;
    private final Notices notices;

    RecordWatch(AuditChecks checks, Settings settings, Notices notices) {
        this.checks = checks;
        this.settings = settings;
        this.notices = notices;
    }

    /// Does so where it is due.
    public void look(Instant now) {
        checks.run(night(now), now, check -> tell(check, now));
    }

    /// The day whose three o'clock has come last.
    private LocalDate night(Instant now) {
        ZonedDateTime local = now.atZone(settings.current().timeZone());
        LocalDate day = local.toLocalDate();
        return local.toLocalTime().isBefore(THREE) ? day.minusDays(1) : day;
    }

    private void tell(AuditCheck check, Instant now) {
        notices.tellAdministrators(
                NoticeKind.RECORD_ALTERED, String.valueOf(check.position()), now);
    }
}
