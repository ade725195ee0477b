package dev.tollgate.web;

import dev.tollgate.audit.AuditEvent;
import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.audit.AuditEvent.Outcome;
import dev.tollgate.audit.AuditQuery;
import dev.tollgate.audit.AuditRow.Place;
import dev.tollgate.audit.AuditSearch;
import dev.tollgate.extension.Extension;
import dev.tollgate.extension.Extensions;
import dev.tollgate.kernel.AccountId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Who saved first and when, for the second of two who save the same form. The record knows.
@Component
final class LastChange {

    /// What changes something that the form of an extension shows.
    private static final Set<Kind> OF_EXTENSION =
            EnumSet.of(
                    Kind.EXTENSION_CHANGED,
                    Kind.EMAIL_CHANGED,
                    Kind.EMAIL_CHANGED_BY_OWNER,
                    Kind.ROLE_CHANGED,
                    Kind.PORTAL_ACCESS_ON,
                    Kind.PORTAL_ACCESS_OFF,
                    Kind.ACCOUNT_DISABLED,
                    Kind.ACCOUNT_ENABLED);

    private final AuditSearch search;
    private final Extensions extensions;
    private final Pages pages;

    LastChange(AuditSearch search, Extensions extensions, Pages pages) {
        this.search = search;
        this.extensions = extensions;
        this.pages = pages;
    }

    TextView of(HttpServletRequest request, Extension extension) {
        return words(request, "changed.extension", extension.account(), OF_EXTENSION);
    }

    /// Of settings, by the event that says they were changed.
    TextView of(HttpServletRequest request, Kind kind) {
        return words(request, "changed.settings", null, Set.of(kind));
    }

    private TextView words(
            HttpServletRequest request, String key, @Nullable AccountId target, Set<Kind> kinds) {
        Moments moments = pages.moments(Visit.of(request));
        AuditQuery query = new AuditQuery(null, null, null, target, kinds, Outcome.DONE, "");
        Optional<AuditEvent> last =
                search.page(query, Place.after(moments.now()), 1).stream()
                        .findFirst()
                        .map(row -> row.event());
        Optional<String> who =
                last.map(AuditEvent::actor)
                        .map(actor -> extensions.titles(Set.of(actor)).get(actor));
        return who.isPresent()
                ? TextView.of(key, who.get(), moments.clock(last.orElseThrow().at()))
                : TextView.of("changed.unknown");
    }
}
