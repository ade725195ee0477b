package dev.tollgate.web;

import java.util.regex.Pattern;

/// Where a login leads: a path of this portal, never another place.
final class LocalPath {

    private static final int LIMIT = 500;

    /// Segments that do not begin with a dot, so neither a second slash nor a backslash (which
    /// browsers read as one) nor a dot segment, then a query of what an address holds unescaped.
    private static final Pattern SHAPE =
            Pattern.compile("/|(?:/[A-Za-z0-9_-][A-Za-z0-9._~-]*)+(?:\\?[A-Za-z0-9._~/=&%-]*)?");

    private LocalPath() {}

    /// The path itself, or the start page.
    static String of(String wanted) {
        boolean good = wanted.length() <= LIMIT && SHAPE.matcher(wanted).matches();
        return good ? wanted : "/";
    }
}
