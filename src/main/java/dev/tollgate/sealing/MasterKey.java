package dev.tollgate.sealing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// 256 bits from which every working key is derived by HKDF-SHA-256 (RFC 5869), one a purpose, so
/// that no two uses share a key. The text form is the base64 of the 32 bytes.
///
/// A sealed blob is one version byte, the 8-byte id of the key, a random 96-bit nonce, then
/// ciphertext and 128-bit tag of AES-256-GCM (NIST SP 800-38D). Random nonces keep their margin up
/// to 2^32 seals under one key; a portal with a million accounts that re-seals each daily takes
/// eleven years to get there.
final class MasterKey {

    static final int BYTES = 32;
    static final int NONCE_BYTES = 12;
    private static final byte VERSION = 1;
    private static final int ID_BYTES = 8;
    private static final int TAG_BITS = 128;
    private static final int HEADER_BYTES = 1 + ID_BYTES;

    private final byte[] material;
    private final byte[] id;
    private final SecretKey sealing;

    private MasterKey(byte[] material) {
        this.material = material;
        this.id = Arrays.copyOf(derive("key id", "Generic").getEncoded(), ID_BYTES);
        this.sealing = derive("seal", "AES");
    }

    static MasterKey of(byte[] material) {
        if (material.length != BYTES) {
            throw new IllegalArgumentException("a key has " + BYTES + " bytes");
        }
        return new MasterKey(material.clone());
    }

    /// @throws IllegalArgumentException if `text` is not the base64 of 32 bytes
    static MasterKey parse(String text) {
        return of(Base64.getDecoder().decode(text));
    }

    String text() {
        return Base64.getEncoder().encodeToString(material);
    }

    /// Names the key without giving anything of it away: 16 hex digits.
    String id() {
        return HexFormat.of().formatHex(id);
    }

    /// For HMAC-SHA-256.
    SecretKey deriveForHashes() {
        return derive("hash", "HmacSHA256");
    }

    private SecretKey derive(String purpose, String algorithm) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            algorithm,
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(new SecretKeySpec(material, "Generic"))
                                    .thenExpand(
                                            ("tollgate " + purpose)
                                                    .getBytes(StandardCharsets.US_ASCII),
                                            BYTES));
        } catch (GeneralSecurityException e) {
            throw new AssertionError("the Java platform has HKDF-SHA256 since 25", e);
        }
    }

    /// @param nonce 96 random bits, used for nothing else
    byte[] seal(Place place, byte[] plain, byte[] nonce) {
        byte[] header = ByteBuffer.allocate(HEADER_BYTES).put(VERSION).put(id).array();
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, header, place, plain);
        return ByteBuffer.allocate(HEADER_BYTES + NONCE_BYTES + sealed.length)
                .put(header)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /// @throws KeyException if the blob was altered, moved from another place, or sealed under
    /// another key
    byte[] open(Place place, byte[] blob) {
        requireWhole(place, blob);
        ByteBuffer buffer = ByteBuffer.wrap(blob);
        byte[] header = take(buffer, HEADER_BYTES);
        byte[] nonce = take(buffer, NONCE_BYTES);
        return crypt(Cipher.DECRYPT_MODE, nonce, header, place, take(buffer, buffer.remaining()));
    }

    /// The id of the key that a blob says it was sealed under.
    ///
    /// @throws KeyException if it is too short to be sealed
    static String sealedUnder(Place place, byte[] blob) {
        requireWhole(place, blob);
        return HexFormat.of().formatHex(blob, 1, HEADER_BYTES);
    }

    @Override
    public String toString() {
        return "MasterKey[" + id() + "]";
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

    private static void requireWhole(Place place, byte[] blob) {
        if (blob.length < HEADER_BYTES + NONCE_BYTES + TAG_BITS / 8) {
            throw unreadable(place);
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
