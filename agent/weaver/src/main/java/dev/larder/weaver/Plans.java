package dev.larder.weaver;

import dev.larder.engine.match.ClassOutline;
import dev.larder.engine.match.MethodOutline;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The constant ids that woven bytecode carries, and what each stands for. Names only, no classes: the same class in two
 * loaders, or loaded again after a redeployment, carries the same ids. Nor any rule: those change under the bytecode.
 */
final class Plans {

    record Plan(ClassOutline type, MethodOutline method) {}

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
