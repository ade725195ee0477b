package dev.tollgate.setting;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// How to reach the mail server, without the password.
///
/// @param host a name or a literal address
/// @param username login there; empty for none
/// @param sender address in the line From of every mail
public record MailServer(
        String host, int port, Encryption encryption, String username, String sender) {

    private static final int MAX_PORT = 65_535;
    private static final int USERNAME_LIMIT = 254;

    private static final Pattern NAME =
            Pattern.compile(
                    "(?=.{1,253}$)[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
                            + "(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");
    private static final Pattern SIX = Pattern.compile("(?=.*:.*:)[0-9A-Fa-f:.]{2,45}");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|(0{0,4}:){2,7}0{0,3}1");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,5}");

    /// RFC 5322 section 3.2.3, `dot-atom`, on both sides.
    private static final Pattern ADDRESS =
            Pattern.compile(
                    "(?=.{3,254}$)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
                            + "@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)*");

    /// How the connection is kept from other eyes. The names are stored: add, never rename.
    public enum Encryption {
        /// Begins in clear and changes to TLS before anything is said; refused where the server
        /// cannot.
        STARTTLS,
        /// TLS from the first byte.
        TLS,
        /// None: for a server on this machine only.
        NONE
    }

    /// What can be wrong with a form.
    public enum Problem {
        HOST,
        PORT,
        ENCRYPTION,
        /// Without encryption only this machine is reached.
        NOT_LOOPBACK,
        USERNAME,
        SENDER
    }

    /// The result of [#parse].
    public sealed interface Parsed {
        record Valid(MailServer server) implements Parsed {}

        record Invalid(List<Problem> problems) implements Parsed {
            public Invalid {
                problems = List.copyOf(problems);
            }
        }
    }

    /// What a typed form holds, or what is wrong with it.
    public static Parsed parse(
            String host, String port, String encryption, String username, String sender) {
        List<Problem> problems = new ArrayList<>();
        String name = host.strip();
        boolean isHost = NAME.matcher(name).matches() || SIX.matcher(name).matches();
        note(problems, isHost, Problem.HOST);
        int number = DIGITS.matcher(port.strip()).matches() ? Integer.parseInt(port.strip()) : 0;
        note(problems, number >= 1 && number <= MAX_PORT, Problem.PORT);
        boolean known = encryption.matches("STARTTLS|TLS|NONE");
        note(problems, known, Problem.ENCRYPTION);
        note(
                problems,
                !isHost || !encryption.equals("NONE") || isLoopback(name),
                Problem.NOT_LOOPBACK);
        note(problems, isPrintable(username.strip()), Problem.USERNAME);
        note(problems, ADDRESS.matcher(sender.strip()).matches(), Problem.SENDER);
        return problems.isEmpty()
                ? new Parsed.Valid(
                        new MailServer(
                                name,
                                number,
                                Encryption.valueOf(encryption),
                                username.strip(),
                                sender.strip()))
                : new Parsed.Invalid(problems);
    }

    /// Whether a password that was given for the other may be sent to this one: they are the same
    /// server, reached in the same way, and the same user.
    public boolean sharesPasswordWith(MailServer other) {
        return host.equalsIgnoreCase(other.host)
                && port == other.port
                && encryption == other.encryption
                && username.equals(other.username);
    }

    static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    private static boolean isPrintable(String text) {
        return text.length() <= USERNAME_LIMIT
                && text.codePoints().noneMatch(PortalSettings::isInvisible);
    }

    private static void note(List<Problem> problems, boolean fine, Problem otherwise) {
        if (!fine) {
            problems.add(otherwise);
        }
    }
}
