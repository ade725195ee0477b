package dev.tollgate.sealing;

import dev.tollgate.kernel.RandomSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// Seals values, bound to their [Place], under the key that is current, opens them under the one
/// they name, and makes keyed hashes.
///
/// Safe for use by many threads.
public final class Sealer {

    private final KeyRing ring;
    private final RandomSource random;

    Sealer(KeyRing ring, RandomSource random) {
        this.ring = ring;
        this.random = random;
    }

    public byte[] seal(Place place, byte[] plain) {
        return ring.current().seal(place, plain, random.bytes(MasterKey.NONCE_BYTES));
    }

    /// @throws KeyException if the blob was altered, moved from another place, or sealed under a
    /// key that is not there
    public byte[] open(Place place, byte[] blob) {
        return ring.find(MasterKey.sealedUnder(place, blob)).open(place, blob);
    }

    /// HMAC-SHA-256 over the parts, 64 lower-case hex digits. `purpose` and the length of each part
    /// are hashed too, so that neither two uses nor two ways of cutting the same bytes can meet.
    /// The same whichever key is current: what is hashed cannot be hashed anew.
    public String keyedHash(String purpose, String... parts) {
        return hash(ring.hashing(), purpose, parts);
    }

    /// A keyed hash that names its key, for what is looked at again long after it was made: the
    /// current key's id, a colon, and HMAC-SHA-256 as in [#keyedHash].
    public String sign(String purpose, String... parts) {
        String id = ring.current().id();
        return id + ":" + hash(ring.signing(id).orElseThrow(), purpose, parts);
    }

    /// Whether `signature` is what [#sign] gave for the same purpose and parts, under the key that
    /// is current or one before.
    public boolean isSigned(String signature, String purpose, String... parts) {
        return ring.signing(signature.split(":", 2)[0])
                .filter(key -> isSigned(key, signature, purpose, parts))
                .isPresent();
    }

    static boolean isSigned(SecretKey key, String signature, String purpose, String... parts) {
        String expected = signature.split(":", 2)[0] + ":" + hash(key, purpose, parts);
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8),
                signature.getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(SecretKey key, String purpose, String... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            update(mac, purpose);
            for (String part : parts) {
                update(mac, part);
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has HmacSHA256", e);
        }
    }

    private static void update(Mac mac, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        mac.update(bytes);
    }
}
