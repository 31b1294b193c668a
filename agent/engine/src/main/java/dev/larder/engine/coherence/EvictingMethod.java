package dev.larder.engine.coherence;

import dev.larder.engine.CallHandler;
import dev.larder.engine.OpenCall;
import dev.larder.engine.key.EvictionPlan;
import dev.larder.engine.key.Evictions;
import dev.larder.engine.log.Log;
import dev.larder.engine.metric.CacheMeter;
import dev.larder.engine.store.Store;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Eviction around one woven method: what its rules name is worked out before and after the body, and evicted when the
 * outermost evicting method of the thread has ended. Proxies around the body are woven as well, so that this is after
 * what they do at the end, a commit above all.
 *
 * <p>Evicts also where the body threw: what it wrote before that is unknown, and a value too many evicted costs one load.
 */
public final class EvictingMethod implements CallHandler {
    private final String method;
    private final List<EvictionPlan> plans;
    private final Store store;
    private final UnitsOfWork units;
    private final List<CacheMeter> touched;
    private final Log log;
    private final AtomicBoolean widenedSaid = new AtomicBoolean();
    private final AtomicBoolean faultSaid = new AtomicBoolean();

    /** @param touched meters of the caches that these plans may evict from */
    public EvictingMethod(
            String method,
            List<EvictionPlan> plans,
            Store store,
            UnitsOfWork units,
            List<CacheMeter> touched,
            Log log) {
        this.method = method;
        this.plans = List.copyOf(plans);
        this.store = store;
        this.units = units;
        this.touched = List.copyOf(touched);
        this.log = log;
    }

    @Override
    public @Nullable Object enter(@Nullable Object self, @Nullable Object[] arguments) {
        UnitOfWork unit = units.current();
        Evictions evictions = unit.beginWrite(touched);
        try {
            for (EvictionPlan plan : plans) {
                plan.before(self, arguments, evictions);
            }
        } catch (Throwable fault) {
            widen(evictions, fault);
        }
        return new Write(unit, evictions, self, arguments);
    }

    private void widen(Evictions evictions, Throwable fault) {
        plans.forEach(plan -> plan.everything(evictions));
        if (faultSaid.compareAndSet(false, true)) {
            log.fault(
                    "Larder failed at the keys to evict after " + method + ", whole caches are evicted instead", fault);
        }
    }

    /** An evicting method whose body is running. */
    private final class Write implements OpenCall {
        private final UnitOfWork unit;
        private final Evictions evictions;
        private final @Nullable Object self;
        private final @Nullable Object[] arguments;

        Write(UnitOfWork unit, Evictions evictions, @Nullable Object self, @Nullable Object[] arguments) {
            this.unit = unit;
            this.evictions = evictions;
            this.self = self;
            this.arguments = arguments;
        }

        @Override
        public void close(@Nullable Object returned, @Nullable Throwable thrown) {
            try {
                for (EvictionPlan plan : plans) {
                    if (thrown == null) {
                        plan.after(self, arguments, returned, evictions);
                    } else {
                        plan.before(self, arguments, evictions);
                    }
                }
            } catch (Throwable fault) {
                widen(evictions, fault);
            }
            try {
                UnitOfWork.PendingEvictions due = unit.endWrite();
                if (due != null) {
                    due.touched().forEach(CacheMeter::evicted);
                    evict(due.evictions());
                }
            } catch (Throwable fault) {
                log.fault("Larder failed to evict after " + method, fault);
            }
        }
    }

    private void evict(Evictions due) {
        if (!due.widened().isEmpty() && widenedSaid.compareAndSet(false, true)) {
            log.warn("after " + method + " more is evicted than the rule says: " + String.join("; ", due.widened()));
        }
        store.evict(due.keys(), due.tags());
    }
}
