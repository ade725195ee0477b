package dev.tollgate.account;

import com.goterl.lazysodium.SodiumJava;
import com.goterl.lazysodium.utils.LibraryLoader;
import com.goterl.lazysodium.utils.LibraryLoadingException;
import com.sun.jna.NativeLong;
import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// Argon2id by libsodium's `crypto_pwhash`. That call takes a salt of exactly 16 bytes and one
/// lane, which is what this product stores; other strings are left to the portable engine.
///
/// The raw call is used, not `crypto_pwhash_str`: it takes lengths instead of NUL-terminated
/// strings, it leaves the salt to our own random source, and it tells "out of memory" from
/// "wrong password".
final class LibsodiumArgon2 implements Argon2Engine {

    private static final int ALGORITHM_ARGON2ID13 = 2;
    private static final int SALT_BYTES = 16;
    private static final Argon2Work SMALL = new Argon2Work(8, 1, 1);

    private final SodiumJava sodium;
    private final Argon2Engine portable;

    private LibsodiumArgon2(SodiumJava sodium, Argon2Engine portable) {
        this.sodium = sodium;
        this.portable = portable;
    }

    /// Empty where the library is not to be had (another processor, a temporary directory
    /// without the right to execute) or where it computes anything but what `portable` does.
    static Optional<LibsodiumArgon2> load(Argon2Engine portable) {
        return Library.SODIUM
                .map(sodium -> new LibsodiumArgon2(sodium, portable))
                .filter(LibsodiumArgon2::agreesWithPortable);
    }

    @Override
    public byte[] derive(byte[] password, byte[] salt, Argon2Work work, int length) {
        if (salt.length != SALT_BYTES || work.parallelism() != 1) {
            return portable.derive(password, salt, work, length);
        }
        return pwhash(password, salt, work, length);
    }

    @Override
    public String name() {
        return "libsodium";
    }

    private byte[] pwhash(byte[] password, byte[] salt, Argon2Work work, int length) {
        byte[] hash = new byte[length];
        int code =
                sodium.crypto_pwhash(
                        hash,
                        length,
                        password,
                        password.length,
                        salt,
                        work.iterations(),
                        new NativeLong(work.memoryKib() * 1024L),
                        ALGORITHM_ARGON2ID13);
        if (code != 0) {
            throw new IllegalStateException("libsodium could not hash; it is out of memory");
        }
        return hash;
    }

    private boolean agreesWithPortable() {
        byte[] password = {1, 0, 2};
        byte[] salt = new byte[SALT_BYTES];
        byte[] expected = portable.derive(password, salt, SMALL, 32);
        return Arrays.equals(pwhash(password, salt, SMALL, 32), expected);
    }

    /// Opened once for the whole JVM, since the native methods belong to lazysodium's class and
    /// not to its instances.
    static final class Library {

        static final Optional<SodiumJava> SODIUM = open();

        private Library() {}

        private static Optional<SodiumJava> open() {
            try {
                return Optional.of(openBundled());
            } catch (IOException | LibraryLoadingException | LinkageError e) {
                return Optional.empty();
            }
        }

        /// Takes the one library that fits out of the jar. Left to itself lazysodium unpacks
        /// its whole jar at each start, does not clear it away, and does not find itself inside
        /// a Spring Boot jar.
        private static SodiumJava openBundled() throws IOException {
            Path directory = Files.createTempDirectory("tollgate-libsodium-");
            Path library = directory.resolve("libsodium");
            try {
                extract(library);
                return new SodiumJava(library.toString());
            } finally {
                remove(library.toFile());
                remove(directory.toFile());
            }
        }

        private static void extract(Path target) throws IOException {
            String bundled = "/" + LibraryLoader.getSodiumPathInResources();
            try (InputStream in = SodiumJava.class.getResourceAsStream(bundled)) {
                if (in == null) {
                    throw new FileNotFoundException(bundled);
                }
                Files.copy(in, target);
            }
        }

        /// A loaded library can be removed at once, except under Windows, which waits for the
        /// end.
        private static void remove(File file) {
            if (!file.delete()) {
                file.deleteOnExit();
            }
        }
    }
}
