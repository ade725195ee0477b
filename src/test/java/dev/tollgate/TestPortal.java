package dev.tollgate;

import dev.tollgate.account.Account;
import dev.tollgate.account.Accounts;
import dev.tollgate.account.FirstSetUp;
import dev.tollgate.account.LoginName;
import dev.tollgate.account.NewAccount;
import dev.tollgate.account.Role;
import dev.tollgate.account.TestPasswordHasher;
import dev.tollgate.enrolment.AuthenticatorName;
import dev.tollgate.enrolment.Beginning;
import dev.tollgate.enrolment.Confirmation;
import dev.tollgate.enrolment.Enrolment;
import dev.tollgate.factor.totp.PendingAuthenticator;
import dev.tollgate.factor.totp.TotpCodes;
import dev.tollgate.factor.totp.TotpSecret;
import dev.tollgate.kernel.Keepsakes;
import dev.tollgate.kernel.Secret;
import dev.tollgate.kernel.Source;
import dev.tollgate.kernel.TestClock;
import dev.tollgate.kernel.Token;
import dev.tollgate.login.ConfirmOutcome;
import dev.tollgate.login.Confirmations;
import dev.tollgate.login.Login;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.Sessions;
import dev.tollgate.session.StepUp;
import dev.tollgate.setting.PortalSettings;
import dev.tollgate.storage.SchemaPolicy;
import dev.tollgate.storage.Transactions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The whole portal without its web and console doors, on a real database, at a time that the test
/// chooses. The super administrator "admin" is there.
public final class TestPortal implements AutoCloseable {

    public static final Secret PASSWORD = Secret.of("correct horse battery staple");
    public static final Source SOURCE = new Source("192.0.2.7", "Test Browser");

    /// As a property of the JVM it makes every portal quick, as mutation testing does.
    private static final String QUICK = "test.quick";

    public final TestClock clock;
    private final Map<String, Object> settings;
    private ConfigurableApplicationContext context;

    private TestPortal(Map<String, Object> settings, TestClock clock) {
        this.settings = settings;
        this.clock = clock;
        this.context = start(settings, clock);
    }

    /// On an empty database, with the super administrator made.
    public static TestPortal open(TestStore store, Path dataDir) {
        TestPortal portal = new TestPortal(store.settings(dataDir), new TestClock());
        portal.setUp();
        return portal;
    }

    /// The same for walks of many steps: a password's hash costs next to nothing there.
    public static TestPortal openQuick(TestStore store, Path dataDir) {
        Map<String, Object> settings = new HashMap<>(store.settings(dataDir));
        settings.put(QUICK, "true");
        TestPortal portal = new TestPortal(settings, new TestClock());
        portal.setUp();
        return portal;
    }

    /// On an empty database, waiting for its set-up.
    public static TestPortal openEmpty(TestStore store, Path dataDir) {
        return new TestPortal(store.settings(dataDir), new TestClock());
    }

    /// On a database that is there, as it is.
    public static TestPortal join(Map<String, Object> settings) {
        return new TestPortal(settings, new TestClock());
    }

    /// What leads another program to the same database and key.
    public Map<String, Object> settings() {
        return settings;
    }

    /// A second node on the same database and key.
    public TestPortal secondNode() {
        return new TestPortal(settings, clock);
    }

    /// Ends the process, as it were, and starts another on what it left behind.
    public void restart() {
        context.close();
        context = start(settings, clock);
    }

    /// Ends the process, as it were; [#restart] starts another.
    public void stop() {
        context.close();
    }

    public <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    /// Everything that is of a type, as the product itself is given it.
    public <T> Collection<T> all(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    public Instant now() {
        return clock.instant();
    }

    public JdbcClient jdbc() {
        return get(JdbcClient.class);
    }

    public Account admin() {
        return get(Accounts.class).find(LoginName.of("admin")).orElseThrow();
    }

    public PasswordOutcome password(Secret password) {
        return get(Login.class).withPassword("admin", password, "/", Keepsakes.NONE, SOURCE, now());
    }

    /// Logs in where the password is all that is asked.
    public PortalSession logIn() {
        return session(((PasswordOutcome.SignedIn) password(PASSWORD)).session());
    }

    /// A session as a login gives it, without the work of one.
    public PortalSession opened(Account account) {
        return session(
                get(Transactions.class)
                        .write(
                                () ->
                                        get(Sessions.class)
                                                .open(account, SOURCE, now(), null, now())));
    }

    /// The half-session of a right password.
    public Token halfSession() {
        return ((PasswordOutcome.NeedsFactor) password(PASSWORD)).halfSession();
    }

    public PortalSession session(Token token) {
        return get(Sessions.class).find(token, now()).orElseThrow();
    }

    /// Confirms the pop-up.
    public StepUp stepUp(PortalSession session, Purpose purpose, String code) {
        return stepUp(session, purpose, PASSWORD, code);
    }

    private StepUp stepUp(PortalSession session, Purpose purpose, Secret password, String code) {
        ConfirmOutcome outcome =
                get(Confirmations.class).confirm(session, purpose, password, code, SOURCE, now());
        return ((ConfirmOutcome.Confirmed) outcome).stepUp();
    }

    /// Turns two-factor authentication on from a session without it, with the code of this moment.
    public Enrolled enrol(PortalSession session) {
        return enrol(session, PASSWORD);
    }

    /// The same for an account of another password.
    public Enrolled enrol(PortalSession session, Secret password) {
        Enrolment enrolment = get(Enrolment.class);
        StepUp stepUp = stepUp(session, Purpose.TURN_ON, password, "");
        Token handle = ((Beginning.Begun) enrolment.begin(stepUp, SOURCE, now())).handle();
        PendingAuthenticator pending = enrolment.find(handle, session).orElseThrow();
        Confirmation confirmation =
                enrolment.confirm(
                        handle,
                        session,
                        code(pending.secret()),
                        AuthenticatorName.of("Phone"),
                        SOURCE,
                        now());
        Confirmation.Enrolled enrolled = (Confirmation.Enrolled) confirmation;
        return new Enrolled(pending.secret(), enrolled.session(), enrolled);
    }

    /// The code that an authenticator shows now.
    public String code(TotpSecret secret) {
        return TotpCodes.code(secret, TotpCodes.step(now()));
    }

    @Override
    public void close() {
        context.close();
    }

    private void setUp() {
        Secret password = PASSWORD;
        NewAccount admin =
                new NewAccount(
                        "admin", "admin@example.com", password, password, Role.SUPER_ADMINISTRATOR);
        PortalSettings portal =
                new PortalSettings(
                        "Acme PBX", URI.create("https://pbx.example.com"), ZoneOffset.UTC, "");
        Optional<Account> made =
                get(FirstSetUp.class)
                        .completeOnConsole(
                                admin, get(Accounts.class).hash(password), portal, now());
        if (made.isEmpty()) {
            throw new AssertionError("the database was not empty");
        }
    }

    private static ConfigurableApplicationContext start(
            Map<String, Object> settings, TestClock clock) {
        SpringApplicationBuilder builder =
                new SpringApplicationBuilder(Core.class)
                        .web(WebApplicationType.NONE)
                        .bannerMode(org.springframework.boot.Banner.Mode.OFF)
                        .logStartupInfo(false)
                        .properties(settings);
        builder.initializers(
                started ->
                        started.getBeanFactory().registerSingleton("testClock", new Pinned(clock)));
        if (settings.containsKey(QUICK) || Boolean.getBoolean(QUICK)) {
            builder.initializers(TestPasswordHasher::makeCheap);
        }
        return builder.run();
    }

    /// An account that has just turned two-factor authentication on.
    ///
    /// @param session the session in hand
    public record Enrolled(TotpSecret secret, Token session, Confirmation.Enrolled confirmation) {}

    /// Hands the clock of the test to the context.
    record Pinned(TestClock clock) {}

    /// No `@Configuration`, or a scan of the whole program would find it in a test.
    @ComponentScan(
            basePackages = "dev.tollgate",
            excludeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern = "dev\\.tollgate\\.(web|cli|bootstrap)\\..*|.*Test.*"))
    static class Core {

        @Bean
        @Primary
        java.time.Clock pinnedClock(Pinned pinned) {
            return pinned.clock();
        }

        @Bean
        SchemaPolicy schemaPolicy() {
            return SchemaPolicy.MIGRATE;
        }
    }
}
