package dev.larder.weaver;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Who watches transactions and requests, as the weaver sees it. Its calls carry negative ids. Any thread. */
public interface Watching {

    /** Watches nothing. */
    Watching NONE = new Watching() {
        @Override
        public void through(Instrumentation used) {}

        @Override
        public void begin() {}

        @Override
        public void end() {}

        @Override
        public CallSite link(String name, MethodType type, int id) {
            throw new LinkageError("nothing is watched");
        }

        @Override
        public @Nullable Object enter(int id, @Nullable Object self, @Nullable Object[] arguments) {
            return null;
        }

        @Override
        public void exit(int id, @Nullable Object token, @Nullable Object returned, @Nullable Throwable thrown) {}
    };

    /** Through which classes are to be woven later. */
    void through(Instrumentation used);

    /** A rule is active. Returns at once; all calls but the first do nothing. */
    void begin();

    /** Gives every class its own bytes back, and tells nobody any more. */
    void end();

    /** For calls through the bridge's bootstrap method. */
    CallSite link(String name, MethodType type, int id);

    /** For the direct calls of old class files. */
    @Nullable
    Object enter(int id, @Nullable Object self, @Nullable Object[] arguments);

    /** For the direct calls of old class files. */
    void exit(int id, @Nullable Object token, @Nullable Object returned, @Nullable Throwable thrown);
}
