package dev.larder.dist;

import dev.larder.console.AgentControl;
import dev.larder.console.http.CachesJson;
import dev.larder.engine.ByHand;
import dev.larder.engine.Engine;
import dev.larder.engine.SealSecret;
import dev.larder.engine.coherence.Coherence;
import dev.larder.engine.coherence.Switch;
import dev.larder.engine.log.Log;
import dev.larder.engine.metric.Metrics;
import dev.larder.engine.rule.Origin;
import dev.larder.engine.rule.Problem;
import dev.larder.engine.rule.RuleBoard;
import dev.larder.engine.rule.RuleReader;
import dev.larder.engine.rule.RuleReading;
import dev.larder.engine.rule.Rules;
import dev.larder.engine.rule.Variables;
import dev.larder.engine.store.Store;
import dev.larder.engine.value.Sealing;
import dev.larder.engine.warm.Warmer;
import dev.larder.engine.warm.Warmth;
import dev.larder.weaver.Weaver;
import dev.larder.weaver.watch.Watch;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Larder in one JVM, from its start until it is detached: wires the rooms together, and anew when the rules change. Rules
 * that are wrong change nothing; where there were none before, it waits for correct ones.
 */
final class RunningAgent implements AgentControl {

    private static final String INACTIVE =
            "Larder is inactive, the application runs without it: correct the rules, they are read again";

    /** The agent argument that ends the running one. */
    static final String DETACH = "detach";

    /** For tests alone, which show by it what happens to those whose transactions nobody watches. */
    private static final boolean WATCHING = !Boolean.getBoolean("larder.test.unwatched");

    private final Instrumentation instrumentation;
    private final Arguments arguments;
    private final Log log;
    private final Path path;
    private final Metrics metrics;
    private final Switch caches = new Switch();
    private final OpenStore stores;
    private final FleetReport fleet;
    private final ServedMetrics served;
    private final RuleWatch watch;
    private final Upkeep upkeep;
    private final Warmer warmer;

    /** Rules change one after the other. Never taken on an application's call. */
    private final ReentrantLock changing = new ReentrantLock();

    private volatile @Nullable Rules rules; // written by whoever holds changing
    private volatile @Nullable Store store; // written by whoever holds changing
    private @Nullable SealSecret secret; // guarded by changing
    private @Nullable Coherence coherence; // guarded by changing
    private @Nullable Bridge bridge; // guarded by changing
    private volatile @Nullable Weaver weaver; // written by whoever holds changing
    private volatile @Nullable Watch watched; // written by whoever holds changing
    private volatile @Nullable RuleBoard board;

    RunningAgent(Arguments arguments, Instrumentation instrumentation, Log log) {
        this.arguments = arguments;
        this.instrumentation = instrumentation;
        this.log = log;
        this.path = path(arguments.rules());
        this.metrics = new Metrics(log);
        this.stores = new OpenStore(metrics::storeCommand, this::woken, log);
        this.fleet = new FleetReport(
                stores::present, () -> new CachesJson(metrics, this).all().toString(), log);
        this.served = new ServedMetrics(path, arguments.token(), metrics, this, log);
        this.upkeep =
                new Upkeep(log, new ApplicationMetrics(instrumentation, this::showsMetrics, metrics, log), stores::up);
        this.warmer = new Warmer(stores::present, () -> !caches.off(), this::watches, log);
        this.watch = new RuleWatch(path, this::changed, fault -> log.fault("could not look at the rules", fault));
    }

    private static Path path(@Nullable String rules) {
        if (rules == null) {
            throw new IllegalArgumentException(
                    "no rules given: write -javaagent:larder.jar=PATH, or set LARDER_RULES or -Dlarder.rules");
        }
        try {
            return Path.of(rules);
        } catch (InvalidPathException wrong) {
            throw new IllegalArgumentException("\"" + rules + "\" is no path for rules: " + wrong.getMessage(), wrong);
        }
    }

    void start() throws IOException, ReflectiveOperationException {
        metrics.watchStore(stores::up, stores::pendingEvictions);
        watch.look();
        changing.lock();
        try {
            bridge = Bridge.define(instrumentation);
            bridge.listen(this::told);
            if (read() instanceof RuleReading.Valid valid) {
                use(valid.rules(), SealSecret.read(valid.rules().store().safety(), System::getenv), bridge);
            } else {
                log.error(INACTIVE);
            }
        } catch (IllegalArgumentException wrong) {
            log.error(path + ": " + wrong.getMessage());
            log.error(INACTIVE);
        } finally {
            changing.unlock();
        }
        watch.start();
        upkeep.start();
    }

    /** A second one was attached to this JVM. */
    private String told(String command) {
        if (command.equals(DETACH)) {
            detach();
        } else {
            log.warn("Larder runs in this JVM already, with the rules " + path.toAbsolutePath()
                    + ": the second one does nothing. Detach the first, or change its rules");
        }
        return "";
    }

    /** Reads the rules, and says all that is wrong with them. */
    private RuleReading read() {
        RuleReading reading = new RuleReader(Variables.system(), arguments.values()).read(path);
        if (reading instanceof RuleReading.Valid valid) {
            levelOf(valid.rules());
            int doubts = valid.warnings().size();
            if (doubts > 0) {
                log.info(path + ": " + doubts + (doubts == 1 ? " warning" : " warnings")
                        + "; java -jar larder.jar check " + path + " lists them");
            }
        } else if (reading instanceof RuleReading.Invalid invalid) {
            invalid.problems().forEach(problem -> log.error(problem.toString()));
        }
        return reading;
    }

    private void use(Rules next, SealSecret sealed, Bridge connected) throws ReflectiveOperationException {
        Sealing sealing = sealed.sealing();
        Store used = stores.use(next);
        Coherence shared = coherence;
        if (shared == null || used != store || !sealed.equals(secret)) {
            // Shared by all rules over one store: a thread may be within a call of those before.
            if (shared == null) {
                shared = new Coherence(used, sealing, log, caches);
            } else {
                shared = used == store ? shared.sealed(sealing) : shared.over(used, sealing);
            }
            coherence = shared;
            store = used;
            secret = sealed;
        }
        RuleBoard nextBoard = new RuleBoard(next);
        Engine engine = new Engine(next, used, shared, metrics, nextBoard, log);
        board = nextBoard;
        metrics.show(nextBoard);
        Weaver present = weaver;
        if (present == null) {
            Watch transactions = new Watch(connected.methods(), log);
            if (WATCHING) {
                transactions.tell(engine.units());
            }
            Weaver first = new Weaver(engine, connected.methods(), transactions, connected::connect, log);
            first.install(instrumentation);
            weaver = first;
            watched = transactions;
        } else {
            if (watched != null && WATCHING) {
                watched.tell(engine.units());
            }
            present.replace(engine, instrumentation);
        }
        rules = next;
        warmer.use(engine.remembered(), next.warm(), sealing);
        log.info(nextBoard.summary() + "; store " + next.store().shownUrl());
        served.use(next);
    }

    private void woken() {
        fleet.start();
    }

    /** Where the rules say another level than before: what somebody has asked for by hand stays until then. */
    private void levelOf(Rules next) {
        Rules before = rules;
        if (next.log() != null && (before == null || next.log() != before.log())) {
            log.level(next.log());
        } else if (next.log() == null && before != null && before.log() != null) {
            log.level(Log.Level.INFO);
        }
    }

    /** The files have changed. */
    private void changed() {
        reload();
    }

    @Override
    public List<Problem> reload() {
        changing.lock();
        try {
            Bridge connected = bridge;
            if (connected == null) {
                return List.of();
            }
            RuleReading reading = read();
            if (reading instanceof RuleReading.Invalid invalid) {
                metrics.reloaded(false);
                log.error(
                        rules == null
                                ? "Larder stays inactive until the rules are correct"
                                : "the rules in force stay: correct the file, it is read again");
                return invalid.problems();
            }
            if (reading instanceof RuleReading.Valid valid) {
                SealSecret sealed = SealSecret.read(valid.rules().store().safety(), System::getenv);
                if (!valid.rules().equals(rules) || !sealed.equals(secret)) {
                    use(valid.rules(), sealed, connected);
                    metrics.reloaded(true);
                }
            }
            return List.of();
        } catch (IllegalArgumentException wrong) {
            metrics.reloaded(false);
            log.error(path + ": " + wrong.getMessage());
            return List.of(new Problem(Origin.whole(path.toString()), String.valueOf(wrong.getMessage())));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError fault) {
            metrics.reloaded(false);
            log.fault("the changed rules could not be put in force", fault);
            return List.of();
        } finally {
            changing.unlock();
        }
    }

    @Override
    public @Nullable RuleBoard board() {
        return board;
    }

    private boolean watches() {
        Watch present = watched;
        return present != null && (!WATCHING || present.complete());
    }

    private boolean showsMetrics() {
        Rules inForce = rules;
        return inForce != null && inForce.metrics().enabled();
    }

    @Override
    public void lookForHidden() {
        Weaver present = weaver;
        if (present != null) {
            present.refuseHidden(instrumentation);
        }
    }

    @Override
    public @Nullable Rules rules() {
        return rules;
    }

    @Override
    public @Nullable Store store() {
        return store;
    }

    @Override
    public Removal evict(List<String> words) {
        return byHand(hand -> hand.evict(words));
    }

    @Override
    public Removal clear(@Nullable String cache) {
        return byHand(hand -> hand.clear(cache));
    }

    private Removal byHand(Function<ByHand, ByHand.Report> action) {
        Rules inForce = rules;
        Store used = store;
        if (inForce == null || used == null) {
            return new Removal(List.of(), 0, List.of("no rules are in force"));
        }
        ByHand.Report report = action.apply(new ByHand(inForce, used));
        return new Removal(report.evicted(), report.removed(), report.problems());
    }

    @Override
    public void bypass(boolean on) {
        if (on != caches.off()) {
            caches.off(on);
            log.info(on ? "every cache is switched off by hand" : "the caches are switched on again");
        }
    }

    @Override
    public boolean bypassed() {
        return caches.off();
    }

    @Override
    public @Nullable String warm(@Nullable String cache, @Nullable Integer top, @Nullable Integer rate) {
        return warmer.begin(cache, top, rate);
    }

    @Override
    public Warmth warmth() {
        return warmer.warmth();
    }

    private void detach() {
        watch.close();
        warmer.close();
        upkeep.close();
        changing.lock();
        try {
            Weaver present = weaver;
            if (present != null) {
                present.remove(new NoMethods(), instrumentation);
            }
            if (bridge != null) {
                bridge.disconnect();
            }
            bridge = null;
            weaver = null;
            served.close();
            fleet.close();
            stores.close();
            log.info("detached: every class has its own bytes back");
        } catch (ReflectiveOperationException fault) {
            log.fault("detaching failed", fault);
        } finally {
            changing.unlock();
        }
    }
}
