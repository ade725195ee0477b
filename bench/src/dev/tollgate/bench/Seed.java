package dev.tollgate.bench;

import dev.tollgate.account.Accounts;
import dev.tollgate.account.CaseFold;
import dev.tollgate.account.HashedPassword;
import dev.tollgate.kernel.Secret;
import dev.tollgate.sealing.Place;
import dev.tollgate.sealing.Sealer;
import dev.tollgate.storage.Transactions;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/// Fills an empty database with extensions, seven in ten of them with two-factor
/// authentication, one in ten of those by email, and writes
/// who can log in, one a line: user name, password, secret in Base32. The first thousand have
/// passwords of their own, the others share one, since each costs a hash.
final class Seed {

    private static final int OWN_PASSWORDS = 1_000;
    private static final int BATCH = 10_000;
    private static final long NOW = 1_793_545_400_000L;
    private static final String[] NAMES = {
        "Ana", "Lee", "Mia", "Omar", "Eva", "Tom", "Ida", "Ben", "Zoe", "Joe"
    };

    private final Accounts accounts;
    private final Sealer sealer;
    private final Transactions transactions;
    private final JdbcTemplate jdbc;
    private final Random random = new Random(42);

    Seed(Core core) {
        this.accounts = core.get(Accounts.class);
        this.sealer = core.get(Sealer.class);
        this.transactions = core.get(Transactions.class);
        this.jdbc = new JdbcTemplate(core.get(DataSource.class));
    }

    static String number(int index) {
        return String.valueOf(100_000 + index);
    }

    void write(int count, Path out) throws IOException {
        HashedPassword shared = accounts.hash(Secret.of(password(OWN_PASSWORDS)));
        try (BufferedWriter users = Files.newBufferedWriter(out)) {
            for (int from = 0; from < count; from += BATCH) {
                Rows rows = new Rows();
                for (int i = from; i < Math.min(from + BATCH, count); i++) {
                    boolean own = i < OWN_PASSWORDS;
                    HashedPassword hashed = own ? accounts.hash(Secret.of(password(i))) : shared;
                    String line = person(i, hashed, rows);
                    if (!line.isEmpty()) {
                        users.write(line);
                        users.newLine();
                    }
                }
                transactions.write(() -> rows.insert(jdbc));
            }
        }
    }

    private static String password(int index) {
        return "correct horse battery " + Math.min(index, OWN_PASSWORDS);
    }

    /// One in a thousand is disabled, one in five hundred a lobby phone, one in ten was never in.
    private String person(int index, HashedPassword hashed, Rows rows) {
        String id = new UUID((NOW + index << 16) | 0x7000, 0x8000_0000_0000_0000L | index).toString();
        String number = number(index);
        String surname = surname();
        String name = NAMES[random.nextInt(NAMES.length)] + " " + surname;
        String email = "user" + index + "@example.com";
        boolean disabled = index % 1000 == 7;
        boolean access = index % 500 != 3;
        boolean twoFactor = access && random.nextInt(10) < 7;
        boolean never = !twoFactor && random.nextInt(3) == 0;
        boolean byEmail = twoFactor && index % 10 == 4;
        String role = index % 5000 == 5 ? "ADMINISTRATOR" : index % 200 == 0 ? "OPERATOR" : index % 300 == 1 ? "HUMAN_RESOURCE" : "EMPLOYEE";
        byte[] phc = hashed.phc().getBytes(StandardCharsets.US_ASCII);
        rows.accounts.add(new Object[] {
            id, number, email, role, disabled ? "DISABLED" : "ACTIVE", sealer.seal(new Place("account", "password", id), phc),
            NOW, NOW, never ? null : NOW + random.nextInt(1_000_000_000), access ? 1 : 0, byEmail ? 2 : twoFactor ? 1 : 0
        });
        rows.names.add(new Object[] {CaseFold.fold(number), id});
        rows.names.add(new Object[] {CaseFold.fold(email), id});
        rows.extensions.add(new Object[] {id, number, name, CaseFold.fold(name)});
        rows.parts.add(new Object[] {CaseFold.fold(surname), id, number});
        if (!twoFactor) {
            return "";
        }
        rows.factors.add(new Object[] {id, byEmail ? "EMAIL" : "AUTHENTICATOR", NOW});
        if (byEmail) {
            return "";
        }
        byte[] secret = new byte[20];
        random.nextBytes(secret);
        rows.totps.add(new Object[] {id, id, sealer.seal(new Place("totp", "secret", id), secret), NOW});
        return disabled ? "" : number + "," + password(index) + "," + base32(secret);
    }

    private String surname() {
        StringBuilder name = new StringBuilder();
        name.append((char) ('A' + random.nextInt(26)));
        for (int i = 0; i < 7; i++) {
            name.append((char) ('a' + random.nextInt(26)));
        }
        return name.toString();
    }

    private static String base32(byte[] bytes) {
        BigInteger number = new BigInteger(1, bytes);
        StringBuilder text = new StringBuilder();
        for (int i = bytes.length * 8 / 5 - 1; i >= 0; i--) {
            int digit = number.shiftRight(5 * i).intValue() & 31;
            text.append("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".charAt(digit));
        }
        return text.toString();
    }

    private static final class Rows {

        private final List<Object[]> accounts = new ArrayList<>();
        private final List<Object[]> names = new ArrayList<>();
        private final List<Object[]> extensions = new ArrayList<>();
        private final List<Object[]> parts = new ArrayList<>();
        private final List<Object[]> factors = new ArrayList<>();
        private final List<Object[]> totps = new ArrayList<>();

        void insert(JdbcTemplate jdbc) {
            jdbc.batchUpdate(
                    "insert into account (id, username, email, role, status, password, password_changed_at,"
                            + " created_at, last_login_at, portal_access, two_factor, epoch, must_change_password)"
                            + " values (?,?,?,?,?,?,?,?,?,?,?,1,0)",
                    accounts);
            jdbc.batchUpdate("insert into login_name (name, account_id) values (?,?)", names);
            jdbc.batchUpdate(
                    "insert into extension (account_id, number, name, name_key, version) values (?,?,?,?,1)",
                    extensions);
            jdbc.batchUpdate("insert into name_part (part, account_id, number) values (?,?,?)", parts);
            jdbc.batchUpdate(
                    "insert into second_factor (account_id, method, since) values (?,?,?)", factors);
            jdbc.batchUpdate(
                    "insert into totp (id, account_id, name, secret, last_step, created_at) values (?,?,'Phone',?,0,?)",
                    totps);
        }
    }
}
