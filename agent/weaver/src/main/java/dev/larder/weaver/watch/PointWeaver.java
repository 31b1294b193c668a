package dev.larder.weaver.watch;

import dev.larder.weaver.BridgeMethods;
import dev.larder.weaver.DirectAdvice;
import dev.larder.weaver.Rewriting;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.utility.JavaConstant;

/** Rewrites one class: puts calls to the bridge around those of its methods that are points. */
final class PointWeaver {
    private static final int JAVA_7 = 51;

    private final MethodDescription.InDefinedShape link;
    private final Class<?> bridge;
    private final Rewriting rewriting = new Rewriting();

    PointWeaver(BridgeMethods bridge) {
        this.link = new MethodDescription.ForLoadedMethod(bridge.link());
        this.bridge = bridge.link().getDeclaringClass();
    }

    /**
     * @param version of the class file
     * @param points by name and descriptor of the method, never empty
     */
    byte[] weave(ClassLoader loader, String name, int version, byte[] bytes, Map<String, Point> points) {
        AsmVisitorWrapper.ForDeclaredMethods wrapper = new AsmVisitorWrapper.ForDeclaredMethods();
        if (version < JAVA_7) {
            wrapper = wrapper.method(
                    method -> points.containsKey(Rewriting.key(method)),
                    DirectAdvice.calling(bridge, method -> at(points, method).id()));
        } else {
            wrapper = around(wrapper, points, Point.Form.PLAIN, PointAdvice.Plain.class);
            wrapper = around(wrapper, points, Point.Form.ARGUMENT, PointAdvice.WithArgument.class);
            wrapper = around(wrapper, points, Point.Form.RETURNED, PointAdvice.WithReturned.class);
            wrapper = around(wrapper, points, Point.Form.ARGUMENT_AND_RETURNED, PointAdvice.WithBoth.class);
        }
        return rewriting.rewrite(loader, name, bytes, wrapper);
    }

    private AsmVisitorWrapper.ForDeclaredMethods around(
            AsmVisitorWrapper.ForDeclaredMethods wrapper, Map<String, Point> points, Point.Form form, Class<?> advice) {
        if (points.values().stream().noneMatch(point -> point.form() == form)) {
            return wrapper;
        }
        return wrapper.method(
                method -> {
                    Point point = points.get(Rewriting.key(method));
                    return point != null && point.form() == form;
                },
                Advice.withCustomMapping()
                        .with(new Advice.AssignReturned.Factory().withSuppressed(Throwable.class))
                        .bootstrap(
                                link,
                                (called, ending) -> (instrumented, method) -> List.of(JavaConstant.Simple.ofLoaded(
                                        at(points, method).id())))
                        .to(advice));
    }

    private static Point at(Map<String, Point> points, MethodDescription method) {
        return Objects.requireNonNull(points.get(Rewriting.key(method)), "a method that is no point");
    }
}
