package dev.larder.engine.value;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order in which containers that place their contents by hash or comparison have to be filled: one whose keys reach
 * another after that other. A map's values don't count for its own filling, but they do once its own hash is asked for.
 * Within a true circle (a set that is in its own element's hash) no order is right, nor was there one in the original.
 */
final class FillOrder {

    /**
     * A container whose contents have been read but not placed.
     *
     * @param object its number
     * @param firstEdge of its contents
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Pending(int object, GraphForm form, @Nullable Object[] contents, int firstEdge) {}

    private final int[] starts;
    private int[] edges = new int[32];
    private int count;

    FillOrder(int objects) {
        this.starts = new int[objects + 1];
    }

    /** The edges that follow start at this object; bodies come in the order of the numbers. */
    void body(int object) {
        starts[object] = count;
        starts[object + 1] = count;
    }

    /** @param target number of an object, -1 where the reference leads to none */
    void edge(int target) {
        if (count == edges.length) {
            edges = Arrays.copyOf(edges, count * 2);
        }
        edges[count++] = target;
    }

    int edges() {
        return count;
    }

    List<Pending> sorted(List<Pending> pending) {
        starts[starts.length - 1] = count;
        if (!keyed(pending)) {
            return pending;
        }
        return new Walk(pending).order;
    }

    private boolean keyed(List<Pending> pending) {
        for (Pending each : pending) {
            for (int i = each.firstEdge();
                    i < starts[each.object() + 1];
                    i += each.form().keyEvery()) {
                if (edges[i] >= 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Depth first, by a stack of its own. There are two kinds of nodes: a container's filling, which needs its keys' hashes,
     * and any object's hash, which needs all that it refers to, and for a container its filling.
     */
    private final class Walk {
        private final List<Pending> order = new ArrayList<>();
        private final @Nullable Pending[] containers = new Pending[starts.length - 1];
        private final boolean[] seenFill = new boolean[starts.length - 1];
        private final boolean[] seenHash = new boolean[starts.length - 1];
        private int[] nodes = new int[16];
        private int[] cursors = new int[16];
        private int depth;

        Walk(List<Pending> pending) {
            for (Pending each : pending) {
                containers[each.object()] = each;
            }
            for (Pending each : pending) {
                enterFill(each);
                while (depth > 0) {
                    step();
                }
            }
        }

        private void enterFill(Pending container) {
            if (!seenFill[container.object()]) {
                seenFill[container.object()] = true;
                push(~container.object(), container.firstEdge());
            }
        }

        private void enterHash(int object) {
            if (!seenHash[object]) {
                seenHash[object] = true;
                push(object, starts[object]);
                Pending container = containers[object];
                if (container != null) {
                    enterFill(container);
                }
            }
        }

        private void step() {
            int node = nodes[depth - 1];
            int object = node < 0 ? ~node : node;
            int edge = cursors[depth - 1];
            Pending container = containers[object];
            if (edge < starts[object + 1]) {
                cursors[depth - 1] =
                        edge + (node < 0 && container != null ? container.form().keyEvery() : 1);
                if (edges[edge] >= 0) {
                    enterHash(edges[edge]);
                }
                return;
            }
            depth--;
            if (node < 0 && container != null) {
                order.add(container);
            }
        }

        private void push(int node, int cursor) {
            if (depth == nodes.length) {
                nodes = Arrays.copyOf(nodes, depth * 2);
                cursors = Arrays.copyOf(cursors, depth * 2);
            }
            nodes[depth] = node;
            cursors[depth++] = cursor;
        }
    }
}
