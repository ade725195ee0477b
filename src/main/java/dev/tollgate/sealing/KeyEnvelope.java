package dev.tollgate.sealing;

import dev.tollgate.kernel.RandomSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/// The keys, sealed under another one, so that they can be kept elsewhere. It looks at no database.
@Component
public final class KeyEnvelope {

    private static final Place PLACE = new Place("envelope", "keys", "1");

    private final KeySource source;
    private final RandomSource random;

    KeyEnvelope(KeySource source, RandomSource random) {
        this.source = source;
        this.random = random;
    }

    /// All keys that are there.
    ///
    /// @param wrapping 32 bytes
    public byte[] seal(byte[] wrapping) {
        String keys = source.read().stream().map(MasterKey::text).collect(Collectors.joining("\n"));
        return MasterKey.of(wrapping)
                .seal(
                        PLACE,
                        keys.getBytes(StandardCharsets.US_ASCII),
                        random.bytes(MasterKey.NONCE_BYTES));
    }

    /// Puts those that are missing into the key file.
    ///
    /// @return how many were; empty where it does not open under this key
    /// @throws KeyException if the key file cannot be read or written
    public OptionalInt open(byte[] wrapping, byte[] sealed) {
        Optional<byte[]> text = opened(MasterKey.of(wrapping), sealed);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        Set<String> known = source.read().stream().map(MasterKey::id).collect(Collectors.toSet());
        List<MasterKey> missing =
                KeyTexts.parse(new String(text.get(), StandardCharsets.US_ASCII)).stream()
                        .filter(key -> !known.contains(key.id()))
                        .toList();
        missing.forEach(source::add);
        return OptionalInt.of(missing.size());
    }

    private static Optional<byte[]> opened(MasterKey wrapping, byte[] sealed) {
        try {
            return Optional.of(wrapping.open(PLACE, sealed));
        } catch (KeyException e) {
            return Optional.empty();
        }
    }
}
