package dev.tollgate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import dev.tollgate.TestMailServer;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/// A company at work: one portal, set up and with a mail server, for all walks of a run that can
/// share it. Each walk employs people of its own and leaves the portal's settings as they were.
final class Company implements BeforeAllCallback {

    private final AtomicReference<ExtensionContext.Store> shared = new AtomicReference<>();

    @Override
    public void beforeAll(ExtensionContext context) {
        shared.set(context.getRoot().getStore(Namespace.create(Company.class)));
    }

    /// The super administrator, who has logged in just now.
    Walk administrator(Chromium chromium) {
        Premises premises =
                shared.get()
                        .computeIfAbsent(
                                Premises.class, _ -> Premises.open(chromium), Premises.class);
        Walk admin = new Walk(chromium.visitor(premises.portal, Device.DESKTOP), Hand.MOUSE);
        admin.visitor().open("/");
        admin.logIn(Walk.PASSWORD);
        assertThat(admin.visitor().heading("Dashboard")).isVisible();
        return admin;
    }

    PackagedPortal portal() {
        return premises().portal;
    }

    int mailPort() {
        return premises().mails.port();
    }

    Mailbox mailbox(String address) {
        return new Mailbox(premises().mails, address);
    }

    /// Somebody with a number and a browser of her own, who is not known to the portal yet.
    Walk person(Chromium chromium, Device device, String number, String name) {
        Hand hand = device == Device.PHONE ? Hand.FINGER : Hand.MOUSE;
        return new Walk(chromium.visitor(portal(), device), hand, number, number + " " + name);
    }

    /// Makes the extension of a person and logs them in for the first time.
    ///
    /// @param address to mail to, or empty for none
    void employ(Walk administrator, Walk person, String address) {
        administrator.addExtension(person.username(), person.name(), address);
        String password = administrator.oneTimePassword();
        person.visitor().open("/");
        person.logIn(password);
        person.choosePassword(Walk.PASSWORD, "Save");
        assertThat(person.visitor().heading("Home")).isVisible();
    }

    private Premises premises() {
        Premises open = shared.get().get(Premises.class, Premises.class);
        if (open == null) {
            throw new IllegalStateException("the administrator opens the portal first");
        }
        return open;
    }

    /// Closed by JUnit after the last class.
    private record Premises(PackagedPortal portal, TestMailServer mails) implements AutoCloseable {

        static Premises open(Chromium chromium) {
            PackagedPortal portal = PackagedPortal.open("company");
            TestMailServer mails = TestMailServer.open();
            Walk admin = new Walk(chromium.visitor(portal, Device.DESKTOP), Hand.MOUSE);
            admin.setUp(portal);
            admin.go(admin.visitor().link("Later"));
            admin.setMailServer(mails.port());
            assertThat(admin.visitor().text("The server has taken a mail to admin@example.com."))
                    .isVisible();
            return new Premises(portal, mails);
        }

        @Override
        public void close() {
            portal.close();
            mails.close();
            Secrets.assertInNone(mails);
        }
    }
}
