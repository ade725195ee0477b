package dev.tollgate.cli;

import dev.tollgate.kernel.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/// A file, or with `-` the standard input, that holds a password in UTF-8 and nothing else but one
/// line end after it.
final class PasswordFile {

    private static final int BYTES_LIMIT = 8_192;

    private final String name;
    private final Terminal terminal;

    PasswordFile(String name, Terminal terminal) {
        this.name = name;
        this.terminal = terminal;
    }

    /// Warns of a file that other users of the machine may read.
    ///
    /// @throws Refusal where it cannot be read or is no text
    Secret read() {
        try {
            return Secret.of(withoutLineEnd(utf8(bytes())));
        } catch (CharacterCodingException e) {
            throw Refusal.of("the password in " + source() + " is not UTF-8", "");
        } catch (IOException | InvalidPathException e) {
            throw Refusal.of(
                    "cannot read the password from " + source(),
                    "is it there, and may this user read it?");
        }
    }

    private byte[] bytes() throws IOException {
        if (name.equals("-")) {
            return terminal.in().readNBytes(BYTES_LIMIT);
        }
        Path path = Path.of(name);
        warnWhereOpenToOthers(path);
        try (InputStream in = Files.newInputStream(path)) {
            return in.readNBytes(BYTES_LIMIT);
        }
    }

    private void warnWhereOpenToOthers(Path path) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
        if (permissions.contains(PosixFilePermission.OTHERS_READ)
                || permissions.contains(PosixFilePermission.GROUP_READ)) {
            terminal.warn("other users of this machine may read " + name);
            terminal.hint("chmod 600 " + name + ", and remove it when it has served");
        }
    }

    private String source() {
        return name.equals("-") ? "standard input" : name;
    }

    private static String utf8(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    private static String withoutLineEnd(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
