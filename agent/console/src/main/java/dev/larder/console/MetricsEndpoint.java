package dev.larder.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.larder.engine.log.Log;
import dev.larder.engine.metric.Metrics;
import dev.larder.engine.rule.MetricsSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** {@code GET /metrics} for Prometheus, on one daemon thread of its own. */
public final class MetricsEndpoint implements AutoCloseable {
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService worker;

    private MetricsEndpoint(HttpServer server, ExecutorService worker) {
        this.server = server;
        this.worker = worker;
    }

    /** @throws IOException where the address can't be bound; the message says which */
    public static MetricsEndpoint open(MetricsSettings settings, Metrics metrics, Log log) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(settings.host()), settings.port());
        HttpServer server;
        try {
            server = HttpServer.create(address, 16);
        } catch (IOException taken) {
            throw new IOException(
                    "metrics: cannot listen on " + settings.host() + ":" + settings.port() + " (" + taken.getMessage()
                            + "): no metrics are served; choose another with metrics.port, or 0 for any free port",
                    taken);
        }
        ExecutorService worker = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "larder-metrics");
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        });
        server.setExecutor(worker);
        server.createContext("/", exchange -> answer(exchange, metrics, log));
        server.start();
        return new MetricsEndpoint(server, worker);
    }

    /** Where it listens: the port that was given, or the one that was found free. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private static void answer(HttpExchange exchange, Metrics metrics, Log log) {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals("/metrics")) {
                send(exchange, 404, TEXT, "Larder: see /metrics\n");
            } else if (!exchange.getRequestMethod().equals("GET")
                    && !exchange.getRequestMethod().equals("HEAD")) {
                send(exchange, 405, TEXT, "Larder: only GET\n");
            } else {
                String accept = exchange.getRequestHeaders().getFirst("Accept");
                boolean open = accept != null && accept.contains("application/openmetrics-text");
                send(exchange, 200, open ? OPEN_METRICS : TEXT, metrics.scrape(open ? OPEN_METRICS : TEXT));
            }
        } catch (IOException gone) {
            log.debug("metrics: the client went away: " + gone);
        } catch (RuntimeException fault) {
            log.fault("metrics: a scrape failed", fault);
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : body.length);
        if (!head) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    @Override
    public void close() {
        server.stop(0);
        worker.shutdown();
    }
}
