package dev.tollgate.notice;

import java.util.Locale;

/// What a server said, fit to be stored and shown.
final class MailAnswer {

    private static final int LIMIT = 300;

    private MailAnswer() {}

    /// One line of at most 300 characters, without what would move the cursor or turn the text.
    static String of(String said) {
        StringBuilder line = new StringBuilder();
        said.codePoints()
                .map(character -> isPlain(character) ? character : ' ')
                .forEach(line::appendCodePoint);
        String text = line.toString().strip().replaceAll(" {2,}", " ");
        return text.length() <= LIMIT
                ? text
                : text.substring(
                                0,
                                text.offsetByCodePoints(
                                        0,
                                        Math.min(LIMIT - 1, text.codePointCount(0, text.length()))))
                        + "…";
    }

    /// A fault and what was said, as one text.
    static String stored(Delivery.Failed failed) {
        return (failed.fault().name() + " " + failed.answer()).strip();
    }

    /// The two of a stored text; what is not of this program's making says nothing.
    static Delivery.Failed parse(String stored) {
        String[] parts = stored.split(" ", 2);
        for (Delivery.Fault fault : Delivery.Fault.values()) {
            if (fault.name().equals(parts[0].toUpperCase(Locale.ROOT))) {
                return new Delivery.Failed(fault, parts.length == 2 ? parts[1] : "");
            }
        }
        return new Delivery.Failed(Delivery.Fault.BROKE_OFF, "");
    }

    private static boolean isPlain(int character) {
        int type = Character.getType(character);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.UNASSIGNED
                && type != Character.PRIVATE_USE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
