package dev.tollgate.kernel;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// Where a request came from: the socket's address and what the browser says of itself.
///
/// @param address numeric IPv4 or IPv6 address
/// @param userAgent at most 200 characters, printable; it identifies nobody and is only ever shown
public record Source(String address, String userAgent) {

    private static final String CONSOLE = "console";
    private static final int USER_AGENT_LIMIT = 200;

    public Source {
        userAgent = printable(userAgent);
    }

    /// A console command, which has no network address.
    public static Source console() {
        return new Source(CONSOLE, "tollgate");
    }

    /// Whether it is a console command. A browser cannot pretend to be one: the address is the
    /// socket's.
    public boolean isConsole() {
        return address.equals(CONSOLE);
    }

    /// The browser and its system, as it names itself, for a reader.
    public String browser() {
        return Browsers.name(userAgent);
    }

    /// What a budget by source is counted under: an IPv4 address, or the /64 of an IPv6 address,
    /// since one customer of a provider commonly holds a whole /64.
    public String subject() {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            return prefix64(InetAddress.getByName(address));
        } catch (UnknownHostException e) {
            return address;
        }
    }

    private static String prefix64(InetAddress parsed) throws UnknownHostException {
        if (!(parsed instanceof Inet6Address)) {
            return parsed.getHostAddress();
        }
        byte[] bytes = parsed.getAddress();
        Arrays.fill(bytes, 8, 16, (byte) 0);
        return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
    }

    private static String printable(String text) {
        String cut = text.length() > USER_AGENT_LIMIT ? text.substring(0, USER_AGENT_LIMIT) : text;
        return cut.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", " ").strip();
    }
}
