package dev.tollgate.sealing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// 256 bits from which every working key is derived by HKDF-SHA-256 (RFC 5869), one a purpose, so
/// that no two uses share a key. The text form is the base64 of the 32 bytes.
final class MasterKey {

    static final int BYTES = 32;
    private static final int ID_BYTES = 8;

    private final byte[] material;

    private MasterKey(byte[] material) {
        this.material = material;
    }

    static MasterKey of(byte[] material) {
        if (material.length != BYTES) {
            throw new IllegalArgumentException("a key has " + BYTES + " bytes");
        }
        return new MasterKey(material.clone());
    }

    /// @throws IllegalArgumentException if `text` is not the base64 of 32 bytes
    static MasterKey parse(String text) {
        return of(Base64.getDecoder().decode(text.strip()));
    }

    String text() {
        return Base64.getEncoder().encodeToString(material);
    }

    /// Names the key without giving anything of it away: 16 hex digits.
    String id() {
        byte[] id = derive("key id", "Generic").getEncoded();
        return HexFormat.of().formatHex(Arrays.copyOf(id, ID_BYTES));
    }

    SecretKey derive(String purpose, String algorithm) {
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

    @Override
    public String toString() {
        return "MasterKey[" + id() + "]";
    }
}
