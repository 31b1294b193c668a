package dev.larder.console.command;

import dev.larder.engine.Selection;
import dev.larder.engine.key.CacheKeys;
import dev.larder.engine.key.Pattern;
import dev.larder.engine.key.TemplateException;
import dev.larder.engine.match.Habit;
import dev.larder.engine.match.Survey;
import dev.larder.engine.match.TypeNames;
import dev.larder.engine.rule.CacheRule;
import dev.larder.engine.rule.InvalidationRule;
import dev.larder.engine.rule.Origin;
import dev.larder.engine.rule.Problem;
import dev.larder.engine.rule.Rules;
import dev.larder.engine.value.Codecs;
import dev.larder.engine.value.RefusedException;
import dev.larder.engine.value.ValueSettings;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts rules to an application that isn't running: finds the methods that would be woven, and binds keys, conditions and
 * patterns to their real types, as the running agent does.
 */
final class Rehearsal {
    private static final Set<String> ENTITIES = Set.of("jakarta.persistence.Entity", "javax.persistence.Entity");

    private final Rules rules;
    private final Codecs codecs = new Codecs();
    private final Map<String, CacheRule> caches = new LinkedHashMap<>();
    private final Map<String, InvalidationRule> invalidations = new LinkedHashMap<>();
    private final List<Pattern> patterns;
    private final List<CacheKeys> keys;
    private final Set<Problem> errors = new LinkedHashSet<>();
    private final Set<Problem> warnings = new LinkedHashSet<>();

    Rehearsal(Rules rules) {
        this.rules = rules;
        rules.caches().forEach(rule -> caches.put(rule.name(), rule));
        rules.invalidations().forEach(rule -> invalidations.put(rule.name(), rule));
        this.patterns = rules.invalidations().stream()
                .flatMap(rule -> rule.evict().stream())
                .toList();
        this.keys = rules.caches().stream().map(CacheRule::keys).toList();
    }

    List<Problem> errors() {
        return List.copyOf(errors);
    }

    List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    /** What came of each rule that is switched on. */
    List<Survey.Findings> run(ApplicationFiles files) throws IOException {
        ApplicationLoader loader = new ApplicationLoader(files);
        Survey survey = new Survey(Selection.of(rules), loader);
        Set<String> names = new TreeSet<>();
        files.classes(names::add);
        for (String name : names) {
            byte[] bytes = survey.wants(name) ? files.read(name + ".class") : null;
            if (bytes != null) {
                survey.look(bytes);
            }
        }
        List<Survey.Findings> findings = survey.findings();
        findings.forEach(one -> judge(one, loader));
        return findings;
    }

    private void judge(Survey.Findings findings, ClassLoader loader) {
        Origin at = findings.selection().selector().at();
        boolean nothing = findings.woven().isEmpty() && findings.standIns().isEmpty();
        for (String refusal : findings.refusals()) {
            (nothing ? errors : warnings).add(new Problem(at, refusal));
        }
        CacheRule cache = caches.get(findings.selection().rule());
        for (Survey.Woven woven : findings.woven()) {
            if (cache != null) {
                for (Habit habit : woven.habits()) {
                    warnings.add(new Problem(at, woven.describe() + " " + habit.words()));
                }
            }
            bind(findings.selection(), woven, loader);
        }
    }

    private void bind(Selection selection, Survey.Woven woven, ClassLoader loader) {
        Origin at = selection.selector().at();
        try {
            Method method = method(woven, loader);
            if (method != null) {
                bind(selection, method);
            }
        } catch (TemplateException misfit) {
            errors.add(new Problem(at, woven.describe() + " " + misfit.getMessage()));
        } catch (ClassNotFoundException | LinkageError | RuntimeException unresolved) {
            // A library that the application gets elsewhere, or classes for a newer JVM than this one
            warnings.add(new Problem(
                    at,
                    woven.describe() + " can't be looked at more closely: " + unresolved
                            + ". Give --app the libraries that are missing, as a class path"));
        }
    }

    private void bind(Selection selection, Method method) throws TemplateException {
        InvalidationRule invalidation = invalidations.get(selection.rule());
        if (invalidation != null) {
            invalidation.evictionPlan(method, keys);
        }
        CacheRule cache = caches.get(selection.rule());
        if (cache != null) {
            cache.keyPlan(method, patterns);
            cache.whenPlan(method);
            cache.unlessPlan(method);
            cache.ttlPlan(method);
            manyReceivers(cache, method);
            tryCodec(cache, method);
        }
    }

    /** Whether values of the method could come back, as far as its declared return type tells. */
    private void tryCodec(CacheRule cache, Method method) {
        try {
            codecs.forMethod(method, method.getDeclaringClass(), ValueSettings.allowing(cache.allow()));
        } catch (RefusedException unfit) {
            errors.add(new Problem(cache.method().at(), TypeNames.describe(method) + " " + unfit.getMessage()));
        }
    }

    private static @Nullable Method method(Survey.Woven woven, ClassLoader loader) throws ClassNotFoundException {
        Class<?> owner = Class.forName(woven.type().readableName(), false, loader);
        return Arrays.stream(owner.getDeclaredMethods())
                .filter(method -> method.getName().equals(woven.method().name())
                        && MethodType.methodType(method.getReturnType(), method.getParameterTypes())
                                .toMethodDescriptorString()
                                .equals(woven.method().descriptor()))
                .findFirst()
                .orElse(null);
    }

    /** Only where the class tells that it has many objects: most services have one, and nothing says so. */
    private void manyReceivers(CacheRule cache, Method method) {
        Class<?> owner = method.getDeclaringClass();
        boolean many = owner.isRecord() || owner.isEnum();
        for (Annotation annotation : owner.getDeclaredAnnotations()) {
            String name = annotation.annotationType().getName();
            many |= ENTITIES.contains(name)
                    || (name.endsWith(".Scope") && !annotation.toString().contains("singleton"));
        }
        if (many && !Modifier.isStatic(method.getModifiers()) && !cache.mentionsThis()) {
            warnings.add(new Problem(
                    cache.method().at(),
                    owner.getName() + " has many objects, and the key doesn't tell on which of them " + method.getName()
                            + " is called. Add {this} or a property of it, such as {this.id}"));
        }
    }

    /** All rules that are switched off. */
    List<String> disabled() {
        List<String> disabled = new ArrayList<>();
        rules.caches().stream().filter(rule -> !rule.enabled()).forEach(rule -> disabled.add(rule.name()));
        rules.invalidations().stream().filter(rule -> !rule.enabled()).forEach(rule -> disabled.add(rule.name()));
        return disabled;
    }
}
