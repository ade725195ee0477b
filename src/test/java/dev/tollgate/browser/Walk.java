package dev.tollgate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.tollgate.TestMailServer;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// The acts of the portal's pages, one method for each thing that a person decides to do.
final class Walk {

    static final String PBX_NAME = "Acme PBX";
    static final String PASSWORD = "seven green ducks fly";

    private final Visitor visitor;
    private final Hand hand;
    private final Runnable between;
    private final String username;
    private final String title;
    private int presses;

    Walk(Visitor visitor, Hand hand) {
        this(visitor, hand, () -> {});
    }

    /// @param title what the button at the top right says
    Walk(Visitor visitor, Hand hand, String username, String title) {
        this(visitor, hand, () -> {}, username, title);
    }

    /// @param between happens before each act
    Walk(Visitor visitor, Hand hand, Runnable between) {
        this(visitor, hand, between, "admin", "admin");
    }

    private Walk(Visitor visitor, Hand hand, Runnable between, String username, String title) {
        this.visitor = visitor;
        this.hand = hand;
        this.between = between;
        this.username = username;
        this.title = title;
    }

    Visitor visitor() {
        return visitor;
    }

    String username() {
        return username;
    }

    /// Without the number.
    String name() {
        return title.substring(title.indexOf(' ') + 1);
    }

    /// How often something was pressed so far.
    int presses() {
        return presses;
    }

    /// Opens the one-time link and fills in the wizard.
    void setUp(PackagedPortal portal) {
        between.run();
        visitor.open(portal.setUpLink());
        hand.type(visitor.field("PBX Name"), PBX_NAME);
        hand.type(visitor.field("Username"), username);
        hand.type(visitor.field("Email Address"), "admin@example.com");
        hand.type(visitor.field("Password"), PASSWORD);
        hand.type(visitor.field("Confirm Password"), PASSWORD);
        go(visitor.button("Create account"));
    }

    /// On the login page.
    void logIn(String password) {
        between.run();
        hand.type(visitor.field("Username"), username);
        hand.type(visitor.field("Password"), password);
        go(visitor.button("Log In"));
    }

    /// On the page after the password.
    void enterCode(Supplier<String> code) {
        between.run();
        hand.type(visitor.field("Authentication Code"), code.get());
        go(visitor.button("Log In"));
    }

    /// On the pages that ask for a new password.
    ///
    /// @param button at its end
    void choosePassword(String password, String button) {
        between.run();
        hand.type(visitor.field("New Password"), password);
        hand.type(visitor.field("Confirm Password"), password);
        go(visitor.button(button));
    }

    /// On the page that asks for the code.
    void chooseRecoveryCode() {
        between.run();
        press(visitor.otherWays());
        go(visitor.link("Use a recovery code"));
    }

    void enterRecoveryCode(String code) {
        between.run();
        hand.type(visitor.field("Recovery Code"), code);
        go(visitor.button("Log In"));
    }

    void logOut() {
        between.run();
        openAccountMenu();
        go(visitor.button("Log out"));
    }

    /// The button at the top right.
    Locator account() {
        return visitor.button(title);
    }

    void openAccountMenu() {
        hand.press(account());
        assertThat(visitor.link("Change Password & Security")).isVisible();
    }

    void openChangePassword() {
        between.run();
        openAccountMenu();
        go(visitor.link("Change Password & Security"));
        assertThat(visitor.heading("Change Password & Security")).isVisible();
    }

    void openSecuritySettings() {
        openChangePassword();
        go(visitor.link("Security Settings"));
    }

    /// Ticks or unticks the box.
    void pressTwoFactor() {
        between.run();
        choose(visitor.box("Two-Factor Authentication"));
        assertThat(visitor.dialog("Password")).isVisible();
    }

    /// In the pop-up "Password".
    void confirm(String password) {
        between.run();
        hand.type(inDialog("Password"), password);
        go(visitor.button("Confirm"));
    }

    void confirm(String password, String code) {
        hand.type(inDialog("Authentication Code"), code);
        confirm(password);
    }

    void chooseAuthenticator() {
        between.run();
        choose(visitor.radio("Authenticated by Authenticator"));
    }

    Phone.Scan scan() {
        assertThat(visitor.image("QR code for your authenticator application")).isVisible();
        return Phone.scan(visitor.screen("qr-code"));
    }

    /// "Can't scan" and what it shows.
    String key() {
        between.run();
        press(visitor.button("Can't scan"));
        assertThat(visitor.field("Secret Key")).isVisible();
        return visitor.field("Secret Key").textContent();
    }

    void save(Supplier<String> code) {
        between.run();
        hand.type(visitor.field("Authentication Code"), code.get());
        go(visitor.button("Save"));
    }

    List<String> recoveryCodes() {
        List<String> codes =
                visitor.page().getByRole(AriaRole.MAIN).getByRole(AriaRole.CODE).allTextContents();
        codes.forEach(Secrets::note);
        return codes;
    }

    /// Ends at the letter.
    ///
    /// @param address to mail to, or empty for none
    void addExtension(String number, String name, String address) {
        openExtensions();
        go(visitor.link("Add").first());
        hand.type(visitor.field("Extension Number"), number);
        hand.type(visitor.field("Name"), name);
        hand.type(visitor.field("Email Address (optional)"), address);
        go(visitor.button("Save"));
    }

    void openExtensions() {
        between.run();
        go(visitor.link("Extension and Trunk"));
        assertThat(visitor.heading("Extension")).isVisible();
    }

    /// Without encryption, and tried out.
    ///
    /// @param port on this machine
    void setMailServer(int port) {
        between.run();
        go(visitor.link("System"));
        hand.type(visitor.field("Host"), "127.0.0.1");
        visitor.field("Encryption").selectOption("NONE");
        hand.type(visitor.field("Port"), String.valueOf(port));
        hand.type(visitor.field("Sender"), TestMailServer.SENDER);
        go(visitor.button("Save"));
        go(visitor.button("Test"));
    }

    /// "Maintenance" > "Operation Logs", narrowed to whom they concern.
    void openLogs(String whom) {
        between.run();
        go(visitor.link("Maintenance"));
        hand.type(visitor.field("Whom"), whom);
        go(visitor.button("Filter"));
    }

    /// The rows of the operation logs that say who did what.
    Locator logged(String who, String what) {
        Pattern words = Pattern.compile(who + "\\s+" + what);
        return visitor.page()
                .getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions().setHasText(words));
    }

    /// On the letter for a new extension.
    String oneTimePassword() {
        return visitor.row("One-Time Password").getByRole(AriaRole.CODE).textContent();
    }

    /// On the page with the recovery codes.
    void saveRecoveryCodes() {
        between.run();
        hand.press(visitor.box("I have saved these codes"));
        go(visitor.button("Done"));
    }

    /// From any page, with the password that everybody here begins with, and with the recovery
    /// codes saved.
    Phone turnOnTwoFactor() {
        openSecuritySettings();
        pressTwoFactor();
        confirm(PASSWORD);
        Phone phone = turnOn();
        assertThat(visitor.status()).hasText("Edited successfully.");
        saveRecoveryCodes();
        return phone;
    }

    /// Takes up the offer that follows the set-up.
    Phone turnOn() {
        chooseAuthenticator();
        Phone phone = scan().phone();
        save(phone::nextCode);
        return phone;
    }

    /// Presses what leads to another page, or to the same anew.
    void go(Locator control) {
        presses++;
        visitor.follow(() -> hand.press(control));
    }

    /// Presses what changes the page with JavaScript, and without it leads to another.
    void press(Locator control) {
        if (visitor.device().runsJavaScript()) {
            presses++;
            hand.press(control);
        } else {
            go(control);
        }
    }

    void type(Locator field, String text) {
        hand.type(field, text);
    }

    /// Ticks or selects what goes on by itself, or, without JavaScript, with "Continue".
    void choose(Locator box) {
        if (visitor.device().runsJavaScript()) {
            go(box);
        } else {
            hand.press(box);
            go(visitor.button("Continue"));
        }
    }

    private Locator inDialog(String label) {
        return visitor.dialog("Password")
                .getByLabel(label, new Locator.GetByLabelOptions().setExact(true));
    }
}
