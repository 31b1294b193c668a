package dev.larder.weaver;

import dev.larder.engine.CallHandler;
import dev.larder.engine.OpenCall;
import org.jspecify.annotations.Nullable;

/**
 * One woven method of one loaded class. Its two methods are what the method's bytecode calls, through call sites that
 * never change; what they do is bound anew when the rules change.
 *
 * <p>Reachable from the woven class alone, and it reaches that class: dropping the class drops the site.
 */
final class Site {

    /** What the method does under one set of rules; null rules for none yet. */
    private record Bound(@Nullable RulesInForce rules, CallHandler handler) {
        static final Bound NONE = new Bound(null, CallHandler.NOTHING);
    }

    private final Class<?> owner;
    private final Plans.Plan plan;
    private final Binder binder;
    private final InForce inForce;

    // Two volatile reads a call, plain loads on the usual processors, spare the deoptimization of a mutable call site
    // and let all sites change over at once.
    private volatile Bound bound = Bound.NONE;
    private volatile Bound prepared = Bound.NONE;
    private volatile int forgotten;

    Site(Class<?> owner, Plans.Plan plan, Binder binder, InForce inForce) {
        this.owner = owner;
        this.plan = plan;
        this.binder = binder;
        this.inForce = inForce;
    }

    /** See {@link SiteAdvice#enter}. */
    @Nullable
    Object enter(@Nullable Object self, @Nullable Object[] arguments) {
        Bound current = bound;
        RulesInForce rules = inForce.rules();
        CallHandler handler =
                current.rules() == rules ? current.handler() : bind(rules).handler();
        return handler == CallHandler.NOTHING ? null : handler.enter(self, arguments);
    }

    /** See {@link SiteAdvice#exit}. */
    @Nullable
    Object @Nullable [] exit(@Nullable Object token, @Nullable Object returned, @Nullable Throwable thrown) {
        if (token == null) {
            return null;
        }
        // The way of a hit: must not be able to throw, for by now there is no body to fall back on.
        if (token instanceof Object[] hit) {
            return hit;
        }
        return ((OpenCall) token).close(returned, thrown);
    }

    /** Without a lock: two threads may both bind, which is harmless, while one that waits here might not be. */
    private Bound bind(RulesInForce rules) {
        int before = forgotten;
        Bound ready = prepared;
        Bound made = ready.rules() == rules ? ready : new Bound(rules, binder.bind(owner, plan, rules, this));
        if (forgotten == before) {
            bound = made;
        }
        return made;
    }

    /** Binds to rules that are about to come into force, so that the first call under them has nothing to wait for. */
    void prepare(RulesInForce next) {
        prepared = new Bound(next, binder.bind(owner, plan, next, this));
    }

    /** The prepared rules are in force: lets go of those before. */
    void settle() {
        bound = prepared;
        prepared = Bound.NONE;
    }

    /** Something has turned up that the binding did not know of: the next call binds anew. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // two at once: it changes all the same
    void forget() {
        forgotten++;
        prepared = Bound.NONE;
        bound = Bound.NONE;
    }
}
