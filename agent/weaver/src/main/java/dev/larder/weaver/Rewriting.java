package dev.larder.weaver;

import java.util.function.ToIntFunction;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.InstrumentedType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.bytecode.constant.IntegerConstant;
import net.bytebuddy.pool.TypePool;

/** Rewrites class files with as little as that takes: supertypes aren't read, and nothing but bodies changes. Any thread. */
public final class Rewriting {
    private final ByteBuddy byteBuddy = new ByteBuddy()
            .with(TypeValidation.DISABLED)
            .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
            .with(InstrumentedType.Factory.Default.FROZEN)
            .with(Implementation.Context.Disabled.Factory.INSTANCE);

    /** @param name with dots */
    public byte[] rewrite(ClassLoader loader, String name, byte[] bytes, AsmVisitorWrapper change) {
        ClassFileLocator locator = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(name, bytes),
                ClassFileLocator.ForClassLoader.of(loader),
                ClassFileLocator.ForClassLoader.ofSystemLoader());
        TypeDescription type =
                TypePool.Default.WithLazyResolution.of(locator).describe(name).resolve();
        return byteBuddy.decorate(type, locator).visit(change).make().getBytes();
    }

    /** Name and descriptor, as {@link dev.larder.engine.match.MethodOutline#key()} writes them. */
    public static String key(MethodDescription method) {
        return method.getInternalName() + method.getDescriptor();
    }

    /** What {@link SiteId} stands for in the method that is woven. */
    static Advice.OffsetMapping siteId(ToIntFunction<MethodDescription> ids) {
        return (type, method, assigner, arguments, sort) ->
                new Advice.OffsetMapping.Target.ForStackManipulation(IntegerConstant.forValue(ids.applyAsInt(method)));
    }
}
