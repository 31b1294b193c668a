package dev.larder.weaver;

import dev.larder.engine.CallHandler;
import dev.larder.engine.Selection;
import dev.larder.engine.match.Choice;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;

/** Finds what stands behind a site under given rules. Stateless; any thread. */
final class Binder {

    CallHandler bind(Class<?> owner, Plans.Plan plan, RulesInForce rules, Site site) {
        List<Selection> selections = List.of();
        try {
            selections = selections(owner, plan, rules);
            if (selections.isEmpty()) {
                return CallHandler.NOTHING;
            }
            Class<?>[] parameters = MethodType.fromMethodDescriptorString(
                            plan.method().descriptor(), owner.getClassLoader())
                    .parameterArray();
            Method method = owner.getDeclaredMethod(plan.method().name(), parameters);
            if (selections.stream().anyMatch(selection -> !rules.means(selection, owner))) {
                List<Selection> all = selections;
                return new ReceiverHandlers(receiver -> bind(receiver, method, all, rules));
            }
            CallHandler handler = rules.methods().bind(owner, method, selections);
            if (Proxy.isProxyClass(owner)) {
                for (Selection selection : selections) {
                    if (selection.purpose() == Selection.Purpose.CACHE) {
                        rules.bodies().standsIn(selection, site);
                    }
                }
            }
            return handler;
        } catch (ReflectiveOperationException | RuntimeException | LinkageError unresolved) {
            selections.forEach(selection -> rules.methods()
                    .refused(selection, plan.type().describe(plan.method()) + " can't be looked at: " + unresolved));
            return CallHandler.NOTHING;
        }
    }

    private static CallHandler bind(Class<?> receiver, Method method, List<Selection> all, RulesInForce rules) {
        List<Selection> meant = all.stream()
                .filter(selection -> rules.means(selection, receiver))
                .toList();
        return meant.isEmpty() ? CallHandler.NOTHING : rules.methods().bind(receiver, method, meant);
    }

    private static List<Selection> selections(Class<?> owner, Plans.Plan plan, RulesInForce rules) {
        List<Selection> candidates = rules.candidates(
                rules.hierarchy().namesAbove(owner), plan.type().header().name());
        if (candidates.isEmpty()) {
            return List.of();
        }
        Choice choice = rules.choose(owner.getClassLoader(), plan.type(), candidates);
        return choice.methods().stream()
                .filter(chosen -> chosen.method().equals(plan.method()))
                .flatMap(chosen -> chosen.selections().stream())
                .toList();
    }
}
