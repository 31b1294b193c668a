package dev.larder.engine.store;

import java.time.Duration;
import java.util.List;

/** A use that doesn't change. */
public record FixedUse(List<String> cacheTags, Duration longestTtl) implements StoreUse {}
