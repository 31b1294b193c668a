package dev.larder.engine.value;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedList;
import java.util.Stack;
import java.util.Vector;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/** Lists and queues that keep what they are given where it is put; nothing is asked of the elements. */
final class OrderedForm extends GraphForm {
    private final String name;

    OrderedForm(String name) {
        this.name = name;
    }

    @Override
    int leastBody() {
        return 1;
    }

    @Override
    @SuppressWarnings("JdkObsolete") // applications have them
    Object allocate(GraphReader in) {
        return switch (name) {
            case "java.util.ArrayList" -> new ArrayList<>(0);
            case "java.util.LinkedList" -> new LinkedList<>();
            case "java.util.ArrayDeque" -> new ArrayDeque<>();
            case "java.util.Vector" -> new Vector<>();
            case "java.util.Stack" -> new Stack<>();
            case "java.util.concurrent.CopyOnWriteArrayList" -> new CopyOnWriteArrayList<>();
            case "java.util.concurrent.ConcurrentLinkedQueue" -> new ConcurrentLinkedQueue<>();
            default -> new ConcurrentLinkedDeque<>();
        };
    }

    @Override
    void writeBody(Object value, GraphWriter out) throws RefusedException {
        Contents.write((Collection<?>) value, out);
    }

    @Override
    void readBody(Object target, GraphReader in) throws BadPayloadException {
        Collection<Object> collection = Contents.collection(target);
        if (collection instanceof CopyOnWriteArrayList<Object>) {
            // Each add would copy all that is there
            collection.addAll(Arrays.asList(in.references(1)));
            return;
        }
        int count = in.body().count(1);
        if (collection instanceof ArrayList<Object> list) {
            list.ensureCapacity(count);
        }
        for (int i = 0; i < count; i++) {
            collection.add(in.reference());
        }
    }
}
