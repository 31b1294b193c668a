package dev.larder.dist;

import dev.larder.console.MetricsEndpoint;
import dev.larder.engine.Engine;
import dev.larder.engine.key.CacheKeys;
import dev.larder.engine.log.Log;
import dev.larder.engine.metric.Metrics;
import dev.larder.engine.rule.CacheRule;
import dev.larder.engine.rule.MetricsSettings;
import dev.larder.engine.rule.Problem;
import dev.larder.engine.rule.RuleBoard;
import dev.larder.engine.rule.RuleReader;
import dev.larder.engine.rule.RuleReading;
import dev.larder.engine.rule.Rules;
import dev.larder.engine.rule.Variables;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.Stores;
import dev.larder.weaver.Weaver;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The agent's start, entered from the boot module inside the isolated loader. Whatever fails, one clear line is written
 * and the application goes on without Larder.
 */
public final class Agent {

    private Agent() {}

    /**
     * @param arguments what stands behind {@code -javaagent:larder.jar=}, null for nothing
     * @param jar larder.jar
     */
    public static void start(@Nullable String arguments, Instrumentation instrumentation, File jar) {
        Log log = new Log(System.err, Log.Level.parse(setting("log")));
        try {
            run(arguments, instrumentation, log);
        } catch (IllegalArgumentException wrong) {
            log.error(wrong.getMessage() + ". Larder is inactive, the application runs without it");
        } catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError fault) {
            log.fault("could not start: Larder is inactive, the application runs without it", fault);
        }
    }

    private static @Nullable String setting(String name) {
        String property = System.getProperty("larder." + name);
        return property != null ? property : System.getenv("LARDER_" + name.toUpperCase(Locale.ROOT));
    }

    private static void run(@Nullable String text, Instrumentation instrumentation, Log log)
            throws IOException, ReflectiveOperationException {
        if (Bridge.present()) {
            log.warn("Larder is in this JVM already: the second one does nothing");
            return;
        }
        Arguments arguments = Arguments.read(text, System::getProperty, System::getenv);
        Rules rules = read(arguments, log);
        if (rules == null) {
            return;
        }
        // First of all: it opens the packages of java.base that the value room works with.
        Bridge bridge = Bridge.define(instrumentation);
        RuleBoard board = new RuleBoard(rules);
        Metrics metrics =
                new Metrics(rules.caches().stream().map(CacheRule::name).toList(), board);
        Store store = Stores.open(
                rules.store(),
                rules.caches().stream().map(rule -> CacheKeys.tag(rule.name())).toList(),
                longestTtl(rules),
                metrics::storeCommand,
                log);
        metrics.watchStore(store::up, store::pendingEvictions);
        Engine engine = new Engine(rules, store, metrics, board, log);

        Weaver weaver = new Weaver(engine, bridge.methods(), log);
        bridge.connect(weaver);
        weaver.install(instrumentation);
        log.info(board.summary() + "; store " + rules.store().shownUrl());
        serveMetrics(rules.metrics(), metrics, log);
    }

    private static @Nullable Rules read(Arguments arguments, Log log) {
        String path = arguments.rules();
        if (path == null) {
            throw new IllegalArgumentException(
                    "no rules given: write -javaagent:larder.jar=PATH, or set LARDER_RULES or -Dlarder.rules");
        }
        Path file;
        try {
            file = Path.of(path);
        } catch (InvalidPathException wrong) {
            throw new IllegalArgumentException("\"" + path + "\" is no path for rules: " + wrong.getMessage(), wrong);
        }
        RuleReading reading = new RuleReader(Variables.system(), arguments.values()).read(file);
        if (reading instanceof RuleReading.Valid valid) {
            if (!valid.warnings().isEmpty()) {
                log.info(file + ": " + valid.warnings().size() + (valid.warnings().size() == 1 ? " warning" : " warnings") + "; java -jar larder.jar check " + file
                        + " lists them");
            }
            return valid.rules();
        }
        for (Problem problem : ((RuleReading.Invalid) reading).problems()) {
            log.error(problem.toString());
        }
        log.error("Larder is inactive, the application runs without it: correct the rules and restart");
        return null;
    }

    private static Duration longestTtl(Rules rules) {
        return rules.caches().stream()
                .map(CacheRule::ttl)
                .max(Duration::compareTo)
                .orElse(Duration.ofMinutes(5));
    }

    /** Off the application's way: binding a port and loading a server's classes may take a while. */
    private static void serveMetrics(MetricsSettings settings, Metrics metrics, Log log) {
        if (!settings.enabled()) {
            return;
        }
        Thread thread = new Thread(
                () -> {
                    try {
                        MetricsEndpoint endpoint = MetricsEndpoint.open(settings, metrics, log);
                        log.info("metrics at http://" + settings.host() + ":"
                                + endpoint.address().getPort() + "/metrics");
                    } catch (IOException taken) {
                        log.error(String.valueOf(taken.getMessage()));
                    } catch (RuntimeException | LinkageError fault) {
                        log.fault("metrics: no endpoint, the cache works without it", fault);
                    }
                },
                "larder-metrics-start");
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
    }
}
