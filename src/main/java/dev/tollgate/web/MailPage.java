package dev.tollgate.web;

import dev.tollgate.audit.AuditEvent.Kind;
import dev.tollgate.notice.Delivery;
import dev.tollgate.notice.MailTrial;
import dev.tollgate.notice.MailTrials;
import dev.tollgate.notice.Outbox;
import dev.tollgate.setting.FormVersions;
import dev.tollgate.setting.MailServer;
import dev.tollgate.setting.MailServers;
import dev.tollgate.setting.MailSettings;
import dev.tollgate.web.MailView.ItemView;
import dev.tollgate.web.MailView.OutboxView;
import dev.tollgate.web.MailView.TrialView;
import dev.tollgate.web.MailView.Typed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;

/// Gathers what the page "Email" shows.
@Component
final class MailPage {

    private static final int ITEMS = 50;
    private static final List<String> LABELS =
            List.of("email.host", "email.port", "email.encryption", "email.user", "email.sender");
    private static final Typed EMPTY = new Typed("", "587", "STARTTLS", "", "");

    private final MailServers servers;
    private final MailTrials trials;
    private final Outbox outbox;
    private final FormVersions versions;
    private final LastChange lastChange;
    private final Pages pages;

    MailPage(
            MailServers servers,
            MailTrials trials,
            Outbox outbox,
            FormVersions versions,
            LastChange lastChange,
            Pages pages) {
        this.versions = versions;
        this.lastChange = lastChange;
        this.servers = servers;
        this.trials = trials;
        this.outbox = outbox;
        this.pages = pages;
    }

    /// The settings in the fields. While a test is under way the page comes back by itself.
    ModelAndView show(HttpServletRequest request, HttpServletResponse response) {
        Instant now = Visit.of(request).now();
        if (trials.newest().filter(trial -> trial.isOpen(now)).isPresent()) {
            response.setHeader("Refresh", "2;url=/system/email");
        }
        return show(request, saved(), null, ErrorsView.none());
    }

    /// What the fields hold where nothing was typed.
    Typed saved() {
        return servers.current()
                .filter(MailSettings::stored)
                .map(MailSettings::server)
                .map(MailPage::typed)
                .orElse(EMPTY);
    }

    /// What was typed stays, beside what somebody else has saved.
    ModelAndView changedMeanwhile(HttpServletRequest request, Typed typed) {
        int version = versions.of(FormVersions.Form.MAIL_SERVER);
        return show(
                request,
                typed,
                version,
                ComparedView.of(LABELS, saved().values(), typed.values()),
                null,
                Errors.one("version", lastChange.of(request, Kind.MAIL_SERVER_CHANGED)));
    }

    /// A form that comes back keeps the version that it was made from.
    ModelAndView show(
            HttpServletRequest request,
            Typed typed,
            @Nullable ExtensionAskView stepUp,
            ErrorsView errors) {
        Form form = new Form(request);
        int version =
                form.has("version") ? form.version() : versions.of(FormVersions.Form.MAIL_SERVER);
        return show(request, typed, version, List.of(), stepUp, errors);
    }

    private ModelAndView show(
            HttpServletRequest request,
            Typed typed,
            int version,
            List<ComparedView> changed,
            @Nullable ExtensionAskView stepUp,
            ErrorsView errors) {
        Moments moments = pages.moments(Visit.of(request));
        Optional<MailSettings> current = servers.current();
        MailView view =
                new MailView(
                        typed,
                        current.map(now -> now.stored() ? "STORED" : "CONFIGURED")
                                .orElse("NOT_SET"),
                        moments.ofNullable(current.map(MailSettings::passwordAt).orElse(null)),
                        moments.ofNullable(servers.provenAt().orElse(null)),
                        trials.newest().map(trial -> trial(trial, moments)).orElse(null),
                        outbox(moments),
                        version,
                        changed,
                        stepUp,
                        errors);
        HttpStatus status =
                errors.byField().isEmpty() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_CONTENT;
        return pages.page(request, "email", view, status);
    }

    private OutboxView outbox(Moments moments) {
        Outbox.Standing standing = outbox.standing(moments.now());
        return new OutboxView(
                standing.waiting(),
                standing.failing(),
                standing.givenUp(),
                moments.ofNullable(standing.lastSent()),
                outbox.items(moments.now(), ITEMS).stream()
                        .map(item -> item(item, moments))
                        .toList());
    }

    private static ItemView item(Outbox.Item item, Moments moments) {
        Delivery.Failed failure = item.failure();
        return new ItemView(
                "mail.subject." + item.kind(),
                item.to(),
                moments.of(item.createdAt()),
                moments.ofNullable(item.nextTry()),
                failure == null ? null : fault(failure));
    }

    private static TrialView trial(MailTrial trial, Moments moments) {
        MomentView at = moments.of(trial.askedAt());
        Delivery delivery = trial.delivery();
        if (delivery == null) {
            return trial.isOpen(moments.now())
                    ? new TrialView("info", TextView.of("email.testing", trial.address()), "", at)
                    : new TrialView("bad", TextView.of("email.test-lost"), "", at);
        }
        return switch (delivery) {
            case Delivery.Taken(String answer) ->
                    new TrialView(
                            "ok", TextView.of("email.test-taken", trial.address()), answer, at);
            case Delivery.Failed failed -> new TrialView("bad", fault(failed), words(failed), at);
        };
    }

    private static TextView fault(Delivery.Failed failed) {
        return TextView.of("mail-fault." + failed.fault().name(), failed.answer());
    }

    /// The line that failed, unless the sentence has it already.
    private static String words(Delivery.Failed failed) {
        return failed.fault().name().startsWith("CERTIFICATE") ? "" : failed.answer();
    }

    private static Typed typed(MailServer server) {
        return new Typed(
                server.host(),
                String.valueOf(server.port()),
                server.encryption().name(),
                server.username(),
                server.sender());
    }
}
