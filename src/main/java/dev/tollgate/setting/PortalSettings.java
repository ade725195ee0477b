package dev.tollgate.setting;

import java.net.URI;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The settings that the set-up asks for.
///
/// @param pbxName issuer of authenticator entries, sender of mails, window title; 1 to 40
/// characters, no
///     colon (the otpauth label ends the issuer with one)
/// @param portalAddress base of every link that leaves the portal, scheme and host only, no slash
///     at the end; `http` on loopback only
/// @param timeZone zone in which times are shown
/// @param helpContact free text shown at login; may be empty
public record PortalSettings(
        String pbxName,
        URI portalAddress,
        ZoneId timeZone,
        String helpContact,
        HeaderColour headerColour) {

    private static final int NAME_LIMIT = 40;
    private static final int CONTACT_LIMIT = 120;
    private static final int MAX_PORT = 65_535;

    /// With the header as it is delivered.
    public PortalSettings(String pbxName, URI portalAddress, ZoneId timeZone, String helpContact) {
        this(pbxName, portalAddress, timeZone, helpContact, HeaderColour.PETROL);
    }

    /// What stands in the wizard, and in the portal until the set-up is done.
    public static PortalSettings initial(URI portalAddress, ZoneId timeZone) {
        return new PortalSettings("Tollgate", portalAddress, timeZone, "");
    }

    /// What the form of the set-up holds, or what is wrong with it.
    public static Parsed parse(String pbxName, String portalAddress, String timeZone) {
        return parse(pbxName, portalAddress, timeZone, "", HeaderColour.PETROL.name());
    }

    /// What the form of the preferences holds, or what is wrong with it.
    public static Parsed parse(
            String pbxName,
            String portalAddress,
            String timeZone,
            String helpContact,
            String headerColour) {
        List<Problem> problems = new ArrayList<>();
        String name = pbxName.strip();
        if (!isName(name)) {
            problems.add(Problem.PBX_NAME);
        }
        Optional<URI> address = address(portalAddress.strip());
        if (address.isEmpty()) {
            problems.add(Problem.PORTAL_ADDRESS);
        }
        Optional<ZoneId> zone = zone(timeZone.strip());
        if (zone.isEmpty()) {
            problems.add(Problem.TIME_ZONE);
        }
        String contact = helpContact.strip();
        if (!isLine(contact, CONTACT_LIMIT)) {
            problems.add(Problem.HELP_CONTACT);
        }
        Optional<HeaderColour> colour =
                Arrays.stream(HeaderColour.values())
                        .filter(value -> value.name().equals(headerColour))
                        .findFirst();
        if (colour.isEmpty()) {
            problems.add(Problem.HEADER_COLOUR);
        }
        return problems.isEmpty()
                ? new Parsed.Valid(
                        new PortalSettings(
                                name,
                                address.orElseThrow(),
                                zone.orElseThrow(),
                                contact,
                                colour.orElseThrow()))
                : new Parsed.Invalid(problems);
    }

    /// The result of [#parse].
    public sealed interface Parsed {
        record Valid(PortalSettings settings) implements Parsed {}

        record Invalid(List<Problem> problems) implements Parsed {
            public Invalid {
                problems = List.copyOf(problems);
            }
        }
    }

    /// What can be wrong.
    public enum Problem {
        PBX_NAME,
        PORTAL_ADDRESS,
        TIME_ZONE,
        HELP_CONTACT,
        HEADER_COLOUR
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && name.indexOf(':') < 0 && isLine(name, NAME_LIMIT);
    }

    private static boolean isLine(String text, int limit) {
        return text.codePointCount(0, text.length()) <= limit
                && text.codePoints().noneMatch(PortalSettings::isInvisible);
    }

    static boolean isInvisible(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.UNASSIGNED
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static Optional<URI> address(String text) {
        try {
            URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            return isBase(uri) ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isBase(URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        return uri.getHost() != null
                && (scheme.equals("https") || (scheme.equals("http") && isLoopback(uri.getHost())))
                && uri.getPort() != 0
                && uri.getPort() <= MAX_PORT
                && uri.getRawUserInfo() == null
                && uri.getRawPath().isEmpty()
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
    }

    /// Nobody else is served over plain HTTP.
    private static boolean isLoopback(String host) {
        return MailServer.isLoopback(
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
    }

    /// Those to choose from, without what only old Unix systems name.
    public static List<String> timeZones() {
        return ZoneId.getAvailableZoneIds().stream()
                .filter(zone -> !zone.startsWith("SystemV/"))
                .sorted()
                .toList();
    }

    private static Optional<ZoneId> zone(String text) {
        try {
            return Optional.of(ZoneId.of(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
