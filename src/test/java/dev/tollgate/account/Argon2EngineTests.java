package dev.tollgate.account;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.goterl.lazysodium.SodiumJava;
import com.sun.jna.NativeLong;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.SeededRandom;
import dev.tollgate.kernel.VectorFile;
import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/// Four implementations hold each other to account: ours by libsodium, ours by BouncyCastle,
/// libsodium's own string functions, and Spring Security's encoder.
class Argon2EngineTests {

    private static final Argon2Engine PORTABLE = new BouncyCastleArgon2();
    private static final LibsodiumArgon2 NATIVE = LibsodiumArgon2.load(PORTABLE).orElseThrow();
    private static final SodiumJava SODIUM = LibsodiumArgon2.Library.SODIUM.orElseThrow();
    private static final String[] PASSWORDS = {
        "",
        "password",
        "correct horse battery staple",
        "pässwörd ñ 日本語 📞",
        "nul\u0000inside",
        "\u0000"
    };

    @Test
    void deriveWhenRfc9106VectorThenTheLibraryIsTheRfcsArgon2id() {
        for (String[] row : VectorFile.rows("argon2id-rfc9106-5.3.txt")) {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(
                    new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                            .withMemoryAsKB(32)
                            .withIterations(3)
                            .withParallelism(4)
                            .withSalt(hex(row[1]))
                            .withSecret(hex(row[2]))
                            .withAdditional(hex(row[3]))
                            .build());
            byte[] tag = new byte[32];
            generator.generateBytes(hex(row[0]), tag);
            assertThat(tag).isEqualTo(hex(row[4]));
        }
    }

    @Test
    void deriveWhenReferenceStringsThenSameHash() {
        for (String[] row : VectorFile.rows("argon2id-phc.txt")) {
            PhcString phc = PhcString.parse(row[0]);
            byte[] password = "password".getBytes(US_ASCII);
            assertThat(phc.hashMatches(PORTABLE.derive(password, phc.salt(), phc.work(), 32)))
                    .isTrue();
            assertThat(phc.hashMatches(NATIVE.derive(password, phc.salt(), phc.work(), 32)))
                    .isTrue();
            assertThat(sodiumVerifies(row[0], "password")).isTrue();
        }
    }

    @Test
    void deriveWhenAnyInputThenBothEnginesAgree() {
        SeededRandom random = new SeededRandom(9106);
        for (int round = 0; round < 60; round++) {
            byte[] password = random.bytes(random.below(520));
            byte[] salt = random.bytes(round % 3 == 0 ? 8 + random.below(20) : 16);
            int lanes = round % 5 == 0 ? 1 + random.below(4) : 1;
            Argon2Work work =
                    new Argon2Work(8 * lanes + random.below(600), 1 + random.below(5), lanes);
            int length = 16 + random.below(49);
            assertThat(NATIVE.derive(password, salt, work, length))
                    .isEqualTo(PORTABLE.derive(password, salt, work, length));
        }
    }

    @Test
    void hashWhenMadeByEitherEngineThenAllOthersAcceptIt() {
        Argon2PasswordEncoder spring = new Argon2PasswordEncoder(16, 32, 1, 7168, 5);
        PasswordHasher fast = hasher(NATIVE);
        PasswordHasher slow = hasher(PORTABLE);
        for (String password : PASSWORDS) {
            for (PasswordHasher maker : new PasswordHasher[] {fast, slow}) {
                String phc = maker.hash(Secret.of(password));
                assertThat(fast.matches(HashingLane.KNOWN, Secret.of(password), phc)).isTrue();
                assertThat(slow.matches(HashingLane.KNOWN, Secret.of(password), phc)).isTrue();
                assertThat(spring.matches(password, phc)).isEqualTo(!password.isEmpty());
                assertThat(sodiumVerifies(phc, password)).isTrue();
                assertThat(sodiumVerifies(phc, password + "x")).isFalse();
            }
        }
    }

    @Test
    void matchesWhenMadeByOthersThenBothEnginesAcceptIt() {
        Argon2PasswordEncoder lanes = new Argon2PasswordEncoder(16, 32, 2, 7168, 2);
        for (String password : PASSWORDS) {
            for (String phc : new String[] {lanes.encode(password), sodiumString(password)}) {
                assertThat(hasher(NATIVE).matches(HashingLane.KNOWN, Secret.of(password), phc))
                        .isTrue();
                assertThat(hasher(PORTABLE).matches(HashingLane.KNOWN, Secret.of(password), phc))
                        .isTrue();
                assertThat(
                                hasher(NATIVE)
                                        .matches(
                                                HashingLane.KNOWN,
                                                Secret.of(password + "\u0000"),
                                                phc))
                        .isFalse();
            }
        }
    }

    @Test
    void loadWhenThePortableEngineDisagreesThenNotUsed() {
        assertThat(LibsodiumArgon2.load(new ConstantEngine())).isEmpty();
    }

    @Test
    void fastestWhenLibsodiumLoadsThenLibsodium() {
        assertThat(Argon2Engine.fastest().name()).isEqualTo("libsodium");
    }

    private static PasswordHasher hasher(Argon2Engine engine) {
        return TestPasswordHasher.with(engine);
    }

    private static String sodiumString(String password) {
        byte[] out = new byte[128];
        byte[] utf8 = password.getBytes(UTF_8);
        int code = SODIUM.crypto_pwhash_str(out, utf8, utf8.length, 2, new NativeLong(8192 * 1024));
        assertThat(code).isZero();
        int end = 0;
        while (out[end] != 0) {
            end++;
        }
        return new String(out, 0, end, US_ASCII);
    }

    private static boolean sodiumVerifies(String phc, String password) {
        byte[] utf8 = password.getBytes(UTF_8);
        byte[] terminated = Arrays.copyOf(phc.getBytes(US_ASCII), 128);
        return SODIUM.crypto_pwhash_str_verify(terminated, utf8, utf8.length) == 0;
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static final class ConstantEngine implements Argon2Engine {

        @Override
        public byte[] derive(byte[] password, byte[] salt, Argon2Work work, int length) {
            return new byte[length];
        }

        @Override
        public String name() {
            return "constant";
        }
    }
}
