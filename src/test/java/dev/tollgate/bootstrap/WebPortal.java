package dev.tollgate.bootstrap;

import dev.tollgate.TestStaff;
import dev.tollgate.TestStore;
import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.FirstSetUp;
import dev.tollgate.account.NewAccount;
import dev.tollgate.account.Role;
import dev.tollgate.extension.Extensions;
import dev.tollgate.factor.totp.TotpCodes;
import dev.tollgate.factor.totp.TotpSecret;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.TestClock;
import dev.tollgate.setting.PortalSettings;
import dev.tollgate.storage.Transactions;
import jakarta.servlet.http.HttpSessionEvent;
import jakarta.servlet.http.HttpSessionListener;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The whole portal as it is delivered, on a free port of the loopback address and a database of
/// its own, at a time that the test chooses.
final class WebPortal implements AutoCloseable {

    static final String PASSWORD = "correct horse battery staple";
    static final String EXTENSION = "1001";

    private static final Set<String> KEYS = Set.of("key_ring", "working_key");
    private static final Pattern ONE_TIME_PASSWORD =
            Pattern.compile(">([2-9a-z]{5}(?:-[2-9a-z]{5}){3})<");

    final TestClock clock;
    private final ConfigurableApplicationContext context;
    private final HttpClient client;
    private final URI address;

    private WebPortal(TestClock clock, ConfigurableApplicationContext context, HttpClient client) {
        this.clock = clock;
        this.context = context;
        this.client = client;
        String scheme =
                context.getEnvironment().containsProperty("server.ssl.bundle") ? "https" : "http";
        this.address = URI.create(scheme + "://127.0.0.1:" + port());
    }

    /// With the super administrator "admin".
    ///
    /// @param more settings, as on the command line
    static WebPortal open(TestStore store, Path dataDir, String... more) {
        WebPortal portal = openEmpty(store, dataDir, HttpClient.newHttpClient(), more);
        portal.setUp();
        return portal;
    }

    /// Waiting for its set-up.
    static WebPortal openEmpty(TestStore store, Path dataDir, HttpClient client, String... more) {
        TestClock clock = new TestClock();
        return new WebPortal(clock, start(clock, arguments(store.settings(dataDir), more)), client);
    }

    private static ConfigurableApplicationContext start(TestClock clock, String[] arguments) {
        ApplicationContextInitializer<ConfigurableApplicationContext> pin =
                context -> context.getBeanFactory().registerSingleton("pinned", new Pinned(clock));
        return new SpringApplicationBuilder(TollgateApplication.class, Extras.class)
                .initializers(pin)
                .run(arguments);
    }

    private static String[] arguments(Map<String, Object> settings, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=0"));
        settings.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    /// Puts everything back as it was after [#open].
    void fresh() {
        write(
                Snapshot.tables(get(DataSource.class)).stream()
                        .filter(table -> !KEYS.contains(table))
                        .map(table -> "delete from " + table)
                        .toArray(String[]::new));
        write("insert into security_option (name, value) values ('version', '0')"); // from V39
        setUp();
    }

    /// Changes data behind the portal's back, at once.
    void write(String... statements) {
        get(Transactions.class)
                .write(
                        () -> {
                            for (String statement : statements) {
                                jdbc().sql(statement).update();
                            }
                        });
    }

    Browser browser() {
        return new Browser(client, address);
    }

    Wire wire() {
        return new Wire(port());
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /// What the form of an extension posts as the version that it was made from.
    String version(String number) {
        return String.valueOf(get(Extensions.class).find(number).orElseThrow().stamp());
    }

    <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    <T> Collection<T> all(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    JdbcClient jdbc() {
        return get(JdbcClient.class);
    }

    TestStaff staff() {
        return new TestStaff(get(Accounts.class), get(Transactions.class), jdbc());
    }

    Snapshot snapshot() {
        return Snapshot.of(get(DataSource.class));
    }

    int httpSessions() {
        return get(SessionCounter.class).made.get();
    }

    /// A browser whose password was right.
    Browser afterPassword() {
        Browser browser = browser();
        Answer answer = browser.post("/login", "username", "admin", "password", PASSWORD);
        expect(answer, 302);
        return browser;
    }

    /// A browser that is logged in where the password is all that is asked.
    Browser loggedIn() {
        return afterPassword();
    }

    /// A browser that is logged in with a code of the next time step.
    Browser loggedIn(TotpSecret secret) {
        Browser browser = afterPassword();
        expect(browser.post("/login/code", "code", nextCode(secret)), 302);
        return browser;
    }

    /// Opens the pop-up's purpose in a session.
    Answer confirm(Browser browser, String purpose, String target, String code) {
        return confirm(browser, purpose, target, PASSWORD, code);
    }

    private static Answer confirm(
            Browser browser, String purpose, String target, String password, String code) {
        return browser.post(
                "/account/security/confirm",
                "purpose",
                purpose,
                "target",
                target,
                "password",
                password,
                "code",
                code);
    }

    /// Walks to the page with the QR code and gives its address.
    String beginEnrolment(Browser browser) {
        return beginEnrolment(browser, PASSWORD);
    }

    String beginEnrolment(Browser browser, String password) {
        expect(confirm(browser, "enrol", "", password, ""), 302);
        Answer begun = browser.post("/account/security/method", "method", "authenticator");
        expect(begun, 302);
        return begun.location();
    }

    /// The secret on the page with the QR code.
    TotpSecret secret(Browser browser, String page) {
        Pattern key = Pattern.compile("secret=([A-Z2-7]{32})");
        return TotpSecret.of(base32(browser.get(page).find(key).orElseThrow()));
    }

    private static byte[] base32(String text) {
        String digits =
                text.chars()
                        .map(c -> c >= 'A' ? c - 'A' : c - '2' + 26)
                        .mapToObj(digit -> Integer.toString(digit, 32))
                        .collect(Collectors.joining());
        byte[] signed = new BigInteger(digits, 32).toByteArray();
        byte[] bytes = new byte[TotpSecret.BYTES];
        int from = Math.max(signed.length - bytes.length, 0);
        int count = signed.length - from;
        System.arraycopy(signed, from, bytes, bytes.length - count, count);
        return bytes;
    }

    /// Turns two-factor authentication on, through the pages.
    TotpSecret turnOn(Browser browser) {
        return turnOn(browser, PASSWORD);
    }

    /// The same for an account of another password.
    TotpSecret turnOn(Browser browser, String password) {
        String page = beginEnrolment(browser, password);
        TotpSecret secret = secret(browser, page);
        expect(browser.post(page, "code", code(secret)), 200);
        return secret;
    }

    /// Adds the extension 1001 and gives its one-time password.
    String addExtension(Browser administrator) {
        Answer letter =
                administrator.post(
                        "/extensions/add",
                        "number",
                        EXTENSION,
                        "name",
                        "Ana Silva",
                        "email",
                        "ana@example.com");
        return letter.find(ONE_TIME_PASSWORD).orElseThrow();
    }

    /// A browser that is logged in as the user of the extension 1001, whose password is their own.
    Browser employee(String password) {
        Browser browser = browser();
        expect(browser.post("/login", "username", EXTENSION, "password", password), 302);
        write("update account set must_change_password = 0");
        return browser;
    }

    /// What an authenticator shows now.
    String code(TotpSecret secret) {
        return TotpCodes.code(secret, TotpCodes.step(clock.instant()));
    }

    /// What an authenticator shows after the next change.
    String nextCode(TotpSecret secret) {
        clock.advance(Duration.ofSeconds(30));
        return code(secret);
    }

    @Override
    public void close() {
        client.close();
        context.close();
    }

    static void expect(Answer answer, int status) {
        if (answer.status() != status) {
            throw new AssertionError(
                    answer.status() + " instead of " + status + ": " + answer.words());
        }
    }

    private void setUp() {
        Secret password = Secret.of(PASSWORD);
        NewAccount admin =
                new NewAccount(
                        "admin", "admin@example.com", password, password, Role.SUPER_ADMINISTRATOR);
        PortalSettings chosen =
                new PortalSettings(
                        "Acme PBX", URI.create("https://pbx.example.com"), ZoneOffset.UTC, "");
        Optional<Account> made =
                get(FirstSetUp.class)
                        .completeOnConsole(
                                admin, get(Accounts.class).hash(password), chosen, clock.instant());
        if (made.isEmpty()) {
            throw new AssertionError("the database was not empty");
        }
    }

    /// Hands the clock of the test to the context.
    record Pinned(TestClock clock) {}

    /// Counts what must never be.
    static final class SessionCounter implements HttpSessionListener {

        private final AtomicInteger made = new AtomicInteger();

        @Override
        public void sessionCreated(HttpSessionEvent event) {
            made.incrementAndGet();
        }
    }

    /// Not annotated as a configuration, so that no other test's scan finds it.
    static class Extras {

        @Bean
        @Primary
        Clock pinnedClock(Pinned pinned) {
            return pinned.clock();
        }

        @Bean
        AskedFor askedFor() {
            return new AskedFor();
        }

        @Bean
        SessionCounter sessionCounter() {
            return new SessionCounter();
        }
    }
}
