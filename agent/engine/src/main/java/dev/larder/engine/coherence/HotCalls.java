package dev.larder.engine.coherence;

import dev.larder.engine.key.Key;
import dev.larder.engine.metric.HotKeys;
import dev.larder.engine.warm.RememberedMethod;
import org.jspecify.annotations.Nullable;

/** Notes of some calls of one cached method which key they ask for, and with which arguments. Throws nothing; any thread. */
final class HotCalls {
    private final HotKeys keys;
    private final String method;
    private final @Nullable RememberedMethod remembered;
    private final Refusals refusals;

    /** @param method told apart by from others that share keys */
    HotCalls(HotKeys keys, String method, @Nullable RememberedMethod remembered, Refusals refusals) {
        this.keys = keys;
        this.method = method;
        this.remembered = remembered;
        this.refusals = refusals;
    }

    /** One of those hits that {@link HotKeys#samples} has chosen. */
    void hit(Key key, @Nullable Object self, @Nullable Object[] arguments) {
        if (!RememberedMethod.replays()) {
            note(keys.hit(key.text(), method), self, arguments);
        }
    }

    /** Any miss, before the body has run: it may change its arguments. */
    void miss(Key key, @Nullable Object self, @Nullable Object[] arguments) {
        if (!RememberedMethod.replays()) {
            note(keys.miss(key.text(), method), self, arguments);
        }
    }

    private void note(HotKeys.@Nullable Entry wanting, @Nullable Object self, @Nullable Object[] arguments) {
        RememberedMethod again = remembered;
        if (again == null) {
            return;
        }
        try {
            again.seen(self, arguments, wanting);
        } catch (Throwable fault) {
            refusals.fault(fault);
        }
    }
}
