package dev.tollgate.policy;

import dev.tollgate.account.Role;
import dev.tollgate.factor.Method;
import dev.tollgate.kernel.AddressRange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The security options, as the administrators have set them.
///
/// @param mandatoryFor the roles whose accounts must have a second factor; may be empty
/// @param mandatoryFrom from the beginning of which day, in the PBX's time zone; `null` for at once
/// @param verifyIdentity whether a first set-up that is mandatory begins with a proof that is not
///     the password
/// @param administratorMethods by which methods administrators may get their codes
/// @param userMethods by which everybody else may
/// @param administratorTrustDays how long administrators may trust a device; 0 for never
/// @param userTrustDays how long everybody else may
/// @param idleLimit after which time without activity a session ends
/// @param administratorAddresses addresses and ranges in CIDR notation from which roles above
///     Employee may log in; empty for any
public record SecurityOptions(
        Set<Role> mandatoryFor,
        @Nullable LocalDate mandatoryFrom,
        boolean verifyIdentity,
        Set<Method> administratorMethods,
        Set<Method> userMethods,
        int administratorTrustDays,
        int userTrustDays,
        Duration idleLimit,
        List<String> administratorAddresses) {

    public static final Duration SHORTEST_IDLE = Duration.ofMinutes(5);
    public static final Duration LONGEST_IDLE = Duration.ofHours(2);

    /// What holds until somebody sets something else.
    public static final SecurityOptions DEFAULT =
            new SecurityOptions(
                    Set.of(),
                    null,
                    false,
                    Set.of(Method.AUTHENTICATOR),
                    Set.of(Method.values()),
                    0,
                    30,
                    Duration.ofMinutes(15),
                    List.of());

    public static final int LONGEST_TRUST_DAYS = 180;

    public SecurityOptions {
        if (!isTrust(administratorTrustDays) || !isTrust(userTrustDays)) {
            throw new IllegalArgumentException("devices are trusted for 0 to 180 days");
        }
        if (idleLimit.compareTo(SHORTEST_IDLE) < 0 || idleLimit.compareTo(LONGEST_IDLE) > 0) {
            throw new IllegalArgumentException("sessions idle for 5 to 120 minutes");
        }
        mandatoryFor = Set.copyOf(mandatoryFor);
        administratorMethods = Set.copyOf(administratorMethods);
        userMethods = Set.copyOf(userMethods);
        administratorAddresses = List.copyOf(administratorAddresses);
    }

    /// By which methods an account of a role may get its codes.
    public Set<Method> methodsFor(Role role) {
        return role.isAdministrator() ? administratorMethods : userMethods;
    }

    /// For how many days an account of a role may trust a device; 0 for never.
    public int trustDaysFor(Role role) {
        return role.isAdministrator() ? administratorTrustDays : userTrustDays;
    }

    /// Whether an account of a role must have a second factor now.
    ///
    /// @param zone the PBX's, in which the day begins
    public boolean demandSecondFactor(Role role, ZoneId zone, Instant now) {
        return mandatoryFor.contains(role)
                && (mandatoryFrom == null
                        || !now.isBefore(mandatoryFrom.atStartOfDay(zone).toInstant()));
    }

    /// Whether an account of a role may log in from an address: an employee from any.
    ///
    /// @param address numeric, as a source has it
    public boolean admit(Role role, String address) {
        return administratorAddresses.isEmpty()
                || !role.ranksOver(Role.EMPLOYEE)
                || administratorAddresses.stream()
                        .flatMap(range -> AddressRange.parse(range).stream())
                        .anyMatch(range -> range.contains(address));
    }

    SecurityOptions methods(Set<Method> administrators, Set<Method> users) {
        return new SecurityOptions(
                mandatoryFor,
                mandatoryFrom,
                verifyIdentity,
                administrators,
                users,
                administratorTrustDays,
                userTrustDays,
                idleLimit,
                administratorAddresses);
    }

    SecurityOptions trust(int administratorDays, int userDays) {
        return new SecurityOptions(
                mandatoryFor,
                mandatoryFrom,
                verifyIdentity,
                administratorMethods,
                userMethods,
                administratorDays,
                userDays,
                idleLimit,
                administratorAddresses);
    }

    private static boolean isTrust(int days) {
        return days >= 0 && days <= LONGEST_TRUST_DAYS;
    }

    SecurityOptions addresses(List<String> ranges) {
        return new SecurityOptions(
                mandatoryFor,
                mandatoryFrom,
                verifyIdentity,
                administratorMethods,
                userMethods,
                administratorTrustDays,
                userTrustDays,
                idleLimit,
                ranges);
    }

    SecurityOptions mandatory(Set<Role> roles, @Nullable LocalDate from) {
        return new SecurityOptions(
                roles,
                from,
                verifyIdentity,
                administratorMethods,
                userMethods,
                administratorTrustDays,
                userTrustDays,
                idleLimit,
                administratorAddresses);
    }

    SecurityOptions verifying(boolean verifies) {
        return new SecurityOptions(
                mandatoryFor,
                mandatoryFrom,
                verifies,
                administratorMethods,
                userMethods,
                administratorTrustDays,
                userTrustDays,
                idleLimit,
                administratorAddresses);
    }

    SecurityOptions idle(Duration limit) {
        return new SecurityOptions(
                mandatoryFor,
                mandatoryFrom,
                verifyIdentity,
                administratorMethods,
                userMethods,
                administratorTrustDays,
                userTrustDays,
                limit,
                administratorAddresses);
    }
}
