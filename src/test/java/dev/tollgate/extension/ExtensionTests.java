package dev.tollgate.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tollgate.SharedPortals;
import dev.tollgate.TestPortal;
import dev.tollgate.TestStore;
import dev.tollgate.account.Account;
import dev.tollgate.account.Role;
import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditLog;
import dev.tollgate.extension.Extension.LoginState;
import dev.tollgate.extension.ExtensionQuery.AccountStatus;
import dev.tollgate.extension.ExtensionQuery.TwoFactor;
import dev.tollgate.extension.Extensions.Addition;
import dev.tollgate.factor.Method;
import dev.tollgate.factor.SecondFactors;
import dev.tollgate.factor.recovery.RecoveryCodes;
import dev.tollgate.factor.totp.Authenticators;
import dev.tollgate.kernel.Keepsakes;
import dev.tollgate.kernel.Secret;
import dev.tollgate.login.Login;
import dev.tollgate.login.PasswordChange;
import dev.tollgate.login.PasswordChanges;
import dev.tollgate.login.PasswordOutcome;
import dev.tollgate.notice.Notice;
import dev.tollgate.notice.NoticeKind;
import dev.tollgate.notice.Notices;
import dev.tollgate.session.Administered;
import dev.tollgate.session.PortalSession;
import dev.tollgate.session.Purpose;
import dev.tollgate.session.Sessions;
import dev.tollgate.session.StepUp;
import dev.tollgate.storage.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ExtensionTests {

    @RegisterExtension static final SharedPortals PORTALS = new SharedPortals();

    private static final Secret CHOSEN = Secret.of("seven green ducks fly");
    private static final AtomicInteger NUMBERS = new AtomicInteger(1000);

    /// The seed's troubleshooting, from the first login to the way back in.
    @ParameterizedTest
    @EnumSource(TestStore.class)
    void turnOffTwoFactorWhenUserIsStuckThenPasswordAloneLogsIn(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        User user = addAndLogIn(portal);
        TestPortal.Enrolled enrolled = user.enrol(user.session);
        PortalSession enrolledSession = portal.session(enrolled.session());
        assertThat(user.logIn()).isInstanceOf(PasswordOutcome.NeedsFactor.class);

        Extension before = user.reload();
        portal.get(ExtensionRescue.class)
                .turnOffTwoFactor(
                        stepUp(portal), before, "lost phone", TestPortal.SOURCE, portal.now());

        assertThat(user.logIn()).isInstanceOf(PasswordOutcome.SignedIn.class);
        assertThat(portal.get(SecondFactors.class).of(before.account())).isEmpty();
        assertThat(portal.get(Authenticators.class).of(before.account())).isEmpty();
        assertThat(portal.get(RecoveryCodes.class).state(before.account())).isEmpty();
        assertThat(portal.get(Sessions.class).of(before.account(), portal.now()))
                .extracting(PortalSession::digest)
                .doesNotContain(enrolledSession.digest());
        assertThat(portal.get(Notices.class).unread(before.account()))
                .extracting(Notice::kind)
                .contains(NoticeKind.TWO_FACTOR_OFF_BY_ADMINISTRATOR);
        assertThat(events(portal, before))
                .anySatisfy(
                        event -> {
                            assertThat(event.kind()).isEqualTo(AuditEvent.Kind.TWO_FACTOR_RESET);
                            assertThat(event.actor()).isEqualTo(portal.admin().id());
                            assertThat(event.reason()).isEqualTo("lost phone");
                        });
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void turnOffTwoFactorWhenStepUpIsForSomethingElseThenNothingChanges(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        User user = addAndLogIn(portal);
        user.enrol(user.session);
        StepUp other = portal.stepUp(portal.logIn(), Purpose.TURN_ON, "");

        assertThatThrownBy(
                        () ->
                                portal.get(ExtensionRescue.class)
                                        .turnOffTwoFactor(
                                                other,
                                                user.reload(),
                                                "",
                                                TestPortal.SOURCE,
                                                portal.now()))
                .isInstanceOf(IllegalStateException.class);
        assertThat(user.logIn()).isInstanceOf(PasswordOutcome.NeedsFactor.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void oneTimePasswordWhenSevenDaysOldThenRefused(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Addition.Added added = add(portal, "Late", "");
        portal.clock.advance(Duration.ofDays(7));

        assertThat(logIn(portal, added.extension().number(), added.oneTimePassword()))
                .isInstanceOf(PasswordOutcome.Refused.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void oneTimePasswordWhenUsedThenOpensNothingButItsChange(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Addition.Added added = add(portal, "New", "");
        PasswordOutcome outcome =
                logIn(portal, added.extension().number(), added.oneTimePassword());

        PortalSession session = portal.session(((PasswordOutcome.SignedIn) outcome).session());
        assertThat(session.mustChangePassword()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void issuePasswordWhenAskedThenOldOneAndSessionsEndAndFactorStays(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        User user = addAndLogIn(portal);
        TestPortal.Enrolled enrolled = user.enrol(user.session);

        Administered<Secret> outcome =
                portal.get(ExtensionRescue.class)
                        .issuePassword(
                                stepUp(portal), user.reload(), TestPortal.SOURCE, portal.now());
        Secret issued = ((Administered.Done<Secret>) outcome).value();

        assertThat(user.logIn()).isInstanceOf(PasswordOutcome.Refused.class);
        assertThat(portal.get(Sessions.class).find(enrolled.session(), portal.now())).isEmpty();
        assertThat(logIn(portal, user.number, issued))
                .isInstanceOf(PasswordOutcome.NeedsFactor.class);
    }

    @ParameterizedTest
    @CsvSource({
        "SQLITE, 12a, Ana, , number",
        "SQLITE, 1, Ana, , number",
        "SQLITE, ١٢٣, Ana, , number",
        "SQLITE, 2001, Ana, no-address, email",
        "POSTGRES, '', Ana, , number"
    })
    void addWhenSomethingWillNotDoThenTheFieldIsNamed(
            TestStore store, String number, String name, String email, String field) {
        TestPortal portal = PORTALS.of(store);
        Addition addition = add(portal, number, name, email == null ? "" : email);

        assertThat(((Addition.Invalid) addition).problems())
                .extracting(problem -> problem.field())
                .containsExactly(field);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void addWhenNumberOrAddressIsTakenThenNothingIsMade(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Addition.Added first = add(portal, "Ana", "ana" + NUMBERS.get() + "@example.com");
        long total = total(portal);

        Addition sameNumber = add(portal, first.extension().number(), "Bo", "");
        Addition sameAddress =
                add(
                        portal,
                        next(),
                        "Bo",
                        first.extension().email().toUpperCase(java.util.Locale.ROOT));

        assertThat(sameNumber).isInstanceOf(Addition.Invalid.class);
        assertThat(sameAddress).isInstanceOf(Addition.Invalid.class);
        assertThat(total(portal)).isEqualTo(total);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void renameWhenSomebodySavedFirstThenNothingIsOverwritten(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Extension read = add(portal, "Ana", "").extension();
        PortalSession admin = portal.logIn();

        assertThat(rename(portal, admin, read, "Anna")).isInstanceOf(Saving.Saved.class);
        assertThat(rename(portal, admin, read, "Hanna"))
                .isInstanceOf(Saving.ChangedMeanwhile.class);
        Extension fresh = portal.get(Extensions.class).find(read.number()).orElseThrow();
        assertThat(fresh.name()).isEqualTo("Anna");
        ExtensionChange stale = named(read, "Hanna");
        assertThat(save(portal, admin, fresh, stale)).isInstanceOf(Saving.ChangedMeanwhile.class);
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void listWhenSearchedThenFindsByNumberNameAndAddress(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Extension one =
                add(portal, "Quirin 100%_!", "quirin" + NUMBERS.get() + "@example.com").extension();
        Extensions extensions = portal.get(Extensions.class);

        for (String search :
                List.of(one.number(), "quirin 100%_", "QUIRIN", "100%_", one.email())) {
            assertThat(extensions.list(ExtensionQuery.of(search)).extensions())
                    .as(search)
                    .extracting(Extension::number)
                    .contains(one.number());
        }
        assertThat(extensions.list(ExtensionQuery.of("quirin 100_")).total()).isZero();
        assertThat(extensions.list(ExtensionQuery.of("00%_")).total()).isZero();
        assertThat(extensions.list(ExtensionQuery.of(one.number()).in(TwoFactor.ON)).total())
                .isZero();
        assertThat(extensions.list(ExtensionQuery.of(one.number()).in(TwoFactor.OFF)).total())
                .isOne();
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void listWhenMoreThanAPageThenNextPageGoesOnByNumber(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        insertRows(portal, "77", 60);
        Extensions extensions = portal.get(Extensions.class);

        ExtensionPage first = extensions.list(ExtensionQuery.of("77"));
        ExtensionPage second =
                extensions.list(
                        ExtensionQuery.of("77").after(first.extensions().getLast().number()));

        assertThat(first.extensions()).hasSize(50);
        assertThat(first.more()).isTrue();
        assertThat(first.total()).isEqualTo(60);
        assertThat(second.extensions()).hasSize(10);
        assertThat(second.more()).isFalse();
        assertThat(second.extensions().getFirst().number())
                .isGreaterThan(first.extensions().getLast().number());
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void listWhenSortedAnyWayThenPagesFollowEachOther(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        insertRows(portal, "66", 60);
        portal.jdbc()
                .sql(
                        """
                        update extension set name = 'Row ' || substr(number, 5, 1),
                                             name_key = 'row ' || substr(number, 5, 1)
                        where number like '66%'""")
                .update();
        portal.jdbc()
                .sql(
                        """
                        update account set last_login_at = cast(substr(username, 4, 1) as integer) * 1000
                        where username like '66%' and username not like '%9'""")
                .update();
        for (ExtensionSort sort : ExtensionSort.values()) {
            List<Extension> all = everyPage(portal, ExtensionQuery.of("66").by(sort));

            assertThat(all).as("%s", sort).hasSize(60).doesNotHaveDuplicates();
            assertThat(all).as("%s", sort).isSortedAccordingTo(order(sort));
        }
    }

    @ParameterizedTest
    @EnumSource(TestStore.class)
    void listWhenFilteredThenHoldsThatRoleOrStateOnly(TestStore store) {
        TestPortal portal = PORTALS.of(store);
        Staff staff = Staff.of(portal);
        String operator = staff.make(Role.OPERATOR).username();
        Account gone = staff.make(Role.EMPLOYEE);
        staff.maker().disable(gone);
        Account unseen = staff.make(Role.EMPLOYEE);
        portal.get(Transactions.class)
                .write(
                        () ->
                                portal.get(SecondFactors.class)
                                        .turnOn(unseen.id(), Method.AUTHENTICATOR, portal.now()));
        Extensions extensions = portal.get(Extensions.class);

        assertThat(extensions.list(ExtensionQuery.of(operator).with(Role.OPERATOR)).total())
                .isOne();
        assertThat(extensions.list(ExtensionQuery.of(operator).with(Role.EMPLOYEE)).total())
                .isZero();
        Map<TwoFactor, Set<LoginState>> shown =
                Map.of(
                        TwoFactor.ON, Set.of(LoginState.ON),
                        TwoFactor.AUTHENTICATOR, Set.of(LoginState.ON),
                        TwoFactor.EMAIL, Set.of(LoginState.ON),
                        TwoFactor.OFF, Set.of(LoginState.OFF, LoginState.NEVER),
                        TwoFactor.MUST_ENROL, Set.of(LoginState.OFF, LoginState.NEVER),
                        TwoFactor.NEVER, Set.of(LoginState.NEVER));
        ExtensionQuery demanding = ExtensionQuery.of("").demanding(Set.of(Role.OPERATOR));
        shown.forEach(
                (state, states) -> {
                    for (Extension found : extensions.list(demanding.in(state)).extensions()) {
                        assertThat(states).as("%s", state).contains(found.loginState());
                    }
                });
        assertThat(extensions.list(demanding.in(TwoFactor.MUST_ENROL)).extensions())
                .extracting(Extension::role)
                .isNotEmpty()
                .containsOnly(Role.OPERATOR);
        assertThat(extensions.list(ExtensionQuery.of("").in(TwoFactor.MUST_ENROL)).total())
                .as("demanded of nobody")
                .isZero();
        ExtensionQuery one = ExtensionQuery.of(unseen.username());
        assertThat(extensions.list(one.in(TwoFactor.AUTHENTICATOR)).total()).isOne();
        assertThat(extensions.list(one.in(TwoFactor.EMAIL)).total()).isZero();
        assertThat(extensions.list(one.in(AccountStatus.OPEN)).total()).isOne();
        assertThat(
                        extensions
                                .list(ExtensionQuery.of(gone.username()).in(AccountStatus.OPEN))
                                .total())
                .isZero();
        assertThat(
                        extensions
                                .list(ExtensionQuery.of(gone.username()).in(AccountStatus.DISABLED))
                                .total())
                .isOne();
    }

    private static List<Extension> everyPage(TestPortal portal, ExtensionQuery first) {
        List<Extension> all = new ArrayList<>();
        ExtensionPage page = portal.get(Extensions.class).list(first);
        all.addAll(page.extensions());
        while (page.more()) {
            page = portal.get(Extensions.class).list(first.after(all.getLast().number()));
            all.addAll(page.extensions());
        }
        return all;
    }

    private static Comparator<Extension> order(ExtensionSort sort) {
        Comparator<Extension> byNumber = Comparator.comparing(Extension::number);
        return switch (sort) {
            case NUMBER -> byNumber;
            case NAME -> Comparator.comparing(Extension::name).thenComparing(byNumber);
            case LAST_LOGIN ->
                    Comparator.comparing(
                                    (Extension extension) ->
                                            extension.lastLoginAt() == null
                                                    ? Instant.EPOCH
                                                    : extension.lastLoginAt())
                            .reversed()
                            .thenComparing(byNumber);
        };
    }

    private static Saving rename(TestPortal portal, PortalSession by, Extension read, String name) {
        return save(portal, by, read, named(read, name));
    }

    private static Saving save(
            TestPortal portal, PortalSession by, Extension read, ExtensionChange wanted) {
        return portal.get(ExtensionEditing.class)
                .save(by, Optional.empty(), read, wanted, TestPortal.SOURCE, portal.now());
    }

    private static ExtensionChange named(Extension read, String name) {
        return new ExtensionChange(
                name,
                read.mobile(),
                read.email(),
                read.role(),
                read.portalAccess(),
                read.status(),
                read.stamp());
    }

    private static void insertRows(TestPortal portal, String prefix, int count) {
        String account = portal.admin().id().text();
        portal.get(Transactions.class)
                .write(
                        () -> {
                            for (int i = 0; i < count; i++) {
                                String number = "%s%03d".formatted(prefix, i);
                                insertRow(portal, account, number);
                            }
                        });
    }

    private static void insertRow(TestPortal portal, String template, String number) {
        String id = "00000000-0000-7000-8000-%012d".formatted(Long.parseLong(number));
        portal.jdbc()
                .sql(
                        """
                        insert into account (id, username, email, role, status, epoch, password,
                                             password_changed_at, must_change_password, created_at)
                        select :id, :number, '', 'EMPLOYEE', status, 1, password, 0, 0, 0
                        from account where id = :template""")
                .param("id", id)
                .param("number", number)
                .param("template", template)
                .update();
        portal.jdbc()
                .sql("insert into login_name (name, account_id) values (:number, :id)")
                .param("id", id)
                .param("number", number)
                .update();
        portal.jdbc()
                .sql(
                        """
                        insert into extension (account_id, number, name, name_key, version)
                        values (:id, :number, 'Row', 'row', 1)""")
                .param("id", id)
                .param("number", number)
                .update();
    }

    private static Addition.Added add(TestPortal portal, String name, String email) {
        return (Addition.Added) add(portal, next(), name, email);
    }

    private static Addition add(TestPortal portal, String number, String name, String email) {
        return portal.get(Extensions.class)
                .add(
                        portal.logIn(),
                        new ExtensionForm(number, name, email),
                        TestPortal.SOURCE,
                        portal.now());
    }

    private static StepUp stepUp(TestPortal portal) {
        return portal.stepUp(portal.logIn(), Purpose.MANAGE_EXTENSION, "");
    }

    private static PasswordOutcome logIn(TestPortal portal, String name, Secret password) {
        return portal.get(Login.class)
                .withPassword(name, password, "/", Keepsakes.NONE, TestPortal.SOURCE, portal.now());
    }

    private static List<AuditEvent> events(TestPortal portal, Extension extension) {
        return portal.get(Transactions.class)
                .read(() -> portal.get(AuditLog.class).newestAbout(extension.account(), 50));
    }

    private static long total(TestPortal portal) {
        return portal.get(Extensions.class).list(ExtensionQuery.of("")).total();
    }

    private static String next() {
        return String.valueOf(NUMBERS.incrementAndGet());
    }

    /// An extension user who has changed the one-time password to one of their own.
    private static User addAndLogIn(TestPortal portal) {
        Addition.Added added = add(portal, "Ana Silva", "");
        String number = added.extension().number();
        PasswordOutcome first = logIn(portal, number, added.oneTimePassword());
        PortalSession session = portal.session(((PasswordOutcome.SignedIn) first).session());
        PasswordChange change =
                portal.get(PasswordChanges.class)
                        .changeIssued(
                                session,
                                new PasswordChanges.Typed(Secret.of(""), CHOSEN, CHOSEN),
                                TestPortal.SOURCE,
                                portal.now());
        return new User(
                portal, number, portal.session(((PasswordChange.Changed) change).session()));
    }

    private record User(TestPortal portal, String number, PortalSession session) {

        PasswordOutcome logIn() {
            return ExtensionTests.logIn(portal, number, CHOSEN);
        }

        TestPortal.Enrolled enrol(PortalSession from) {
            return portal.enrol(from, CHOSEN);
        }

        Extension reload() {
            return portal.get(Extensions.class).find(number).orElseThrow();
        }
    }
}
