package dev.tollgate.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tollgate.kernel.Source;
import dev.tollgate.storage.Transactions;
import dev.tollgate.throttle.AllowedSource;
import dev.tollgate.throttle.AllowedSources;
import dev.tollgate.throttle.Throttle;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// "Security Rules", as they answer.
class RulePagesTests {

    @RegisterExtension static final WebPortals PORTALS = new WebPortals();

    private static final String BLOCKED = "/security/rules";
    private static final String ALLOWED = "/security/rules/allowed";
    private static final String DELETE = "/security/rules/blocked/delete";
    private static final Source THIEF = new Source("198.51.100.77", "");

    private WebPortal portal;

    @BeforeEach
    void open() {
        portal = PORTALS.sqlite();
    }

    @AfterEach
    void putBack() {
        portal.get(Transactions.class)
                .write(
                        () -> {
                            portal.jdbc().sql("delete from allowed_source").update();
                            portal.jdbc().sql("delete from budget where kind = 'SOURCE'").update();
                            portal.jdbc().sql("delete from attempt where kind = 'SOURCE'").update();
                        });
    }

    @Test
    void blockWhenShownAndDeletedThenAskedForAndGone() {
        Browser admin = portal.loggedIn();
        assertThat(admin.get(BLOCKED).body()).contains("Nothing is blocked.");
        block();
        assertThat(admin.get(BLOCKED).body()).contains(THIEF.address()).contains("Wrong passwords");
        assertThat(admin.get(BLOCKED + "?search=198.51.100.7").body()).contains(THIEF.address());
        assertThat(admin.get(BLOCKED + "?search=10.9").body()).contains("Nothing matches.");

        Answer asked = admin.get(DELETE + "?source=" + THIEF.address());
        assertThat(asked.body()).contains("End the block of 198.51.100.77?");
        assertThat(admin.get(BLOCKED).body()).contains(THIEF.address());
        Answer deleted = admin.post(DELETE, "source", THIEF.address());

        assertThat(deleted.location()).isEqualTo(BLOCKED + "?edited");
        assertThat(admin.get(BLOCKED).body()).contains("Nothing is blocked.");
        assertThat(admin.get(DELETE + "?source=" + THIEF.address()).status()).isEqualTo(404);
        assertThat(admin.post(DELETE, "source", "x' or 1=1").location())
                .isEqualTo(BLOCKED + "?edited");
    }

    @Test
    void addressWhenAllowedAndRemovedThenShownWithItsNote() {
        Browser admin = portal.loggedIn();
        assertThat(admin.get(ALLOWED).body()).contains("No address is allowed.");

        Answer added = add(admin, "2001:db8::/32", "<b>Office</b>");

        assertThat(added.location()).isEqualTo(ALLOWED + "?edited");
        assertThat(admin.get(ALLOWED).body())
                .contains("2001:db8:0:0:0:0:0:0/32")
                .contains("&lt;b&gt;Office&lt;/b&gt;");
        String remove = ALLOWED + "/" + rules().getFirst().id() + "/remove";
        assertThat(admin.get(remove).body()).contains("Remove 2001:db8:0:0:0:0:0:0/32 from");
        assertThat(admin.post(remove).location()).isEqualTo(ALLOWED + "?edited");
        assertThat(admin.post(remove).status()).isEqualTo(404);
        assertThat(rules()).isEmpty();
    }

    @Test
    void addressWhenItCannotBeThenRefusedAtTheFieldBeforeAnyPassword() {
        Browser admin = portal.loggedIn();
        portal.clock.advance(Duration.ofMinutes(6));
        for (String wrong : List.of("", "0.0.0.0/0", "::/0", "192.0.2.1/24", "office")) {
            Answer answer = add(admin, wrong, "kept <note>");
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.body())
                    .contains("id=\"address-error\"")
                    .contains("kept &lt;note&gt;")
                    .doesNotContain("type=\"password\"");
        }
        assertThat(rules()).isEmpty();
    }

    /// Whoever finds a screen unlocked must not clear the way for a guesser.
    @Test
    void addressWhenPasswordWasShownLongAgoThenAskedAgain() {
        Browser admin = portal.loggedIn();
        portal.clock.advance(Duration.ofMinutes(6));

        Answer asked = add(admin, "192.0.2.0/24", "Office");
        assertThat(asked.body()).contains("type=\"password\"").contains("value=\"192.0.2.0/24\"");
        assertThat(rules()).isEmpty();

        Answer confirmed =
                admin.post(
                        ALLOWED + "/add",
                        "address",
                        "192.0.2.0/24",
                        "note",
                        "Office",
                        "password",
                        WebPortal.PASSWORD);
        assertThat(confirmed.location()).isEqualTo(ALLOWED + "?edited");
        portal.clock.advance(Duration.ofMinutes(6));
        String remove = ALLOWED + "/" + rules().getFirst().id() + "/remove";
        assertThat(admin.post(remove).body()).contains("type=\"password\"");
        assertThat(rules()).hasSize(1);
    }

    /// The page warns; it locks nobody out: the browser is known, and the session goes on.
    @Test
    void addressWhenItIsTheReadersOwnThenSaidBeforeItIsRemoved() {
        Browser admin = portal.loggedIn();
        add(admin, "127.0.0.0/8", "here");

        String page = admin.get(ALLOWED + "/" + rules().getFirst().id() + "/remove").body();

        assertThat(page).contains("You come from there yourself.");
        assertThat(admin.get(ALLOWED).body()).contains(">you<");
    }

    private void block() {
        Throttle throttle = portal.get(Throttle.class);
        IntStream.rangeClosed(0, 30)
                .forEach(
                        i ->
                                throttle.admitPassword(
                                        "name" + i, null, THIEF, portal.clock.instant()));
    }

    private List<AllowedSource> rules() {
        return portal.get(AllowedSources.class).all();
    }

    private static Answer add(Browser admin, String address, String note) {
        return admin.post(ALLOWED + "/add", "address", address, "note", note);
    }
}
