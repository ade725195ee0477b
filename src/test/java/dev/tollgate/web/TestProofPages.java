package dev.tollgate.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The page of the proof before a mandatory set-up, in every state, with made-up content.
final class TestProofPages {

    private static final MailedView NONE = new MailedView("a•••@example.com", false, 0, false);
    private static final MailedView SENT = new MailedView("a•••@example.com", true, 48, false);
    private static final MailedView DELAYED = new MailedView("a•••@example.com", true, 0, true);

    private TestProofPages() {}

    static List<TestPages.Page> all() {
        return List.of(
                page("none", NONE, null, ErrorsView.none()),
                page("sent", SENT, null, ErrorsView.none()),
                page("delayed", DELAYED, null, ErrorsView.none()),
                page("wrong", SENT, null, error("code", "code.wrong-mailed")),
                page(
                        "temporary-wrong",
                        SENT,
                        null,
                        error("temporaryCode", "proof.temporary-wrong")),
                page("no-mail", null, "NO_MAIL", ErrorsView.none()),
                page("no-address", null, "NO_ADDRESS", ErrorsView.none()));
    }

    private static ErrorsView error(String field, String key) {
        return Errors.one(field, TextView.of(key));
    }

    private static TestPages.Page page(
            String state,
            @Nullable MailedView mailed,
            @Nullable String obstacle,
            ErrorsView errors) {
        return TestPages.out(
                "account-proof", state, new ProofView("1001 Ana Silva", mailed, obstacle, errors));
    }
}
