package dev.larder.weaver.watch;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import org.jspecify.annotations.Nullable;

/**
 * What watched bytecode looks like from the method's side, one class for each {@link Point.Form}. As with sites, the bodies
 * below are never run: each call is an {@code invokedynamic} that {@link Hooks} points at a {@link Hook}. An exception
 * returned by the first has the body skipped and is thrown by the second; nothing else of Larder's gets out.
 */
final class PointAdvice {

    private PointAdvice() {}

    static final class Plain {
        private Plain() {}

        @Advice.OnMethodEnter(inline = false, suppress = Throwable.class, skipOn = Exception.class)
        static @Nullable Object enter(@Advice.This Object self) {
            return null; // linked elsewhere, never called
        }

        @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
        @Advice.AssignReturned.ToThrown
        static @Nullable Throwable exit(
                @Advice.Enter @Nullable Object token, @Advice.Thrown @Nullable Throwable thrown) {
            return null; // linked elsewhere, never called
        }
    }

    static final class WithArgument {
        private WithArgument() {}

        @Advice.OnMethodEnter(inline = false, suppress = Throwable.class, skipOn = Exception.class)
        static @Nullable Object enter(
                @Advice.This Object self,
                @Advice.Argument(value = 0, typing = Assigner.Typing.DYNAMIC) @Nullable Object argument) {
            return null; // linked elsewhere, never called
        }

        @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
        @Advice.AssignReturned.ToThrown
        static @Nullable Throwable exit(
                @Advice.Enter @Nullable Object token, @Advice.Thrown @Nullable Throwable thrown) {
            return null; // linked elsewhere, never called
        }
    }

    static final class WithBoth {
        private WithBoth() {}

        @Advice.OnMethodEnter(inline = false, suppress = Throwable.class, skipOn = Exception.class)
        static @Nullable Object enter(
                @Advice.This Object self,
                @Advice.Argument(value = 0, typing = Assigner.Typing.DYNAMIC) @Nullable Object argument) {
            return null; // linked elsewhere, never called
        }

        @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
        @Advice.AssignReturned.ToThrown
        static @Nullable Throwable exit(
                @Advice.Enter @Nullable Object token,
                @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object returned,
                @Advice.Thrown @Nullable Throwable thrown) {
            return null; // linked elsewhere, never called
        }
    }

    static final class WithReturned {
        private WithReturned() {}

        @Advice.OnMethodEnter(inline = false, suppress = Throwable.class, skipOn = Exception.class)
        static @Nullable Object enter(@Advice.This Object self) {
            return null; // linked elsewhere, never called
        }

        @Advice.OnMethodExit(inline = false, suppress = Throwable.class, onThrowable = Throwable.class)
        @Advice.AssignReturned.ToThrown
        static @Nullable Throwable exit(
                @Advice.Enter @Nullable Object token,
                @Advice.Return(typing = Assigner.Typing.DYNAMIC) @Nullable Object returned,
                @Advice.Thrown @Nullable Throwable thrown) {
            return null; // linked elsewhere, never called
        }
    }
}
