package dev.larder.engine.value;

import org.jspecify.annotations.Nullable;

/**
 * A class that a value names, with what has to be known for each of its objects, so that the form is not asked for each.
 *
 * @param graph the form of its objects, null where they have no identity
 * @param fields what its objects are where they are nothing but their fields, each written as it stands; else null
 * @param leastBody the fewest bytes that a body takes
 * @param filledLast whether its objects are collections that are filled once all else is there
 */
record NamedClass(
        Class<?> type,
        Form form,
        @Nullable GraphForm graph,
        @Nullable Layout fields,
        int leastBody,
        boolean filledLast) {

    static NamedClass of(Class<?> type, Form form) {
        // Of a proxy's class no object is written but one that isn't loaded
        GraphForm graph =
                form instanceof GraphForm own ? own : form instanceof StandInForm proxy ? proxy.unloaded() : null;
        return graph != null
                ? new NamedClass(type, form, graph, graph.fieldsAlone(), graph.leastBody(), graph.filledLast())
                : new NamedClass(type, form, null, null, 0, false);
    }
}
