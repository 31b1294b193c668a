package dev.larder.engine;

import dev.larder.engine.coherence.CoherenceSettings;
import dev.larder.engine.coherence.Keeping;
import dev.larder.engine.key.TemplateException;
import dev.larder.engine.rule.CacheRule;
import dev.larder.engine.rule.SafetySettings;
import dev.larder.engine.rule.ServingOptions;
import dev.larder.engine.rule.ValueOptions;
import dev.larder.engine.value.ValueSettings;
import java.lang.reflect.Method;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a rule says, in the words of the rooms that obey it. */
final class RuleSettings {

    private RuleSettings() {}

    static ValueSettings values(ValueOptions options) {
        ValueSettings defaults = ValueSettings.DEFAULTS;
        ValueOptions.Lazy lazy = options.lazy();
        return new ValueSettings(
                options.allow(),
                lazy == null
                        ? defaults.lazy()
                        : switch (lazy) {
                            case REFUSE -> ValueSettings.Lazy.REFUSE;
                            case DETACHED -> ValueSettings.Lazy.DETACHED;
                        },
                options.views() == ValueOptions.Views.COPY,
                options.maxBytes() == null ? defaults.maxBytes() : options.maxBytes(),
                options.readable());
    }

    static Keeping keeping(CacheRule rule, Method method) throws TemplateException {
        return new Keeping(
                rule.ttl(),
                rule.jitterPercent(),
                rule.lifetime().ofNull(),
                rule.ttlPlan(method),
                rule.unlessPlan(method));
    }

    static CoherenceSettings serving(CacheRule rule, SafetySettings safety) {
        ServingOptions serving = rule.serving();
        return new CoherenceSettings(
                serving.waitFor(),
                serving.entities(),
                serving.inTransaction(),
                safety.onUnreachable(),
                orNone(rule.lifetime().staleWhileReload()),
                orNone(rule.lifetime().staleIfError()));
    }

    static CoherenceSettings evicting(SafetySettings safety) {
        return CoherenceSettings.DEFAULT.with(safety.onUnreachable());
    }

    private static Duration orNone(@Nullable Duration duration) {
        return duration == null ? Duration.ZERO : duration;
    }
}
