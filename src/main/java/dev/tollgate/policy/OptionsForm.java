package dev.tollgate.policy;

import dev.tollgate.account.Problem;
import dev.tollgate.account.Role;
import dev.tollgate.factor.Method;
import dev.tollgate.kernel.AddressRange;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The security options as somebody typed them.
///
/// @param everybody whether a second factor is mandatory for every role, whatever `roles` holds
/// @param roles for which roles it is mandatory
/// @param from from which day, `2026-12-01`; empty for at once
/// @param verifyIdentity whether a first set-up that is mandatory begins with a proof
/// @param idleMinutes after how many minutes without activity a session ends
/// @param administratorMethods by which methods administrators may get their codes
/// @param userMethods by which everybody else may
/// @param administratorTrustDays for how many days administrators may trust a device
/// @param userTrustDays for how many days everybody else may
/// @param restricted whether `addresses` count
/// @param addresses from which roles above Employee may log in, with spaces, commas or line ends
///     between
public record OptionsForm(
        boolean everybody,
        Set<Role> roles,
        String from,
        boolean verifyIdentity,
        String idleMinutes,
        Set<Method> administratorMethods,
        Set<Method> userMethods,
        String administratorTrustDays,
        String userTrustDays,
        boolean restricted,
        String addresses) {

    /// Nobody writes more by hand, and each login goes through them.
    private static final int MOST_ADDRESSES = 100;

    private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

    public OptionsForm {
        roles = Set.copyOf(roles);
        administratorMethods = Set.copyOf(administratorMethods);
        userMethods = Set.copyOf(userMethods);
        addresses = addresses.replace("\r\n", "\n"); // as a browser sends what it was given
    }

    /// What stands in the form for options that hold.
    public static OptionsForm of(SecurityOptions options) {
        boolean everybody = options.mandatoryFor().size() == Role.values().length;
        LocalDate from = options.mandatoryFrom();
        return new OptionsForm(
                everybody,
                everybody ? Set.of() : options.mandatoryFor(),
                from == null ? "" : from.toString(),
                options.verifyIdentity(),
                String.valueOf(options.idleLimit().toMinutes()),
                options.administratorMethods(),
                options.userMethods(),
                String.valueOf(options.administratorTrustDays()),
                String.valueOf(options.userTrustDays()),
                !options.administratorAddresses().isEmpty(),
                String.join("\n", options.administratorAddresses()));
    }

    public boolean isMandatoryFor(Role role) {
        return everybody || roles.contains(role);
    }

    /// The options that it holds, or everything that is wrong with it.
    public Parsed parse(SecurityOptions now) {
        List<Problem> problems = new ArrayList<>();
        SecurityOptions options = now.verifying(verifyIdentity);
        try {
            Set<Role> wanted = everybody ? EnumSet.allOf(Role.class) : roles;
            options = options.mandatory(wanted, from.isEmpty() ? null : day());
        } catch (DateTimeException e) {
            problems.add(new Problem("mandatoryFrom", "options.from-wrong", ""));
        }
        try {
            options = options.idle(Duration.ofMinutes(number(idleMinutes)));
        } catch (IllegalArgumentException e) {
            problems.add(new Problem("idleMinutes", "options.idle-wrong", ""));
        }
        requireMethod("administratorMethods", administratorMethods, problems);
        requireMethod("userMethods", userMethods, problems);
        options = options.methods(administratorMethods, userMethods);
        int administrators = days("administratorTrustDays", administratorTrustDays, problems);
        int users = days("userTrustDays", userTrustDays, problems);
        options = options.trust(administrators, users);
        options = options.addresses(restricted ? ranges(problems) : List.of());
        return problems.isEmpty() ? new Parsed.Valid(options) : new Parsed.Invalid(problems);
    }

    private static void requireMethod(String field, Set<Method> methods, List<Problem> problems) {
        if (methods.isEmpty()) {
            problems.add(new Problem(field, "options.methods-none", ""));
        }
    }

    private static int days(String field, String typed, List<Problem> problems) {
        if (NUMBER.matcher(typed).matches()
                && Integer.parseInt(typed) <= SecurityOptions.LONGEST_TRUST_DAYS) {
            return Integer.parseInt(typed);
        }
        problems.add(new Problem(field, "options.trust-wrong", ""));
        return 0;
    }

    private List<String> ranges(List<Problem> problems) {
        List<String> typed =
                Arrays.stream(addresses.split("[\\s,;]+", -1))
                        .filter(word -> !word.isEmpty())
                        .toList();
        List<String> wrong =
                typed.stream().filter(word -> AddressRange.parse(word).isEmpty()).toList();
        if (!wrong.isEmpty()) {
            String first = wrong.getFirst();
            String shown = first.length() > 45 ? first.substring(0, 45) : first;
            problems.add(new Problem("addresses", "options.address-wrong", shown));
        } else if (typed.isEmpty() || typed.size() > MOST_ADDRESSES) {
            problems.add(new Problem("addresses", "options.addresses-missing", ""));
        }
        return typed.stream()
                .flatMap(word -> AddressRange.parse(word).stream())
                .map(AddressRange::text)
                .distinct()
                .toList();
    }

    private LocalDate day() {
        if (!DAY.matcher(from).matches()) {
            throw new DateTimeException("not a day");
        }
        return LocalDate.parse(from);
    }

    private static int number(String typed) {
        if (!NUMBER.matcher(typed).matches()) {
            throw new IllegalArgumentException("not a number");
        }
        return Integer.parseInt(typed);
    }

    /// The result of [#parse].
    public sealed interface Parsed {
        record Valid(SecurityOptions options) implements Parsed {}

        record Invalid(List<Problem> problems) implements Parsed {
            public Invalid {
                problems = List.copyOf(problems);
            }
        }
    }
}
