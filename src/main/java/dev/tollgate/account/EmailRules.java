package dev.tollgate.account;

import dev.tollgate.account.LoginName.Problem;
import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which e-mail addresses are taken: the ones that mail systems agree on, which leaves out
/// quoted local parts, address literals, comments and everything that could start a new line in
/// a mail's header.
final class EmailRules {

    private static final int MAX_OCTETS = 254;
    private static final int MAX_LOCAL_OCTETS = 64;

    /// RFC 5322 section 3.2.3, `atext` and the dot.
    private static final Pattern LOCAL_CHARACTERS =
            Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]*");

    private static final Pattern DOMAIN_CHARACTERS = Pattern.compile("[\\p{L}\\p{M}\\p{N}.-]*");
    private static final Pattern DOTS_IN_PLACE = Pattern.compile("[^.]+(\\.[^.]+)*");
    private static final Pattern LABEL = Pattern.compile("[^-.](?:[^.]*[^-.])?");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");

    private EmailRules() {}

    static Optional<Problem> problemWith(String address) {
        if (address.isBlank()) {
            return Optional.of(Problem.EMPTY);
        }
        if (octets(address) > MAX_OCTETS) {
            return Optional.of(Problem.TOO_LONG);
        }
        int at = address.lastIndexOf('@');
        if (at < 0) {
            return Optional.of(Problem.NOT_AN_ADDRESS);
        }
        return problemWithParts(address.substring(0, at), address.substring(at + 1));
    }

    private static Optional<Problem> problemWithParts(String local, String domain) {
        if (!LOCAL_CHARACTERS.matcher(local).matches()
                || !DOMAIN_CHARACTERS.matcher(domain).matches()) {
            return Optional.of(Problem.FORBIDDEN_CHARACTER);
        }
        if (octets(local) > MAX_LOCAL_OCTETS) {
            return Optional.of(Problem.TOO_LONG);
        }
        if (!DOTS_IN_PLACE.matcher(local).matches() || !isDomain(domain)) {
            return Optional.of(Problem.NOT_AN_ADDRESS);
        }
        return problemWithAsciiLength(local, domain);
    }

    private static boolean isDomain(String domain) {
        String[] labels = domain.split("\\.", -1);
        return labels.length >= 2
                && Arrays.stream(labels).allMatch(label -> LABEL.matcher(label).matches())
                && !DIGITS.matcher(labels[labels.length - 1]).matches();
    }

    private static Optional<Problem> problemWithAsciiLength(String local, String domain) {
        try {
            String ascii = IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED | IDN.USE_STD3_ASCII_RULES);
            return local.length() + 1 + ascii.length() > MAX_OCTETS
                    ? Optional.of(Problem.TOO_LONG)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(Problem.NOT_AN_ADDRESS);
        }
    }

    private static int octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
