package dev.larder.console.http;

import dev.larder.console.AgentControl;
import dev.larder.engine.log.Log;
import dev.larder.engine.metric.Metrics;
import dev.larder.engine.rule.MetricsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The agent's HTTP server: figures for Prometheus, what people ask and change, and a page, on daemon threads of its own.
 * By default it can be reached from this machine alone.
 */
public final class AgentServer implements AutoCloseable {
    /** Of so many agents on one machine each finds a port. */
    private static final int MORE_PORTS = 50;

    private final Listener listener;
    private final History history = new History();
    private final Metrics metrics;
    private final Log log;
    private final CountDownLatch closed = new CountDownLatch(1);

    private AgentServer(
            InetAddress address,
            MetricsSettings settings,
            @Nullable String token,
            Metrics metrics,
            AgentControl control,
            Log log)
            throws IOException {
        this.metrics = metrics;
        this.log = log;
        Admission admission = new Admission(address.isLoopbackAddress(), settings.host(), token);
        FirstAsked answers = new FirstAsked(() -> new Answers(admission, metrics, control, history, log));
        this.listener = Listener.open(
                address,
                settings.port(),
                MORE_PORTS,
                answers::to,
                fault -> log.fault("a connection to the agent's port failed", fault));
    }

    /**
     * @param token what changes are asked for with; null for nothing, which goes on loopback addresses alone
     * @throws IOException where the address can't be bound; the message says which, and what to do
     */
    public static AgentServer open(
            MetricsSettings settings, @Nullable String token, Metrics metrics, AgentControl control, Log log)
            throws IOException {
        try {
            InetAddress address = InetAddress.getByName(settings.host());
            AgentServer opened = new AgentServer(address, settings, token, metrics, control, log);
            opened.start();
            if (token == null && !address.isLoopbackAddress()) {
                log.warn("metrics.host " + settings.host() + " can be reached from other machines: nothing can be"
                        + " changed there until admin.token is set");
            }
            return opened;
        } catch (IOException impossible) {
            throw new IOException(
                    "metrics: cannot listen on " + settings.host() + ":" + settings.port()
                            + " nor on the ports after it ("
                            + impossible.getMessage()
                            + "): no metrics are served; choose another with metrics.host and metrics.port, or 0 for any"
                            + " free port",
                    impossible);
        }
    }

    private void start() {
        listener.start();
        Thread clock = new Thread(null, this::run, "larder-http-clock", 0, false);
        clock.setDaemon(true);
        clock.setContextClassLoader(null);
        clock.start();
    }

    private void run() {
        try {
            while (!closed.await(History.SECONDS, TimeUnit.SECONDS)) {
                try {
                    history.sample(metrics.figures());
                } catch (RuntimeException | Error fault) {
                    // Out of memory, say: the next time is as good as this one
                    log.fault("could not look at the figures", fault);
                }
            }
        } catch (InterruptedException stray) {
            // Nobody interrupts this thread; without it the page draws no lines
            Thread.currentThread().interrupt();
        }
    }

    /** Where it listens: the port that was given, or the one that was found free. */
    public InetSocketAddress address() {
        return listener.address();
    }

    @Override
    public void close() {
        closed.countDown();
        listener.close();
    }
}
