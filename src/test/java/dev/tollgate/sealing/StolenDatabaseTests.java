package dev.tollgate.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.TestJar;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.TestUser;
import dev.tollgate.account.Argon2Cost;
import dev.tollgate.account.FirstSetUp;
import dev.tollgate.account.HashingLane;
import dev.tollgate.account.LinkKind;
import dev.tollgate.account.PasswordHasher;
import dev.tollgate.audit.AuditExport;
import dev.tollgate.audit.AuditQuery;
import dev.tollgate.factor.recovery.RecoveryCodes;
import dev.tollgate.factor.recovery.TemporaryCode;
import dev.tollgate.factor.recovery.TemporaryCodes;
import dev.tollgate.factor.totp.TotpSecret;
import dev.tollgate.kernel.ScriptedRandom;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.CodeOutcome;
import dev.tollgate.login.EmailChanges;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.login.TestResets;
import dev.tollgate.notice.TestMails;
import dev.tollgate.session.HalfSessions;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.Sessions;
import dev.tollgate.session.StepUp;
import dev.tollgate.storage.DataDirectory;
import dev.tollgate.storage.Transactions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;

/// What somebody has who copied the database and not the key.
class StolenDatabaseTests {

    private static final Pattern HEX_BLOB = Pattern.compile("\\\\\\\\x([0-9a-f]+)");
    private static final String TYPED_BY_MISTAKE = "my secret password as a name";

    /// PP-12: passwords stood in the database as they were typed.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void databaseWhenStolenThenHoldsNothingOfAnySecret(TestStore store, @TempDir Path dataDir)
            throws IOException, SQLException {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            Map<String, byte[]> secrets = liveThrough(portal);
            liveThroughMails(portal, secrets);
            liveThroughLinks(portal, secrets);
            addKey(secrets, dataDir);
            String loot = latin1(steal(store, portal)) + exports(portal);

            assertThat(loot)
                    .as("the copy is whole")
                    .contains("TWO_FACTOR_ON", "owner", "two-factor-on", "LOGIN_REFUSED,REFUSED");
            secrets.forEach(
                    (what, secret) -> assertThat(loot.contains(latin1(secret))).as(what).isFalse());
            assertThat(loot).doesNotContain("$argon2", "otpauth:");
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void digestsWhenShownAsCookiesThenOpenNothing(TestStore store, @TempDir Path dataDir) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            TestUser user = TestUser.enrolled(portal);
            user.logInWithCode();
            user.halfSession();
            for (String table : List.of("session", "half_session")) {
                String digest = text(portal, "select digest from " + table);
                assertThat(Token.parse(digest)).as("shape of a cookie").isEmpty();
                byte[] bytes = HexFormat.of().parseHex(digest);
                Token forged =
                        Token.parse(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes))
                                .orElseThrow();
                assertThat(portal.get(Sessions.class).find(forged, portal.now())).isEmpty();
                assertThat(portal.get(HalfSessions.class).find(forged, portal.now())).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void passwordsWhenStolenWithoutKeyThenCannotBeGuessedAgainst(
            TestStore store, @TempDir Path dataDir) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            TestUser user = TestUser.create(portal);
            Place place = new Place("account", "password", user.id.text());
            byte[] blob = blob(portal, "select password from account where id = :id", user);
            PasswordHasher hasher = new PasswordHasher(Argon2Cost.DEFAULT, new ScriptedRandom(1));

            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () ->
                                    hasher.matches(
                                            HashingLane.KNOWN, TestPortal.PASSWORD, latin1(blob)));
            Sealer thief =
                    new Sealer(
                            new OneKey(MasterKey.of(new byte[MasterKey.BYTES])),
                            new ScriptedRandom(1));
            assertThatThrownBy(() -> thief.open(place, blob)).isInstanceOf(KeyException.class);

            String phc = latin1(portal.get(Sealer.class).open(place, blob));
            assertThat(hasher.matches(HashingLane.KNOWN, TestPortal.PASSWORD, phc))
                    .as("with the key")
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void blobsWhenSwappedBetweenAccountsThenOpenNoDoor(TestStore store, @TempDir Path dataDir) {
        try (TestPortal portal = TestPortal.open(store, dataDir)) {
            TestUser attacker = TestUser.enrolled(portal);
            TestUser victim = TestUser.enrolled(portal);
            Token half = victim.halfSession();
            attacker.nextStep();

            copy(portal, "totp", "secret", "account_id", attacker, victim);
            assertThatThrownBy(() -> victim.code(half, attacker.code()))
                    .isInstanceOf(KeyException.class);
            giveRecoveryCodes(portal, attacker, victim);
            assertThat(victim.recoveryCode(half, attacker.recoveryCodes.getFirst()))
                    .isInstanceOf(CodeOutcome.Wrong.class);
            copy(portal, "account", "password", "id", attacker, victim);
            assertThatThrownBy(victim::rightPassword).isInstanceOf(KeyException.class);

            assertThat(victim.rows("session")).isZero();
        }
    }

    /// The record as it leaves the portal.
    private static String exports(TestPortal portal) throws IOException {
        AuditQuery all = new AuditQuery(null, null, null, null, Set.of(), null, "");
        StringBuilder out = new StringBuilder();
        for (AuditExport.Format format : AuditExport.Format.values()) {
            portal.get(AuditExport.class).write(all, format, portal.now(), out);
        }
        return out.toString();
    }

    /// Everything that makes or uses a secret, and the secrets that came of it, each in the forms
    /// in which a careless store would show it.
    private static Map<String, byte[]> liveThrough(TestPortal portal) {
        Map<String, byte[]> secrets = new HashMap<>();
        addToken(secrets, "set-up link", portal.get(FirstSetUp.class).newLink(portal.now()));
        TestUser user = TestUser.create(portal);
        addText(secrets, "password", TestPortal.PASSWORD.reveal());
        user.password("a wrong password, typed once");
        addText(secrets, "wrong password", "a wrong password, typed once");
        user.password(TYPED_BY_MISTAKE, "whatever it was");
        addText(secrets, "typed name", TYPED_BY_MISTAKE);

        Token first = ((PasswordOutcome.SignedIn) user.rightPassword()).session();
        addToken(secrets, "session", first);
        Token handle = user.begin(user.session(first));
        addToken(secrets, "handle", handle);
        addToken(secrets, "enrolled session", user.enrol(user.session(first)));
        addSecret(secrets, "authenticator", user.secrets.getFirst());
        user.recoveryCodes.forEach(code -> addText(secrets, "recovery code", code));

        Token half = ((PasswordOutcome.NeedsFactor) user.rightPassword()).halfSession();
        addToken(secrets, "half-session", half);
        CodeOutcome in = user.recoveryCode(half, user.recoveryCodes.getLast());
        Token second = ((CodeOutcome.SignedIn) in).session();
        addToken(secrets, "second session", second);
        PortalSession session = user.session(second);
        user.stepUp(session, Purpose.NEW_RECOVERY_CODES);
        user.code(user.halfSession(), "000000");

        TestUser beginner = TestUser.create(portal);
        PortalSession begun = beginner.logIn();
        Token pending = beginner.begin(begun);
        addSecret(secrets, "pending", beginner.pending(pending, begun).secret());
        return secrets;
    }

    /// Six digits are in a copy by chance, too; their hash is not, nor are they as the whole of a
    /// value.
    private static void liveThroughMails(TestPortal portal, Map<String, byte[]> secrets) {
        TestUser user = TestUser.mailed(portal);
        user.rightPassword();
        String code = user.mailbox().code();
        secrets.put("mailed code hashed without key", ascii(sha256(code)));
        secrets.put("mailed code in hex", ascii(hex(code)));
        secrets.put("mailed code in base64", ascii(base64(code)));
        assertThat(latin1(blob(portal, "select content from mail where account_id = :id", user)))
                .as("mail at rest")
                .doesNotContain(code);

        TemporaryCode temporary =
                portal.get(Transactions.class)
                        .write(
                                () ->
                                        portal.get(TemporaryCodes.class)
                                                .issue(
                                                        user.id,
                                                        user.account().epoch(),
                                                        portal.now()));
        addText(secrets, "temporary code", temporary.text());
    }

    /// Links wait in the outbox and in a table of their own, keepsakes in tables only.
    private static void liveThroughLinks(TestPortal portal, Map<String, byte[]> secrets) {
        TestJar jar = new TestJar();
        TestUser user = TestUser.enrolledEmployee(portal).bringing(jar);
        PortalSession session = user.logInTrusting();
        assertThat(jar.tokens()).as("known and trusted").hasSizeGreaterThan(1);
        jar.tokens().forEach((name, token) -> addToken(secrets, name, token));

        addToken(secrets, "reset link", TestResets.link(portal, user));
        StepUp stepUp = user.stepUp(session, Purpose.CHANGE_EMAIL);
        portal.get(EmailChanges.class)
                .ask(stepUp, LinkKind.EMAIL, "new@example.com", user.source, portal.now());
        addToken(secrets, "address link", TestMails.link(portal, user.id));
    }

    /// Too random to be found by its hash.
    private static void addToken(Map<String, byte[]> secrets, String what, Token token) {
        addForms(secrets, what, token.text());
        secrets.put(what + " raw", Base64.getUrlDecoder().decode(token.text()));
    }

    private static void addText(Map<String, byte[]> secrets, String what, String text) {
        addForms(secrets, what, text);
        secrets.put(what + " hashed without key " + text, ascii(sha256(compact(text))));
    }

    private static void addForms(Map<String, byte[]> secrets, String what, String text) {
        String compact = compact(text);
        for (String form : List.of(text, compact, compact.toLowerCase(Locale.ROOT))) {
            secrets.put(what + " as text " + form, form.getBytes(StandardCharsets.UTF_8));
            secrets.put(what + " in hex " + form, ascii(hex(form)));
            secrets.put(what + " in base64 " + form, ascii(base64(form)));
        }
    }

    private static String compact(String text) {
        return text.replace("-", "").replace(" ", "");
    }

    private static void addSecret(Map<String, byte[]> secrets, String what, TotpSecret secret) {
        addText(secrets, what, secret.base32());
        addText(secrets, what, secret.grouped());
        secrets.put(what + " raw", secret.bytes());
        secrets.put(what + " hex", ascii(HexFormat.of().formatHex(secret.bytes())));
    }

    private static void addKey(Map<String, byte[]> secrets, Path dataDir) throws IOException {
        String key = Files.readString(dataDir.resolve("tollgate.key")).strip();
        addText(secrets, "key", key);
        secrets.put("key raw", Base64.getDecoder().decode(key));
    }

    private static byte[] steal(TestStore store, TestPortal portal)
            throws IOException, SQLException {
        return switch (store) {
            case SQLITE -> stealFile(portal);
            case POSTGRES -> dump(portal);
        };
    }

    private static byte[] stealFile(TestPortal portal) throws IOException {
        portal.jdbc()
                .sql("pragma wal_checkpoint(truncate)")
                .query((row, _) -> row.getInt(1))
                .single();
        return Files.readAllBytes(portal.get(DataDirectory.class).resolve("tollgate.db"));
    }

    /// Every table as text, and every blob once more as bytes.
    private static byte[] dump(TestPortal portal) throws IOException, SQLException {
        List<String> tables =
                portal.jdbc()
                        .sql("select tablename from pg_tables where schemaname = 'public'")
                        .query((row, _) -> row.getString(1))
                        .list();
        ByteArrayOutputStream loot = new ByteArrayOutputStream();
        try (Connection connection = portal.get(DataSource.class).getConnection()) {
            for (String table : tables) {
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyOut("copy " + table + " to stdout", loot);
            }
        }
        Matcher blobs = HEX_BLOB.matcher(loot.toString(StandardCharsets.ISO_8859_1));
        while (blobs.find()) {
            loot.write(HexFormat.of().parseHex(blobs.group(1)));
        }
        return loot.toByteArray();
    }

    private static void copy(
            TestPortal portal,
            String table,
            String column,
            String owner,
            TestUser from,
            TestUser to) {
        String first = "(select %2$s from %1$s where %3$s = :%4$s order by %2$s limit 1)";
        portal.jdbc()
                .sql(
                        "update %s set %s = %s where %s = :to and %s = %s"
                                .formatted(
                                        table,
                                        column,
                                        first.formatted(table, column, owner, "from"),
                                        owner,
                                        column,
                                        first.formatted(table, column, owner, "to")))
                .param("from", from.id.text())
                .param("to", to.id.text())
                .update();
    }

    /// All of them, so that whichever is tried has its row.
    private static void giveRecoveryCodes(TestPortal portal, TestUser from, TestUser to) {
        portal.jdbc()
                .sql("delete from recovery_code where account_id = :to")
                .param("to", to.id.text())
                .update();
        int given =
                portal.jdbc()
                        .sql("update recovery_code set account_id = :to where account_id = :from")
                        .param("to", to.id.text())
                        .param("from", from.id.text())
                        .update();
        assertThat(given).isEqualTo(RecoveryCodes.COUNT);
    }

    private static byte[] blob(TestPortal portal, String sql, TestUser user) {
        return portal.jdbc()
                .sql(sql)
                .param("id", user.id.text())
                .query((row, _) -> row.getBytes(1))
                .single();
    }

    private static String text(TestPortal portal, String sql) {
        Optional<String> found =
                portal.jdbc().sql(sql).query((row, _) -> row.getString(1)).list().stream()
                        .findFirst();
        return found.orElseThrow();
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(String text) {
        return Base64.getEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
