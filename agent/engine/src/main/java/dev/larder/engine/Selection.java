package dev.larder.engine;

import dev.larder.engine.rule.Selector;

/**
 * One rule's wish for methods to be woven.
 *
 * @param rule the rule's name, unique among caches and invalidations
 */
public record Selection(String rule, Selector selector, Purpose purpose) {

    public enum Purpose {
        /** The method's results are cached: its innermost real body is woven. */
        CACHE,
        /** The method's end evicts: what proxies around the body do, a commit above all, is to be over by then. */
        EVICT
    }
}
