package dev.larder.engine;

import dev.larder.engine.rule.CacheRule;
import dev.larder.engine.rule.InvalidationRule;
import dev.larder.engine.rule.Rules;
import dev.larder.engine.rule.Selector;
import java.util.ArrayList;
import java.util.List;

/**
 * One rule's wish for methods to be woven.
 *
 * @param rule the rule's name, unique among caches and invalidations
 */
public record Selection(String rule, Selector selector, Purpose purpose) {

    /** What the rules ask for: nothing for those that are switched off. */
    public static List<Selection> of(Rules rules) {
        List<Selection> selections = new ArrayList<>();
        for (CacheRule rule : rules.caches()) {
            if (rule.enabled()) {
                selections.add(new Selection(rule.name(), rule.method(), Purpose.CACHE));
            }
        }
        for (InvalidationRule rule : rules.invalidations()) {
            if (rule.enabled()) {
                selections.add(new Selection(rule.name(), rule.method(), Purpose.EVICT));
            }
        }
        return selections;
    }

    /** Of each cache, the proxies that stand around its methods. */
    static List<Selection> around(Rules rules) {
        return of(rules).stream()
                .filter(selection -> selection.purpose() == Purpose.CACHE)
                .map(selection -> new Selection(selection.rule(), selection.selector(), Purpose.PASS))
                .toList();
    }

    public enum Purpose {
        /** The method's results are cached: its innermost real body is woven. */
        CACHE,
        /** The method's end evicts: what proxies around the body do, a commit above all, is to be over by then. */
        EVICT,
        /** Calls of the method are made again some time: the proxies around its body are woven, to tell which they let through. */
        PASS
    }
}
