package dev.larder.dist;

import dev.larder.console.AgentControl;
import dev.larder.console.AgentServer;
import dev.larder.engine.log.Log;
import dev.larder.engine.metric.Metrics;
import dev.larder.engine.rule.MetricsSettings;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The HTTP server of this agent, where the rules want one. Opened and closed by one thread at a time. */
final class ServedMetrics implements AutoCloseable {
    private final Metrics metrics;
    private final AgentControl control;
    private final Log log;

    private @Nullable MetricsSettings wanted;
    private volatile @Nullable AgentServer server;

    ServedMetrics(Metrics metrics, AgentControl control, Log log) {
        this.metrics = metrics;
        this.control = control;
        this.log = log;
    }

    /** Off the application's way: binding a port and loading a server's classes may take a while. */
    void use(MetricsSettings settings) {
        if (settings.equals(wanted)) {
            return;
        }
        wanted = settings;
        Thread thread = new Thread(null, () -> change(settings), "larder-metrics-start", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }

    private synchronized void change(MetricsSettings settings) {
        close();
        if (!settings.enabled()) {
            return;
        }
        try {
            AgentServer opened = AgentServer.open(settings, metrics, control, log);
            server = opened;
            log.info("metrics at http://" + settings.host() + ":"
                    + opened.address().getPort() + "/metrics");
        } catch (IOException taken) {
            log.error(String.valueOf(taken.getMessage()));
        } catch (RuntimeException | LinkageError fault) {
            log.fault("metrics: no endpoint, the cache works without it", fault);
        }
    }

    @Override
    public void close() {
        AgentServer present = server;
        server = null;
        if (present != null) {
            present.close();
        }
    }
}
