package dev.tollgate.sealing;

import dev.tollgate.kernel.RandomSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/// Seals values with AES-256-GCM (NIST SP 800-38D), bound to their [Place], and makes keyed hashes.
///
/// A sealed blob is one version byte, the 8-byte id of the key, a random 96-bit nonce, then
/// ciphertext and 128-bit tag. Random nonces keep their margin up to 2^32 seals under one key; a
/// portal with a million accounts that re-seals each daily takes eleven years to get there.
///
/// Safe for use by many threads.
public final class Sealer {

    private static final byte VERSION = 1;
    private static final int KEY_ID_BYTES = 8;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int HEADER_BYTES = 1 + KEY_ID_BYTES;

    private final RandomSource random;
    private final SecretKey sealing;
    private final SecretKey hashing;
    private final byte[] keyId;

    Sealer(MasterKey key, RandomSource random) {
        this.random = random;
        this.sealing = key.derive("seal", "AES");
        this.hashing = key.derive("hash", "HmacSHA256");
        this.keyId = HexFormat.of().parseHex(key.id());
    }

    public byte[] seal(Place place, byte[] plain) {
        byte[] nonce = random.bytes(NONCE_BYTES);
        byte[] header = ByteBuffer.allocate(HEADER_BYTES).put(VERSION).put(keyId).array();
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, header, place, plain);
        return ByteBuffer.allocate(HEADER_BYTES + NONCE_BYTES + sealed.length)
                .put(header)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /// @throws KeyException if the blob was altered, moved from another place, or sealed under
    /// another key
    public byte[] open(Place place, byte[] blob) {
        if (blob.length < HEADER_BYTES + NONCE_BYTES + TAG_BITS / 8) {
            throw unreadable(place);
        }
        ByteBuffer buffer = ByteBuffer.wrap(blob);
        byte[] header = take(buffer, HEADER_BYTES);
        byte[] nonce = take(buffer, NONCE_BYTES);
        return crypt(Cipher.DECRYPT_MODE, nonce, header, place, take(buffer, buffer.remaining()));
    }

    /// HMAC-SHA-256 over the parts, 64 lower-case hex digits. `purpose` and the length of each part
    /// are hashed too, so that neither two uses nor two ways of cutting the same bytes can meet.
    public String keyedHash(String purpose, String... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(hashing);
            update(mac, purpose);
            for (String part : parts) {
                update(mac, part);
            }
            return HexFormat.of().formatHex(mac.doFinal());
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has HmacSHA256", e);
        }
    }

    /// A keyed hash that names its key, for what is looked at again long after it was made: the
    /// key's
    /// id, a colon, [#keyedHash].
    public String sign(String purpose, String... parts) {
        return HexFormat.of().formatHex(keyId) + ":" + keyedHash(purpose, parts);
    }

    /// Whether `signature` is what [#sign] gave for the same purpose and parts.
    public boolean isSigned(String signature, String purpose, String... parts) {
        byte[] expected = sign(purpose, parts).getBytes(StandardCharsets.US_ASCII);
        return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
    }

    private static void update(Mac mac, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
        mac.update(bytes);
    }

    private byte[] crypt(int mode, byte[] nonce, byte[] header, Place place, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, sealing, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(header);
            cipher.updateAAD(place.associatedData());
            return cipher.doFinal(input);
        } catch (AEADBadTagException e) {
            throw unreadable(place);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has AES in GCM", e);
        }
    }

    private static byte[] take(ByteBuffer buffer, int count) {
        byte[] bytes = new byte[count];
        buffer.get(bytes);
        return bytes;
    }

    private static KeyException unreadable(Place place) {
        return new KeyException(
                "the sealed value at " + place + " does not open",
                "the row was altered or copied from elsewhere; restore it from a backup");
    }
}
