package dev.larder.weaver;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/**
 * What woven bytecode looks like from the method's side. The bodies below are never run: each call to them is an
 * {@code invokedynamic} that {@link Linker} points at a {@link Site}. Nothing of the agent is inlined into the
 * application, so stack traces show no frame of ours where the application's own exception passes.
 *
 * <p>Both are suppressed: what should escape a site all the same (a stack overflow on its way) is dropped there, the
 * body runs, and an exit that fails assigns nothing.
 */
final class SiteAdvice {

    private SiteAdvice() {}

    /** Skips the body where an array comes back: the value of a hit is inside. */
    @Advice.OnMethodEnter(inline = false, suppress = Throwable.class, skipOn = Object[].class)
    static @Nullable Object enter(
            @Advice.This(optional = true) @Nullable Object self, @Advice.AllArguments Object[] arguments) {
        return null; // linked elsewhere, never called
    }

    /** Assigns its elements to the result and the exception where an array comes back, and leaves both alone otherwise. */
    @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
    @Advice.AssignReturned.ToReturned(index = 0, typing = Assigner.Typing.DYNAMIC)
    @Advice.AssignReturned.ToThrown(index = 1, typing = Assigner.Typing.DYNAMIC)
    static Object @Nullable [] exit(
            @Advice.Enter @Nullable Object token,
            @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object returned,
            @Advice.Thrown @Nullable Throwable thrown) {
        return null; // linked elsewhere, never called
    }
}
