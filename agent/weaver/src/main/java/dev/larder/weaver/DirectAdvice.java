package dev.larder.weaver;

import java.util.function.ToIntFunction;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/**
 * {@link SiteAdvice} for class files before Java 7, which can't hold an {@code invokedynamic}: the bridge is called
 * directly, with class and site id behind the arguments, and looks the site up on each call. Public, since the calls are
 * checked for access as if they went here. It is shown under another name, and so may have no lambda: those are classes
 * beside it in the jar.
 */
public final class DirectAdvice {

    private DirectAdvice() {}

    /**
     * @param bridge class with the methods that the calls go to
     * @param ids site ids by method
     */
    public static Advice calling(Class<?> bridge, ToIntFunction<MethodDescription> ids) {
        // Byte Buddy calls the class that declares the advice. That is the bridge's part, which can't carry Byte
        // Buddy's annotations: so it is shown these declarations under the bridge's name.
        DynamicType.Unloaded<DirectAdvice> declarations = new ByteBuddy()
                .redefine(DirectAdvice.class)
                .name(bridge.getName())
                .make();
        return Advice.withCustomMapping()
                .with(new Advice.AssignReturned.Factory().withSuppressed(Throwable.class))
                .bind(SiteId.class, Rewriting.siteId(ids))
                .to(
                        declarations.getTypeDescription(),
                        ClassFileLocator.Simple.of(bridge.getName(), declarations.getBytes()));
    }

    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class, skipOn = Object[].class)
    public static @Nullable Object enter(
            @Advice.This(optional = true) @Nullable Object self,
            @Advice.AllArguments Object[] arguments,
            @Advice.Origin Class<?> owner,
            @SiteId int site) {
        return null; // stands for the bridge's, never called
    }

    @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
    @Advice.AssignReturned.ToReturned(index = 0, typing = Assigner.Typing.DYNAMIC)
    @Advice.AssignReturned.ToThrown(index = 1, typing = Assigner.Typing.DYNAMIC)
    public static Object @Nullable [] exit(
            @Advice.Enter @Nullable Object token,
            @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object returned,
            @Advice.Thrown @Nullable Throwable thrown,
            @Advice.Origin Class<?> owner,
            @SiteId int site) {
        return null; // stands for the bridge's, never called
    }
}
