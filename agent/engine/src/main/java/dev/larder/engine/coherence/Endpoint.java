package dev.larder.engine.coherence;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What kind of request one is: worked out from its path when somebody asks. */
final class Endpoint {
    private final Endpoints all;
    private final Supplier<@Nullable String> path;
    private volatile Endpoints.@Nullable Kind kind;

    Endpoint(Endpoints all, Supplier<@Nullable String> path) {
        this.all = all;
        this.path = path;
    }

    Endpoints.Kind kind() {
        Endpoints.Kind known = kind;
        if (known == null) {
            known = all.of(path.get());
            kind = known;
        }
        return known;
    }
}
