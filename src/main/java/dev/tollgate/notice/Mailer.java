package dev.tollgate.notice;

import dev.tollgate.notice.Recipients.Recipient;
import dev.tollgate.setting.MailServers;
import dev.tollgate.setting.MailSettings;
import dev.tollgate.setting.PortalSettings;
import dev.tollgate.setting.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Sends what is due. Mails that carry a secret go first: theirs is the shorter life.
///
/// A mail is tried again after one minute, then two, four and so on up to an hour, and a notice is
/// given up after a week; it stands in the portal all the while. What the server took is sent at
/// least once: where a process dies between the server's answer and its own note, twice.
@Component
final class Mailer {

    private static final int BATCH = 50;
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final Queues queues;
    private final MailServers servers;
    private final MailRoutes routes;
    private final Settings settings;
    private final Clock clock;
    private final Duration limit;

    @Autowired
    Mailer(Queues queues, MailServers servers, MailRoutes routes, Settings settings, Clock clock) {
        this(queues, servers, routes, settings, clock, Courier.LIMIT);
    }

    Mailer(
            Queues queues,
            MailServers servers,
            MailRoutes routes,
            Settings settings,
            Clock clock,
            Duration limit) {
        this.queues = queues;
        this.servers = servers;
        this.routes = routes;
        this.settings = settings;
        this.clock = clock;
        this.limit = limit;
    }

    /// Sends up to 50 of each sort. A server that cannot be used ends the round: what waits behind
    /// keeps its tries for later.
    void sendDue() {
        Optional<MailSettings> wanted = servers.current();
        Optional<MailRoute> route = wanted.flatMap(routes::to);
        if (route.isEmpty()) {
            return;
        }
        try (Courier courier = new Courier(route.get(), clock, limit)) {
            Round round = new Round(courier, route.get(), settings.current(), true);
            if (send(round, mails(round)) && send(round, notices(round))) {
                send(round, contactMails(round, null));
            }
        }
    }

    /// Sends what goes through mail servers that were replaced.
    void sendThroughFormer() {
        routes.toFormer(clock.instant()).forEach(this::sendThrough);
    }

    /// Carries out the test that somebody waits for.
    void tryOut() {
        Optional<MailSettings> wanted = servers.current();
        Optional<MailRoute> route = wanted.flatMap(routes::to);
        if (route.isEmpty()) {
            return;
        }
        queues.trials()
                .take(clock.instant())
                .ifPresent(trial -> tryOut(trial, wanted.get(), route.get()));
    }

    static Duration pauseAfter(int attempts) {
        return attempts >= 7
                ? LONGEST_PAUSE
                : min(Duration.ofMinutes(1L << attempts), LONGEST_PAUSE);
    }

    private Line<Mails.Posted> mails(Round round) {
        Mails mails = queues.mails();
        return new Line<>(
                mails.due(clock.instant(), BATCH),
                (posted, now) -> mails.claim(posted, now, pauseAfter(posted.attempts())),
                posted ->
                        Optional.of(
                                queues.texts()
                                        .of(
                                                posted.mail(),
                                                posted.at(),
                                                queues.nameOf(posted.mail()),
                                                round.portal())),
                (posted, _) -> mails.sent(posted),
                mails::failed);
    }

    private Line<Notices.Waiting> notices(Round round) {
        Notices notices = queues.notices();
        return new Line<>(
                notices.due(clock.instant(), BATCH),
                (waiting, now) ->
                        notices.claim(waiting.notice(), now, pauseAfter(waiting.attempts())),
                waiting ->
                        queues.recipientOf(waiting.notice())
                                .map(to -> queues.texts().of(waiting.notice(), to, round.portal())),
                (waiting, now) -> notices.mailed(waiting.notice(), now),
                (waiting, why) -> notices.failed(waiting.notice(), why));
    }

    private Line<ContactMails.Posted> contactMails(Round round, @Nullable String formerServer) {
        ContactMails mails = queues.contactMails();
        return new Line<>(
                mails.due(formerServer, clock.instant(), BATCH),
                (posted, now) -> mails.claim(posted, now, pauseAfter(posted.attempts())),
                posted ->
                        Optional.of(queues.texts().of(posted.mail(), posted.at(), round.portal())),
                (posted, _) -> mails.sent(posted),
                mails::failed);
    }

    /// @return whether the server can be used for what waits behind
    private <T> boolean send(Round round, Line<T> line) {
        for (T waiting : line.due()) {
            if (line.claim().test(waiting, clock.instant()) && !send(round, line, waiting)) {
                return false;
            }
        }
        return true;
    }

    /// @return whether the next one may fare better
    private <T> boolean send(Round round, Line<T> line, T waiting) {
        Optional<Composition> mail = line.text().apply(waiting);
        if (mail.isEmpty()) {
            line.sent().accept(waiting, clock.instant());
            return true;
        }
        return switch (hand(round, mail.get())) {
            case Delivery.Taken _ -> {
                line.sent().accept(waiting, clock.instant());
                yield true;
            }
            case Delivery.Failed failed -> {
                line.failed().accept(waiting, MailAnswer.stored(failed));
                yield failed.fault().isOfOneMail();
            }
        };
    }

    private Delivery hand(Round round, Composition mail) {
        Delivery delivery;
        try {
            delivery =
                    round.courier()
                            .hand(
                                    queues.writer()
                                            .write(
                                                    round.route().session(),
                                                    round.route().server().sender(),
                                                    mail,
                                                    round.portal(),
                                                    clock.instant()));
        } catch (MailWriter.UnwritableMailException e) {
            return new Delivery.Failed(Delivery.Fault.RECIPIENT, "");
        }
        if (delivery instanceof Delivery.Taken && round.inUse()) {
            servers.recordSuccess(clock.instant());
        }
        return delivery;
    }

    private void sendThrough(String former, MailRoute route) {
        try (Courier courier = new Courier(route, clock, limit)) {
            Round round = new Round(courier, route, settings.current(), false);
            send(round, contactMails(round, former));
        }
    }

    private void tryOut(MailTrial trial, MailSettings tested, MailRoute route) {
        PortalSettings portal = settings.current();
        Recipient to = new Recipient("", trial.address());
        Composition mail = queues.texts().trial(to, trial.askedAt(), portal);
        try (Courier courier = new Courier(route, clock, limit)) {
            Delivery delivery = hand(new Round(courier, route, portal, true), mail);
            Instant now = clock.instant();
            if (delivery instanceof Delivery.Taken) {
                queues.trials().succeeded(tested, now);
            }
            queues.trials().settle(trial, delivery, now);
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /// One connection's worth of sending.
    ///
    /// @param inUse whether the server is the one in use
    private record Round(Courier courier, MailRoute route, PortalSettings portal, boolean inUse) {}

    /// What waits of one sort, and how it is sent.
    ///
    /// @param claim takes one, so that no other node does
    /// @param text what it says; empty where there is nobody to say it to
    /// @param failed notes why
    private record Line<T>(
            List<T> due,
            BiPredicate<T, Instant> claim,
            Function<T, Optional<Composition>> text,
            BiConsumer<T, Instant> sent,
            BiConsumer<T, String> failed) {}
}
