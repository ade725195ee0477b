package dev.tollgate.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Notes everything that the pages of a browser complain of: errors and warnings on the console,
/// among them breaches of the content security policy, uncaught exceptions, requests that failed,
/// and requests to anywhere but the portal.
final class Watch {

    private static final String REFUSED = "Failed to load resource: the server responded with";

    private final List<String> complaints = new ArrayList<>();
    private final Set<String> pages = new HashSet<>();
    private final String portal;

    /// @param portal address of the start page
    Watch(BrowserContext context, String portal) {
        this.portal = portal;
        context.onConsoleMessage(this::note);
        context.onWebError(error -> complaints.add("uncaught: " + error.error()));
        context.onRequest(this::note);
        context.onResponse(this::note);
        context.onRequestFailed(this::noteFailure);
    }

    void assertSilent() {
        assertThat(complaints).isEmpty();
    }

    private void note(Request request) {
        boolean inside = request.url().startsWith(portal) || request.url().startsWith("data:");
        if (!inside) {
            complaints.add("request to " + request.url());
        }
    }

    private void note(Response response) {
        if (response.request().isNavigationRequest()) {
            pages.add(response.url());
        }
    }

    /// What fails on the way has an error of its own. An aborted request is one that the browser
    /// gave up because the page told it to: by going elsewhere, by an answer 204, or by a script
    /// that does not care to follow a redirect.
    private void noteFailure(Request request) {
        if (!request.failure().contains("ERR_ABORTED")) {
            complaints.add("failed: " + request.url() + " " + request.failure());
        }
    }

    /// A page whose answer is a refusal in words, such as 422 at a wrong code, is no complaint.
    private void note(ConsoleMessage message) {
        boolean refusal =
                message.text().startsWith(REFUSED) && pages.contains(address(message.location()));
        boolean serious = Set.of("error", "warning", "assert").contains(message.type());
        if (serious && !refusal) {
            complaints.add(message.type() + ": " + message.text() + " at " + message.location());
        }
    }

    /// @param location `address:line:column`
    private static String address(String location) {
        return location.replaceFirst(":[0-9]+:[0-9]+$", "");
    }
}
