package dev.larder.weaver.watch;

import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What stands behind each point, and how watched bytecode is linked to it. Safe for use by many threads. */
final class Hooks {
    private final Map<Point, Hook> hooks = new EnumMap<>(Point.class);
    private final MethodHandle enter;
    private final MethodHandle exit;
    private final Connections connections;

    Hooks(UnitsInUse inUse) {
        Threads threads = new Threads();
        Branches branches = new Branches();
        connections = new Connections(inUse, threads, branches);
        hooks.put(Point.COMMIT, new ConnectionHooks.Commit(connections));
        hooks.put(Point.ROLLBACK, new ConnectionHooks.Rollback(connections));
        hooks.put(Point.SET_AUTO_COMMIT, new ConnectionHooks.SetAutoCommit(connections));
        hooks.put(Point.GET_AUTO_COMMIT, new ConnectionHooks.GetAutoCommit(connections));
        hooks.put(Point.SET_READ_ONLY, new ConnectionHooks.SetReadOnly(connections));
        Hook close = new ConnectionHooks.Close(connections);
        hooks.put(Point.CLOSE, close);
        hooks.put(Point.ABORT, close);
        Hook prepare = new ConnectionHooks.Prepare(connections, false);
        hooks.put(Point.PREPARE, prepare);
        hooks.put(Point.CREATE_STATEMENT, prepare);
        hooks.put(Point.PREPARE_CALL, new ConnectionHooks.Prepare(connections, true));
        Hook statement = new StatementHook(connections);
        hooks.put(Point.EXECUTE_TEXT, statement);
        hooks.put(Point.EXECUTE_UPDATE, statement);
        Hook handOut = new HandOut(connections);
        hooks.put(Point.GET_CONNECTION, handOut);
        hooks.put(Point.CONNECT, handOut);
        EntityHooks entities = new EntityHooks(inUse);
        hooks.put(Point.ENTITY_BEGIN, entities.begin());
        hooks.put(Point.ENTITY_COMMIT, entities.commit());
        hooks.put(Point.ENTITY_ROLLBACK, entities.rollback());
        JtaHooks jta = new JtaHooks(inUse, threads, connections);
        hooks.put(Point.JTA_BEGIN, jta.begin());
        hooks.put(Point.JTA_COMMIT, jta.commit());
        hooks.put(Point.JTA_ROLLBACK, jta.rollback());
        hooks.put(Point.JTA_SUSPEND, jta.suspend());
        hooks.put(Point.JTA_RESUME, jta.resume());
        hooks.put(Point.JTA_CURRENT, jta.current());
        hooks.put(Point.JTA_TRANSACTION_COMMIT, jta.commitOf());
        hooks.put(Point.JTA_TRANSACTION_ROLLBACK, jta.rollbackOf());
        XaHooks xa = new XaHooks(inUse, connections, branches);
        hooks.put(Point.XA_START, xa.start());
        hooks.put(Point.XA_END, xa.end());
        hooks.put(Point.XA_PREPARE, xa.prepare());
        hooks.put(Point.XA_COMMIT, xa.commit());
        hooks.put(Point.XA_ROLLBACK, xa.rollback());
        hooks.put(Point.XA_FORGET, xa.forget());
        Hook request = new RequestHook(inUse, threads);
        hooks.put(Point.SERVE, request);
        hooks.put(Point.FILTER, request);
        try {
            MethodHandles.Lookup own = MethodHandles.lookup();
            enter = own.findVirtual(
                    Hook.class, "enter", MethodType.methodType(Object.class, Object.class, Object.class));
            exit = own.findVirtual(
                    Hooks.class,
                    "exit",
                    MethodType.methodType(Throwable.class, Hook.class, Object.class, Object.class, Throwable.class));
        } catch (ReflectiveOperationException impossible) {
            throw new LinkageError("Larder's own method is missing", impossible);
        }
    }

    /** How many objects of the application's something is kept for. */
    int remembered() {
        return connections.remembered();
    }

    private Hook hook(int id) {
        Hook hook = hooks.get(Point.of(id));
        if (hook == null) {
            throw new LinkageError("Larder watches nothing at " + Point.of(id));
        }
        return hook;
    }

    /** @param type of {@link PointAdvice}'s methods */
    CallSite link(String name, MethodType type, int id) {
        Hook hook = hook(id);
        MethodHandle target;
        if (name.equals("enter")) {
            target = enter.bindTo(hook);
            if (type.parameterCount() == 1) {
                target = MethodHandles.insertArguments(target, 1, (Object) null);
            }
        } else {
            target = exit.bindTo(this).bindTo(hook);
            if (type.parameterCount() == 2) {
                target = MethodHandles.insertArguments(target, 1, (Object) null);
            }
        }
        return new ConstantCallSite(target.asType(type));
    }

    @Nullable
    Throwable exit(Hook hook, @Nullable Object token, @Nullable Object returned, @Nullable Throwable thrown) {
        return token == null ? null : hook.exit(token, returned, thrown);
    }

    /** For class files that can't be linked. */
    @Nullable
    Object enter(int id, @Nullable Object self, @Nullable Object[] arguments) {
        Object token = self == null ? null : hook(id).enter(self, arguments.length == 0 ? null : arguments[0]);
        // There the body can't be kept from running
        return token instanceof Throwable ? null : token;
    }

    void exit(int id, @Nullable Object token, @Nullable Object returned, @Nullable Throwable thrown) {
        if (token != null) {
            hook(id).exit(token, returned, thrown);
        }
    }
}
