package dev.larder.engine.coherence;

import dev.larder.engine.CallHandler;
import dev.larder.engine.OpenCall;
import dev.larder.engine.key.EvictionPlan;
import dev.larder.engine.key.Evictions;
import dev.larder.engine.log.Log;
import dev.larder.engine.metric.CacheMeter;
import dev.larder.engine.rule.SafetySettings;
import dev.larder.engine.value.Ending;
import dev.larder.engine.value.Wrapper;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Eviction around one woven method: what its rules name is worked out before and after the body, and evicted at the end of
 * the thread's transaction; where none is open, when the outermost evicting method of the thread has ended. Proxies
 * around the body are woven as well, so that this is after what they do at the end, a commit above all.
 *
 * <p>Evicts also where the body threw: what it wrote before that is unknown, and a value too many evicted costs one load.
 * A method that returns a future or a reactive type may write after it has returned: there it is evicted once more at
 * each end of what it has begun, before anybody who waits for that learns of it.
 */
public final class EvictingMethod implements CallHandler {
    private final String method;
    private final List<EvictionPlan> plans;
    private final @Nullable Ending ending;
    private final Coherence coherence;
    private final Map<String, CacheMeter> reached;
    private final boolean failUnmarked;
    private final Log log;
    private final Set<String> doubtful;

    /**
     * @param ending where the method returns before its work is done; null where it doesn't
     * @param reached the caches that these plans may evict from, by name
     */
    public EvictingMethod(
            String method,
            List<EvictionPlan> plans,
            @Nullable Ending ending,
            Coherence coherence,
            CoherenceSettings settings,
            Map<String, CacheMeter> reached,
            Log log) {
        this.method = method;
        this.plans = List.copyOf(plans);
        this.ending = ending;
        this.coherence = coherence;
        this.failUnmarked = settings.onUnreachable() == SafetySettings.OnUnreachable.FAIL;
        this.reached = Map.copyOf(reached);
        this.log = log;
        Evictions unknown = new Evictions();
        plans.forEach(plan -> plan.unknownBefore(unknown));
        this.doubtful = Set.copyOf(unknown.tags());
    }

    @Override
    public @Nullable Object enter(@Nullable Object self, @Nullable Object[] arguments) {
        UnitOfWork unit = coherence.units().current();
        Write write = new Write(unit, self, arguments);
        Evictions evictions = new Evictions();
        try {
            for (EvictionPlan plan : plans) {
                plan.before(self, arguments, evictions);
            }
        } catch (Throwable fault) {
            widen(evictions, fault);
        }
        try {
            unit.beginWrite(write);
            unit.collect(evictions, reached, failUnmarked);
            return write;
        } catch (Throwable fault) {
            // Nobody will close what nobody was given
            unit.leaveWrite(write);
            fault(fault);
            return null;
        }
    }

    private void widen(Evictions evictions, Throwable fault) {
        plans.forEach(plan -> plan.everything(evictions));
        log.fault("Larder failed at the keys to evict after " + method + ", whole caches are evicted instead", fault);
    }

    private void tell(Evictions evictions) {
        if (!evictions.widened().isEmpty()) {
            log.warn("after " + method + " more is evicted than the rule says: "
                    + String.join("; ", evictions.widened()));
        }
    }

    /** An evicting method whose body is running. */
    private final class Write implements OpenCall, WriteFrame {
        private final UnitOfWork unit;
        private final @Nullable WriteFrame outer;
        private final @Nullable Object self;
        private final @Nullable Object[] arguments;
        private final int depth;
        private boolean known;

        Write(UnitOfWork unit, @Nullable Object self, @Nullable Object[] arguments) {
            this.unit = unit;
            this.outer = unit.innermostWrite();
            this.depth = outer == null ? 1 : outer.depth() + 1;
            this.self = self;
            this.arguments = arguments;
        }

        @Override
        public @Nullable WriteFrame outer() {
            return outer;
        }

        @Override
        public int depth() {
            return depth;
        }

        @Override
        public Set<String> doubtful() {
            return known ? Set.of() : doubtful;
        }

        private Set<String> mayEvict() {
            return doubtful;
        }

        @Override
        public @Nullable Object @Nullable [] close(@Nullable Object returned, @Nullable Throwable thrown) {
            boolean later = ending != null && returned != null;
            evict(returned, thrown == null && !later);
            return ending == null || returned == null ? null : watch(ending, returned);
        }

        /** @param returned whether the result is known */
        private void evict(@Nullable Object result, boolean returned) {
            try {
                Evictions evictions = named(result, returned);
                tell(evictions);
                unit.collect(evictions, reached, failUnmarked);
                if (outer instanceof Write proxy && proxy.mayEvict().equals(doubtful)) {
                    // The body of the method that the outer one is the proxy of: the result is known now
                    proxy.known = true;
                }
            } finally {
                unit.endWrite(this);
            }
        }

        private Evictions named(@Nullable Object result, boolean returned) {
            Evictions evictions = new Evictions();
            try {
                for (EvictionPlan plan : plans) {
                    if (returned) {
                        plan.after(self, arguments, result, evictions);
                    } else {
                        plan.before(self, arguments, evictions);
                    }
                }
            } catch (Throwable fault) {
                widen(evictions, fault);
            }
            return evictions;
        }

        private @Nullable Object @Nullable [] watch(Ending later, Object returned) {
            try {
                Object watched = later.watch(returned, new Wrapper.Arrival() {
                    @Override
                    public void arrived(@Nullable Object value) {
                        again(value, true);
                    }

                    @Override
                    public void failed() {
                        again(null, false);
                    }
                });
                return CallHandler.answer(watched);
            } catch (Throwable fault) {
                // Nobody will tell of the end, which may have come by now
                again(null, true);
                fault(fault);
                return null;
            }
        }

        /** What was begun has ended, on this thread: evicts as a method would that does all of it here. */
        private void again(@Nullable Object value, boolean well) {
            try {
                UnitOfWork here = coherence.units().current();
                Write end = new Write(here, self, arguments);
                here.beginWrite(end);
                end.evict(value, well);
            } catch (Throwable fault) {
                fault(fault);
            }
        }
    }

    private void fault(Throwable fault) {
        log.fault("Larder failed to evict at the end of " + method, fault);
    }
}
