package dev.larder.weaver;

import dev.larder.engine.match.Choice;
import dev.larder.engine.match.ClassOutline;
import dev.larder.engine.match.MethodOutline;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.utility.JavaConstant;

/** Rewrites one class: puts calls to the bridge around the bodies of its chosen methods. Byte Buddy begins here. */
final class TypeWeaver {
    private static final int JAVA_7 = 51;

    private final Plans plans;
    private final MethodDescription.InDefinedShape link;
    private final Class<?> bridge;
    private final Rewriting rewriting = new Rewriting();

    /** @param bridge what woven calls go through */
    TypeWeaver(Plans plans, BridgeMethods bridge) {
        this.plans = plans;
        this.link = new MethodDescription.ForLoadedMethod(bridge.link());
        this.bridge = bridge.link().getDeclaringClass();
    }

    /**
     * @param methods to be woven, never empty
     * @return the class with calls to the bridge around them
     */
    byte[] weave(ClassLoader loader, ClassOutline outline, byte[] bytes, List<Choice.Chosen> methods) {
        String name = outline.readableName();
        Map<String, Integer> ids = new HashMap<>();
        for (Choice.Chosen chosen : methods) {
            MethodOutline method = chosen.method();
            ids.put(method.key(), plans.id(new Plans.Plan(outline, method)));
        }
        return rewriting.rewrite(
                loader,
                name,
                bytes,
                new AsmVisitorWrapper.ForDeclaredMethods()
                        .method(
                                method -> ids.containsKey(Rewriting.key(method)),
                                advice(outline.header().major(), ids)));
    }

    private Advice advice(int version, Map<String, Integer> ids) {
        if (version < JAVA_7) {
            return DirectAdvice.calling(bridge, method -> ids.get(Rewriting.key(method)));
        }
        return Advice.withCustomMapping()
                .with(new Advice.AssignReturned.Factory().withSuppressed(Throwable.class))
                .bootstrap(
                        link,
                        (advice, ending) ->
                                (type, method) -> List.of(JavaConstant.Simple.ofLoaded(ids.get(Rewriting.key(method)))))
                .to(SiteAdvice.class);
    }
}
