package dev.larder.dist;

import dev.larder.engine.log.Log;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Where the libraries inside Larder log to: Larder's own log, at the level debug. What an operator needs to know of them
 * (Redis went away, and came back) the rooms say themselves. A binding of our own and not the one that does nothing,
 * because Netty takes that for none at all and goes on to java.util.logging, which belongs to the application.
 */
public final class LibraryLogging implements SLF4JServiceProvider {
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter mdc = new NOPMDCAdapter();
    private final Loggers loggers = new Loggers(new Log(System.err, Log.Level.parse(level())));

    /** From now on the libraries write to this one, whose level people and rules change. Begins SLF4J. */
    static void to(Log log) {
        if (LoggerFactory.getILoggerFactory() instanceof Loggers loggers) {
            loggers.to(log);
        }
    }

    private static @Nullable String level() {
        String property = System.getProperty("larder.log");
        return property != null ? property : System.getenv("LARDER_LOG");
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return loggers;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return mdc;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {}

    /** Makes them, and says what they write to. */
    private static final class Loggers implements ILoggerFactory {
        private volatile Log log;

        Loggers(Log log) {
            this.log = log;
        }

        void to(Log other) {
            log = other;
        }

        Log log() {
            return log;
        }

        @Override
        public Logger getLogger(String name) {
            return new LibraryLogger(name, this);
        }
    }

    /** One library class' logger: warnings and errors pass. */
    private static final class LibraryLogger extends LegacyAbstractLogger implements Logger {
        private static final long serialVersionUID = 1L;

        private final transient Loggers loggers;

        LibraryLogger(String name, Loggers loggers) {
            this.name = name;
            this.loggers = loggers;
        }

        @Override
        public boolean isTraceEnabled() {
            return false;
        }

        @Override
        public boolean isDebugEnabled() {
            return false;
        }

        @Override
        public boolean isInfoEnabled() {
            return false;
        }

        @Override
        public boolean isWarnEnabled() {
            return loggers.log().debugs();
        }

        @Override
        public boolean isErrorEnabled() {
            return loggers.log().debugs();
        }

        @Override
        protected @Nullable String getFullyQualifiedCallerName() {
            return null;
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level,
                @Nullable Marker marker,
                String pattern,
                @Nullable Object @Nullable [] arguments,
                @Nullable Throwable thrown) {
            String words = MessageFormatter.basicArrayFormat(pattern, arguments);
            loggers.log()
                    .debug(name + " " + level.name().toLowerCase(Locale.ROOT) + ": " + words
                            + (thrown == null ? "" : " (" + thrown + ")"));
        }
    }
}
