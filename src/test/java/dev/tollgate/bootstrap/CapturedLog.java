package dev.tollgate.bootstrap;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/// Whatever is logged while it is open, at the levels that are set.
public final class CapturedLog implements AutoCloseable {

    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private final Logger root =
            ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);

    private CapturedLog() {
        appender.start();
        root.addAppender(appender);
    }

    public static CapturedLog open() {
        return new CapturedLog();
    }

    /// Logger, message and stack trace of each event.
    public List<String> lines() {
        return List.copyOf(appender.list).stream().map(CapturedLog::line).toList();
    }

    @Override
    public void close() {
        root.detachAppender(appender);
        appender.stop();
    }

    private static String line(ILoggingEvent event) {
        String trace =
                event.getThrowableProxy() == null
                        ? ""
                        : "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy());
        return event.getLoggerName() + " " + event.getFormattedMessage() + trace;
    }
}
