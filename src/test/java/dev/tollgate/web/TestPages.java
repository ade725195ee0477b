package dev.tollgate.web;

import dev.tollgate.web.AuthenticatorSetupView.Purpose;
import dev.tollgate.web.HomeView.SafetyView.State;
import io.nayuki.qrcodegen.QrCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Every page in every state, with made-up content.
final class TestPages {

    static final String PBX_NAME = "Acme & Sons PBX";
    static final String HELP_CONTACT = "the front desk, extension 9";
    static final String URI =
            "otpauth://totp/Acme%20%26%20Sons%20PBX:1001?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
                    + "&issuer=Acme%20%26%20Sons%20PBX";
    static final String SECRET = "JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP";

    private static final MomentView NOW = moment("today 14:03", "2026-11-24T14:03:20Z");
    private static final MomentView BEFORE = moment("yesterday 17:20", "2026-11-23T17:20:05Z");
    private static final MomentView NOVEMBER = moment("3 Nov", "2026-11-03T09:12:44Z");
    private static final PasswordRulesView RULES =
            new PasswordRulesView(15, List.of("admin", "acme", "tollgate"));

    /// @param name tells the states apart
    /// @param view null for pages that show nothing of their own
    record Page(String name, String template, ShellView shell, Object view) {}

    private TestPages() {}

    static List<Page> all() {
        List<Page> pages = new ArrayList<>();
        login(pages);
        setup(pages);
        home(pages);
        password(pages);
        security(pages);
        dialogs(pages);
        authenticator(pages);
        recoveryCodes(pages);
        pages.addAll(TestActivityPages.all());
        pages.addAll(TestEmailPages.all());
        pages.addAll(TestProofPages.all());
        pages.addAll(TestExtensionPages.all());
        pages.addAll(TestSystemPages.all());
        pages.addAll(TestEventPages.all());
        pages.addAll(TestOptionPages.all());
        pages.addAll(TestRulePages.all());
        pages.addAll(TestLinkPages.all());
        pages.addAll(TestBulkPages.all());
        pages.addAll(TestLogPages.all());
        others(pages);
        return pages;
    }

    static Page named(String name) {
        return all().stream().filter(page -> page.name().equals(name)).findFirst().orElseThrow();
    }

    private static void login(List<Page> pages) {
        pages.add(out("login", new LoginView("", "", null, null, null)));
        for (String notice : List.of("half-session-over", "logged-out", "session-ended")) {
            TextView text = TextView.of("login." + notice);
            pages.add(out("login", notice, new LoginView("1001", "/", text, null, null)));
        }
        TextView idle = TextView.of("login.idle", "15");
        pages.add(out("login", "idle", new LoginView("", "/account/security", idle, null, null)));
        TextView wrong = TextView.of("login.wrong");
        pages.add(out("login", "wrong", new LoginView("ana", "", null, wrong, null)));
        LoginView.RetryView wait = new LoginView.RetryView(40, false);
        pages.add(out("login", "wait", new LoginView("ana", "", null, null, wait)));
        LoginView.RetryView busy = new LoginView.RetryView(3, true);
        pages.add(out("login", "busy", new LoginView("ana", "", null, null, busy)));
        pages.add(bareOf("login-no-contact", "login", new LoginView("", "", null, null, null)));
        loginCode(pages);
    }

    private static LoginCodeView loginCode(String account, @Nullable TextView error) {
        return new LoginCodeView(account, error, LoginCodeView.NO_HARD_STOP, false, 30, true);
    }

    private static void loginCode(List<Page> pages) {
        List<TextView> errors =
                List.of(
                        wrongCode(),
                        TextView.of("code.used"),
                        TextView.of("code.missing"),
                        TextView.of("code.wait", "14:20", HELP_CONTACT));
        pages.add(out("login-code", loginCode("1001", null)));
        for (TextView error : errors) {
            LoginCodeView view = loginCode("1001", error);
            pages.add(out("login-code", error.key().substring(5), view));
        }
        TextView wait = TextView.of("code.wait-no-contact", "14:20");
        LoginCodeView alone = loginCode("admin", wait);
        pages.add(bareOf("login-code-no-contact", "login-code", alone));
        pages.add(
                bareOf(
                        "login-code-stop-alone",
                        "login-code",
                        new LoginCodeView("a", null, 0, true, 0, false)));
        pages.add(
                out(
                        "login-code",
                        "hard-stop",
                        new LoginCodeView("1001", null, 1, false, 30, false)));
        pages.add(out("login-recovery-code", new LoginRecoveryCodeView("1001", null)));
        for (String error : List.of("wrong", "missing")) {
            TextView text = TextView.of("recovery-code." + error);
            LoginRecoveryCodeView view = new LoginRecoveryCodeView("1001", text);
            pages.add(out("login-recovery-code", error, view));
        }
    }

    private static void setup(List<Page> pages) {
        pages.add(out("setup", setupView("", ErrorsView.none())));
        Map<String, TextView> both = new java.util.LinkedHashMap<>();
        both.put("pbxName", TextView.of("setup.pbx-name-wrong"));
        both.put("portalAddress", TextView.of("setup.portal-address-wrong"));
        both.put("timeZone", TextView.of("setup.time-zone-wrong"));
        both.put("username", TextView.of("username.forbidden-character"));
        both.put("email", TextView.of("email.not-an-address"));
        both.put("password", TextView.of("password.too-short", "15"));
        both.put("confirmPassword", TextView.of("password.differs"));
        pages.add(out("setup", "errors", setupView("a:b", new ErrorsView(both))));
        ErrorsView single = errors("pbxName", TextView.of("setup.pbx-name-wrong"));
        pages.add(out("setup", "error", setupView("admin", single)));
        pages.add(out("setup-waiting", "none"));
        pages.add(out("setup-gone", "none"));
    }

    private static SetupView setupView(String name, ErrorsView errors) {
        SetupView.FormView form =
                new SetupView.FormView(
                        PBX_NAME, "https://pbx.example.com", "Europe/Lisbon", name, "");
        List<String> zones = List.of("Europe/Berlin", "Europe/Lisbon", "UTC");
        return new SetupView("4f2c", form, zones, RULES, errors);
    }

    private static void home(List<Page> pages) {
        for (State state : State.values()) {
            int left = state == State.FEW_CODES ? 2 : 10;
            List<HomeView.StepView> steps =
                    state == State.SAFE
                            ? List.of()
                            : List.of(step("second-administrator"), step("email"), step("import"));
            List<HomeView.NoticeView> notices =
                    state == State.OFF || state == State.FEW_CODES ? List.of() : notices();
            HomeView view =
                    new HomeView(
                            "admin",
                            state == State.OFF ? null : activity().get(3),
                            new HomeView.SafetyView(state, left),
                            steps,
                            notices,
                            activity(),
                            TestDashboards.of(state));
            pages.add(in("home", state.key(), view));
        }
        HomeView.SafetyView safe = new HomeView.SafetyView(State.ONE_AUTHENTICATOR, 10);
        HomeView extension =
                new HomeView("1001 Ana Silva", null, safe, List.of(), notices(), activity(), null);
        List<MenuView> menu = List.of(new MenuView("home", "/", true));
        ShellView.AccountView ana = new ShellView.AccountView("1001 Ana Silva", 900);
        ShellView shell = new ShellView(PBX_NAME, HELP_CONTACT, "auto", ana, menu, null);
        pages.add(new Page("home-extension", "home", shell, extension));
    }

    private static HomeView.StepView step(String name) {
        TextView why = TextView.of("step." + name + "-why");
        return new HomeView.StepView(TextView.of("step." + name), why, "/account/security");
    }

    private static List<HomeView.NoticeView> notices() {
        TextView used = TextView.of("notice.RECOVERY_CODE_USED", "7");
        return List.of(
                new HomeView.NoticeView("1", NOW, used),
                new HomeView.NoticeView("2", NOVEMBER, TextView.of("notice.PASSWORD_CHANGED")));
    }

    private static void password(List<Page> pages) {
        pages.add(in("account-password", "plain", passwordView(false, false, ErrorsView.none())));
        pages.add(in("account-password", "2fa", passwordView(false, true, ErrorsView.none())));
        Map<String, TextView> both = new java.util.LinkedHashMap<>();
        both.put("currentPassword", TextView.of("account-password.current-wrong"));
        both.put("newPassword", TextView.of("password.contains", "your extension number"));
        pages.add(
                in("account-password", "errors", passwordView(false, true, new ErrorsView(both))));
        for (String key : List.of("missing", "too-long", "common", "unchanged")) {
            ErrorsView errors = errors("newPassword", TextView.of("password." + key));
            pages.add(in("account-password", key, passwordView(false, true, errors)));
        }
        pages.add(out("account-password", "forced", passwordView(true, false, ErrorsView.none())));
        AccountPasswordView tooShort =
                new AccountPasswordView("1001", true, false, false, RULES, ErrorsView.none());
        pages.add(out("account-password", "too-short", tooShort));
    }

    private static AccountPasswordView passwordView(
            boolean forced, boolean twoFactor, ErrorsView errors) {
        return new AccountPasswordView("1001", forced, forced, twoFactor, RULES, errors);
    }

    private static void security(List<Page> pages) {
        pages.add(in("account-security", "off", off(null)));
        TwoFactorView choosing =
                new TwoFactorView(TwoFactorView.State.CHOOSING, null, false, false);
        pages.add(in("account-security", "choosing", security(choosing, List.of(), null, null)));
        TwoFactorView later = new TwoFactorView(TwoFactorView.State.CHOOSING, null, true, false);
        pages.add(in("account-security", "later", security(later, List.of(), null, null)));
        pages.add(edited("account-security-on", "account-security", on(1, 10, true, null)));
        pages.add(in("account-security", "on-three", on(3, 2, true, null)));
        ShellView gone = signedIn(false, TextView.of("status.gone"));
        pages.add(
                new Page("account-security-gone", "account-security", gone, on(3, 2, true, null)));
        pages.add(in("account-security", "not-saved", on(2, 10, false, null)));
        TwoFactorView demanded = new TwoFactorView(TwoFactorView.State.ON, NOVEMBER, false, true);
        RecoveryView seven = new RecoveryView(7, 10, NOVEMBER, true);
        pages.add(
                in(
                        "account-security",
                        "demanded",
                        security(demanded, authenticators(1), seven, null)));
        for (TwoFactorView.State state :
                List.of(TwoFactorView.State.OFF, TwoFactorView.State.CHOOSING)) {
            TwoFactorView forced = new TwoFactorView(state, null, false, true);
            pages.add(
                    out(
                            "account-security",
                            "forced-" + state,
                            security(forced, List.of(), null, null)));
        }
        TwoFactorView off =
                new TwoFactorView(TwoFactorView.State.TURNING_OFF, NOVEMBER, false, false);
        RecoveryView recovery = new RecoveryView(7, 10, NOVEMBER, true);
        pages.add(
                in(
                        "account-security",
                        "turning-off",
                        security(off, authenticators(1), recovery, null)));
    }

    private static AccountSecurityView off(DialogView dialog) {
        TwoFactorView off = new TwoFactorView(TwoFactorView.State.OFF, null, false, false);
        return security(off, List.of(), null, dialog);
    }

    private static AccountSecurityView on(int count, int left, boolean saved, DialogView dialog) {
        TwoFactorView on = new TwoFactorView(TwoFactorView.State.ON, NOVEMBER, false, false);
        RecoveryView recovery = new RecoveryView(left, 10, NOVEMBER, saved);
        return security(on, authenticators(count), recovery, dialog);
    }

    private static AccountSecurityView security(
            TwoFactorView twoFactor,
            List<AuthenticatorView> authenticators,
            RecoveryView recovery,
            DialogView dialog) {
        List<SessionView> sessions =
                List.of(
                        new SessionView("s1", "Firefox on Windows", "192.0.2.7", NOW, true),
                        new SessionView("s2", "Safari on iPhone", "2001:db8::17", BEFORE, false));
        List<DeviceView> devices = authenticators.size() == 2 ? List.of() : devices();
        return new AccountSecurityView(
                twoFactor, authenticators, recovery, devices, sessions, activity(), dialog);
    }

    static List<DeviceView> devices() {
        return List.of(
                new DeviceView("d1", "Firefox on Windows", "192.0.2.7", NOVEMBER, NOW, NOW, true),
                new DeviceView("d2", "Safari on iPhone", "2001:db8::17", BEFORE, null, NOW, false));
    }

    private static List<AuthenticatorView> authenticators(int count) {
        return List.of(
                        new AuthenticatorView("a1", "Ana's phone", NOVEMBER, NOW),
                        new AuthenticatorView("a2", "Spare phone in the safe", NOVEMBER, null),
                        new AuthenticatorView("a3", "Hardware token", NOVEMBER, BEFORE))
                .subList(0, count);
    }

    private static void dialogs(List<Page> pages) {
        pages.add(in("account-security", "confirm-enrol", off(ask("enrol", ErrorsView.none()))));
        ErrorsView wrong = errors("password", TextView.of("step-up.wrong"));
        pages.add(in("account-security", "confirm-wrong", off(ask("enrol", wrong))));
        for (String purpose : List.of("turn-off", "add", "recovery-codes")) {
            AccountSecurityView view = on(1, 7, true, ask(purpose, ErrorsView.none()));
            pages.add(in("account-security", "confirm-" + purpose, view));
        }
        for (String purpose : List.of("replace", "rename", "remove")) {
            AccountSecurityView view = on(2, 7, true, ask(purpose, errors("code", wrongCode())));
            pages.add(in("account-security", "confirm-" + purpose, view));
        }
        for (String error : List.of("name-missing", "name-taken")) {
            dialog(pages, error, new RenameView("a1", "", TextView.of("authenticator." + error)));
        }
        dialog(pages, "rename", new RenameView("a1", "Ana's phone", null));
        dialog(pages, "remove", new RemoveView("a1", "Ana's phone", false, false));
        dialog(pages, "remove-last", new RemoveView("a1", "Ana's phone", true, false));
        dialog(pages, "remove-replaced", new RemoveView("a1", "Ana's phone", false, true));
    }

    private static void dialog(List<Page> pages, String name, DialogView dialog) {
        pages.add(in("account-security", name, on(2, 7, true, dialog)));
    }

    private static StepUpView ask(String purpose, ErrorsView errors) {
        TextView reason = TextView.of("step-up." + purpose, "Ana's phone");
        return new StepUpView(purpose, "a1", "admin", reason, !purpose.equals("enrol"), errors);
    }

    private static void authenticator(List<Page> pages) {
        for (Purpose purpose : Purpose.values()) {
            String name = purpose.name().toLowerCase(java.util.Locale.ROOT);
            pages.add(
                    in(
                            "account-authenticator",
                            name,
                            enrolment(purpose, ErrorsView.none(), false)));
        }
        pages.add(
                out(
                        "account-authenticator",
                        "forced",
                        enrolment(Purpose.ENROL, ErrorsView.none(), false)));
        AuthenticatorSetupView manual = enrolment(Purpose.ENROL, ErrorsView.none(), true);
        pages.add(in("account-authenticator", "manual", manual));
        ErrorsView wrong = errors("code", wrongCode());
        pages.add(in("account-authenticator", "wrong", enrolment(Purpose.ENROL, wrong, false)));
        ErrorsView many = errors("code", TextView.of("authenticator.too-many"));
        pages.add(in("account-authenticator", "too-many", enrolment(Purpose.ADD, many, false)));
        AuthenticatorSetupView old =
                new AuthenticatorSetupView("h", Purpose.ENROL, null, false, "", ErrorsView.none());
        pages.add(in("account-authenticator", "too-old", old));
    }

    private static AuthenticatorSetupView enrolment(
            Purpose purpose, ErrorsView errors, boolean manual) {
        AuthenticatorSetupView.KeyView key =
                new AuthenticatorSetupView.KeyView(qrCode(), URI, SECRET, "1001", PBX_NAME);
        return new AuthenticatorSetupView("h", purpose, key, manual, "", errors);
    }

    private static String qrCode() {
        QrCode code = QrCode.encodeText(URI, QrCode.Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append("M%d,%dh1v1h-1z".formatted(x + 4, y + 4));
                }
            }
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %1$d\"><path d=\"%2$s\"/></svg>"
                .formatted(code.size + 8, path);
    }

    private static void recoveryCodes(List<Page> pages) {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            codes.add("K7QX-9M2F-W4TD-%dHRA".formatted(i));
        }
        for (boolean first : List.of(true, false)) {
            RecoveryCodesView view =
                    new RecoveryCodesView(
                            codes,
                            "1001",
                            "https://pbx.example.com",
                            NOW,
                            1_793_545_400_000L,
                            "tollgate-recovery-codes-1001.txt",
                            first);
            pages.add(edited("recovery-codes-" + first, "recovery-codes", view));
        }
    }

    private static void others(List<Page> pages) {
        pages.add(in("help-two-factor-authentication", "in", "none"));
        pages.add(out("help-two-factor-authentication", "none"));
        for (int status : List.of(400, 403, 404, 405, 413, 429, 500, 503)) {
            pages.add(out("error", "" + status, new ErrorView(status, false, "01JD8Z4T2K")));
        }
        pages.add(out("error", "out-of-date", new ErrorView(403, true, "01JD8Z4T2K")));
    }

    private static List<ActivityView> activity() {
        return List.of(
                event(NOW, "login", false, "authenticator"),
                event(NOW, "code-refused", true, "wrong code"),
                event(NOW, "login-refused", true, "wrong password"),
                event(BEFORE, "login", false, "recovery code"),
                event(BEFORE, "recovery-code-used", true, "7 left"),
                event(BEFORE, "authenticator-removed", false, "Old phone"),
                event(NOVEMBER, "authenticator-added", false, "Ana's phone"),
                event(NOVEMBER, "two-factor-on", false),
                event(NOVEMBER, "recovery-codes-made", false),
                event(NOVEMBER, "two-factor-off", true));
    }

    private static ActivityView event(
            MomentView at, String name, boolean alarming, String... arguments) {
        TextView sentence = TextView.of("activity." + name, arguments);
        return new ActivityView(at, sentence, "192.0.2.7", "Firefox on Windows", alarming);
    }

    private static TextView wrongCode() {
        return TextView.of("code.wrong", PBX_NAME, "14:03:20");
    }

    static ErrorsView errors(String field, TextView text) {
        return new ErrorsView(Map.of(field, text));
    }

    static MomentView moment(String text, String iso) {
        return new MomentView(text, "Tuesday 24 November 2026, 14:03:20 WET", iso);
    }

    private static Page out(String template, Object view) {
        return new Page(template, template, bare(HELP_CONTACT), view);
    }

    static Page out(String template, String state, Object view) {
        return new Page(template + "-" + state, template, bare(HELP_CONTACT), view);
    }

    private static Page bareOf(String name, String template, Object view) {
        return new Page(name, template, bare(""), view);
    }

    private static ShellView bare(String helpContact) {
        return new ShellView(PBX_NAME, helpContact, "auto", null, List.of(), null);
    }

    static Page in(String template, String state, Object view) {
        ShellView shell = signedIn(template.equals("home"), null);
        return new Page(template + "-" + state, template, shell, view);
    }

    private static Page edited(String name, String template, Object view) {
        return new Page(name, template, signedIn(false, TextView.of("status.edited")), view);
    }

    private static ShellView signedIn(boolean home, TextView status) {
        List<MenuView> menu = TestExtensionPages.menu(home, List.of());
        ShellView.AccountView account = new ShellView.AccountView("admin", 900);
        return new ShellView(PBX_NAME, HELP_CONTACT, "auto", account, menu, status);
    }
}
