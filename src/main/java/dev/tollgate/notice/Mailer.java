package dev.tollgate.notice;

import dev.tollgate.notice.Recipients.Recipient;
import dev.tollgate.setting.MailServers;
import dev.tollgate.setting.MailSettings;
import dev.tollgate.setting.PortalSettings;
import dev.tollgate.setting.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
            Round round = new Round(courier, route.get(), settings.current());
            if (sendMails(round)) {
                sendNotices(round);
            }
        }
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

    private boolean sendMails(Round round) {
        for (Mails.Posted posted : queues.mails().due(clock.instant(), BATCH)) {
            Instant now = clock.instant();
            if (queues.mails().claim(posted, now, pauseAfter(posted.attempts()))) {
                Recipient to = queues.nameOf(posted.mail());
                Composition mail =
                        queues.texts().of(posted.mail(), posted.at(), to, round.portal());
                switch (hand(round, mail)) {
                    case Delivery.Taken _ -> queues.mails().sent(posted);
                    case Delivery.Failed failed -> {
                        queues.mails().failed(posted, MailAnswer.stored(failed));
                        if (!failed.fault().isOfOneMail()) {
                            return false;
                        }
                    }
                }
            }
        }
        return true;
    }

    private void sendNotices(Round round) {
        for (Notices.Waiting waiting : queues.notices().due(clock.instant(), BATCH)) {
            Instant now = clock.instant();
            Notice notice = waiting.notice();
            if (queues.notices().claim(notice, now, pauseAfter(waiting.attempts()))
                    && !send(round, notice)) {
                return;
            }
        }
    }

    /// @return whether the next one may fare better
    private boolean send(Round round, Notice notice) {
        Optional<Recipient> to = queues.recipientOf(notice);
        if (to.isEmpty()) {
            queues.notices().mailed(notice, clock.instant());
            return true;
        }
        Composition mail = queues.texts().of(notice, to.get(), round.portal());
        return switch (hand(round, mail)) {
            case Delivery.Taken _ -> {
                queues.notices().mailed(notice, clock.instant());
                yield true;
            }
            case Delivery.Failed failed -> {
                queues.notices().failed(notice, MailAnswer.stored(failed));
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
        if (delivery instanceof Delivery.Taken) {
            servers.recordSuccess(clock.instant());
        }
        return delivery;
    }

    private void tryOut(MailTrial trial, MailSettings tested, MailRoute route) {
        PortalSettings portal = settings.current();
        Recipient to = new Recipient("", trial.address());
        Composition mail = queues.texts().trial(to, trial.askedAt(), portal);
        try (Courier courier = new Courier(route, clock, limit)) {
            Delivery delivery = hand(new Round(courier, route, portal), mail);
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
    private record Round(Courier courier, MailRoute route, PortalSettings portal) {}
}
