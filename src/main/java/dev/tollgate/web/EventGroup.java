package dev.tollgate.web;

import dev.tollgate.audit.AuditEvent.Kind;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// Events that are looked for together: choices of the filter of "Operation Logs", most of them
/// behind a figure of the Dashboard. The names stand in addresses.
enum EventGroup {
    ALARMS(EnumSet.of(Kind.HARD_STOP, Kind.DEVICE_STOLEN)),
    LOGIN_FAILURES(EnumSet.of(Kind.LOGIN_REFUSED, Kind.CODE_REFUSED)),
    TWO_FACTOR_CHANGES(
            EnumSet.of(
                    Kind.TWO_FACTOR_ON,
                    Kind.TWO_FACTOR_OFF,
                    Kind.TWO_FACTOR_RESET,
                    Kind.METHOD_CHANGED,
                    Kind.AUTHENTICATOR_ADDED,
                    Kind.AUTHENTICATOR_REMOVED,
                    Kind.RECOVERY_CODES_MADE,
                    Kind.TEMPORARY_CODE_ISSUED)),
    TWO_FACTOR_ENDED(EnumSet.of(Kind.TWO_FACTOR_OFF, Kind.TWO_FACTOR_RESET));

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
    private final Set<Kind> kinds;

    EventGroup(EnumSet<Kind> kinds) {
        this.kinds = Collections.unmodifiableSet(kinds);
    }

    Set<Kind> kinds() {
        return kinds;
    }

    /// Where they are listed.
    String address() {
        return OperationLogsController.PAGE + "?event=" + name();
    }
}
