package dev.larder.weaver;

import dev.larder.engine.Selection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The constant ids that woven bytecode carries, and what each stands for. Names only, no classes: the same class name in
 * two loaders, or loaded again after a redeployment, carries the same id.
 */
final class Plans {

    /**
     * @param descriptor of the method, as in the class file
     * @param selections of all rules that chose the method
     */
    record Plan(String type, String method, String descriptor, List<Selection> selections) {
        Plan {
            selections = List.copyOf(selections);
        }
    }

    private final Map<Plan, Integer> ids = new ConcurrentHashMap<>();
    private final List<Plan> plans = new CopyOnWriteArrayList<>();

    int id(Plan plan) {
        return ids.computeIfAbsent(plan, this::add);
    }

    private synchronized int add(Plan plan) {
        plans.add(plan);
        return plans.size() - 1;
    }

    @Nullable
    Plan get(int id) {
        return id >= 0 && id < plans.size() ? plans.get(id) : null;
    }
}
