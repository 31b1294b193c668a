package dev.larder.dist;

import dev.larder.console.AgentControl;
import dev.larder.console.AgentFile;
import dev.larder.console.Version;
import dev.larder.console.http.AgentServer;
import dev.larder.engine.log.Log;
import dev.larder.engine.metric.Metrics;
import dev.larder.engine.rule.MetricsSettings;
import dev.larder.engine.rule.Rules;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What can be seen of this agent from outside: its HTTP server, where the rules want one, and the file by which the
 * command line finds it. Changed by one thread at a time.
 */
final class ServedMetrics implements AutoCloseable {
    private final Path rules;
    private final @Nullable String token;
    private final Metrics metrics;
    private final AgentControl control;
    private final Log log;

    private volatile @Nullable Wanted wanted;
    private @Nullable MetricsSettings opened; // guarded by this; what the server was opened for
    private @Nullable AgentServer server; // guarded by this
    private @Nullable AgentFile file; // guarded by this
    private boolean closed; // guarded by this

    /** What one set of rules wants; each is its own. */
    private static final class Wanted {
        private final MetricsSettings metrics;
        private final String store;

        Wanted(MetricsSettings metrics, String store) {
            this.metrics = metrics;
            this.store = store;
        }

        boolean sameAs(Wanted other) {
            return metrics.equals(other.metrics) && store.equals(other.store);
        }
    }

    /** @param token what changes by HTTP are asked for with; null for nothing */
    ServedMetrics(Path rules, @Nullable String token, Metrics metrics, AgentControl control, Log log) {
        this.rules = rules;
        this.token = token;
        this.metrics = metrics;
        this.control = control;
        this.log = log;
    }

    /** Off the application's way: binding a port and loading a server's classes may take a while. */
    void use(Rules inForce) {
        Wanted before = wanted;
        Wanted now = new Wanted(inForce.metrics(), inForce.store().shownUrl());
        if (before != null && now.sameAs(before)) {
            return;
        }
        wanted = now;
        Thread thread = new Thread(null, () -> change(now), "larder-metrics-start", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }

    private synchronized void change(Wanted now) {
        if (closed || now != wanted) {
            // Another change has come since, on a thread of its own
            return;
        }
        // At a start nothing is compared: the equality of records is linked when it is first used, at some expense
        if (opened == null || !now.metrics.equals(opened)) {
            opened = now.metrics;
            shut();
            if (now.metrics.enabled()) {
                open(now.metrics);
            }
        }
        leaveFile(now);
    }

    private void open(MetricsSettings settings) {
        try {
            AgentServer opened = AgentServer.open(settings, token, metrics, control, log);
            server = opened;
            int port = opened.address().getPort();
            log.info("metrics at http://" + settings.host() + ":" + port + "/metrics"
                    + (settings.port() == 0 || settings.port() == port
                            ? ""
                            : " (port " + settings.port() + " is taken)"));
        } catch (IOException taken) {
            log.error(String.valueOf(taken.getMessage()));
        } catch (RuntimeException | LinkageError fault) {
            log.fault("metrics: no endpoint, the cache works without it", fault);
        }
    }

    private void leaveFile(Wanted now) {
        AgentFile before = file;
        file = null;
        if (before != null) {
            before.close();
        }
        try {
            AgentServer present = server;
            file = AgentFile.leave(
                    now.metrics.host(),
                    present == null ? 0 : present.address().getPort(),
                    rules.toAbsolutePath().toString(),
                    Version.number(),
                    now.store,
                    token);
        } catch (IOException | RuntimeException impossible) {
            log.warn("the command line will not find this agent by itself: " + impossible.getMessage()
                    + ". Name it with --agent");
        }
    }

    private void shut() {
        AgentServer present = server;
        server = null;
        if (present != null) {
            present.close();
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        shut();
        AgentFile left = file;
        file = null;
        if (left != null) {
            left.close();
        }
    }
}
