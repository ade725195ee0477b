package dev.tollgate.login;

import dev.tollgate.TestPortal;
import dev.tollgate.TestUser;
import dev.tollgate.kernel.Token;
import dev.tollgate.notice.TestMails;
import java.time.Instant;

/// Answers "Forgot password?" at once, where a portal does so in the background.
public final class TestResets {

    private TestResets() {}

    /// The token of the link that a user is mailed who asks for one.
    public static Token link(TestPortal portal, TestUser user) {
        ForgottenPasswords forgotten = portal.get(ForgottenPasswords.class);
        forgotten.ask(user.name, user.source, portal.now());
        answerAll(forgotten, portal.now());
        return TestMails.link(portal, user.id);
    }

    public static void answerAll(ForgottenPasswords forgotten, Instant now) {
        while (forgotten.answerNext(now)) {
            // until nothing waits
        }
    }
}
