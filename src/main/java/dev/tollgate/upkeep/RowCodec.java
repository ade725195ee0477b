package dev.tollgate.upkeep;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/// A value of a row as bytes: a letter for its kind, then the value. The kinds are those that both
/// databases have: nothing, whole number, text, bytes.
final class RowCodec {

    private RowCodec() {}

    static void write(DataOutputStream out, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> out.writeByte('-');
            case Number number -> {
                out.writeByte('n');
                out.writeLong(number.longValue());
            }
            case String text -> writeBytes(out, 't', text.getBytes(StandardCharsets.UTF_8));
            case byte[] bytes -> writeBytes(out, 'b', bytes);
            default -> throw new AssertionError("no column holds a " + value.getClass());
        }
    }

    static void read(DataInputStream in, PreparedStatement into, int column)
            throws IOException, SQLException {
        byte kind = in.readByte();
        switch (kind) {
            case '-' -> into.setNull(column, Types.NULL);
            case 'n' -> into.setLong(column, in.readLong());
            case 't' -> into.setString(column, new String(readBytes(in), StandardCharsets.UTF_8));
            case 'b' -> into.setBytes(column, readBytes(in));
            default -> throw new IOException("no kind of value is called " + kind);
        }
    }

    private static void writeBytes(DataOutputStream out, char kind, byte[] bytes)
            throws IOException {
        out.writeByte(kind);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("a value is cut");
        }
        return bytes;
    }
}
