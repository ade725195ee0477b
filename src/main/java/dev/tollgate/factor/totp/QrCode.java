package dev.tollgate.factor.totp;

/// A QR code (ISO/IEC 18004) as an SVG element to be placed in a page: black on a white plate
/// with the quiet zone of four modules that the standard asks for, so it scans on a dark page
/// too. Error correction is at least level M. It uses attributes only, no style, no script and
/// no address, which a strict content security policy allows; the same input gives the same
/// text.
public final class QrCode {

    private static final int QUIET_ZONE = 4;

    private QrCode() {}

    /// Draws `content`.
    ///
    /// @param content what a scanner reads
    /// @param label what a screen reader says, in the reader's language; escaped here. It must
    ///     not hold the content.
    /// @throws IllegalArgumentException if `content` has more than 2,331 octets of UTF-8
    public static String svg(String content, String label) {
        io.nayuki.qrcodegen.QrCode code =
                io.nayuki.qrcodegen.QrCode.encodeText(
                        content, io.nayuki.qrcodegen.QrCode.Ecc.MEDIUM);
        int side = code.size + 2 * QUIET_ZONE;
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %1$d\"".formatted(side)
                + " shape-rendering=\"crispEdges\" role=\"img\" aria-label=\""
                + escape(label)
                + "\"><rect width=\"%1$d\" height=\"%1$d\" fill=\"#fff\"/>".formatted(side)
                + "<path fill=\"#000\" d=\""
                + path(code)
                + "\"/></svg>";
    }

    /// One rectangle for each run of dark modules in a row.
    private static String path(io.nayuki.qrcodegen.QrCode code) {
        StringBuilder path = new StringBuilder(code.size * code.size * 3);
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; ) {
                int end = endOfRun(code, x, y);
                if (end > x) {
                    appendRun(path, x + QUIET_ZONE, y + QUIET_ZONE, end - x);
                }
                x = end + 1;
            }
        }
        return path.toString();
    }

    /// The first column from `x` on that is not dark; beyond the edge no module is.
    private static int endOfRun(io.nayuki.qrcodegen.QrCode code, int x, int y) {
        int end = x;
        while (code.getModule(end, y)) {
            end++;
        }
        return end;
    }

    private static void appendRun(StringBuilder path, int x, int y, int length) {
        path.append('M').append(x).append(' ').append(y);
        path.append('h').append(length).append("v1h-").append(length).append('z');
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
