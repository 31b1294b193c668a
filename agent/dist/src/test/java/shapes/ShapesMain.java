package shapes;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

/**
 * Calls each shape twice, and says what became of the second call: {@code cached} where no body ran and the value was
 * equal and of the same class, {@code runs} where one did, {@code wrong} where the value was another.
 */
public final class ShapesMain {
    private final Map<String, Callable<?>> shapes = new LinkedHashMap<>();

    private ShapesMain() {}

    public static void main(String[] arguments) throws Exception {
        ShapesMain main = new ShapesMain();
        main.bodies();
        main.types();
        main.loaders();
        for (Map.Entry<String, Callable<?>> shape : main.shapes.entrySet()) {
            System.out.println(shape.getKey() + " " + outcome(shape.getValue()));
        }
        Bodies bodies = new Bodies();
        int before = Bodies.RAN.get();
        long value = bodies.fibonacci(20);
        System.out.println("fibonacci " + value + " in " + (Bodies.RAN.get() - before));
        System.out.println("standsIn " + standsIn(bodies));
        int unwritten = bodies.written(1);
        int given = bodies.writeLater(1).get();
        System.out.println("writeLater " + unwritten + " " + given + " " + bodies.written(1));
        System.out.println("end");
        System.in.read();
    }

    private static String require(String value, String beginning) {
        if (!value.startsWith(beginning)) {
            throw new IllegalStateException(value);
        }
        return value;
    }

    /** Called until its value's time is over, which shows in that the body runs. */
    private static String standsIn(Bodies bodies) {
        int value = bodies.standsIn(1);
        int before = Bodies.RAN.get();
        long end = System.nanoTime() + 5_000_000_000L;
        while (Bodies.RAN.get() == before && System.nanoTime() < end) {
            try {
                if (bodies.standsIn(1) != value) {
                    return "wrong";
                }
            } catch (IllegalStateException thrown) {
                return "throws";
            }
        }
        return Bodies.RAN.get() == before ? "runs never" : "7 after a load that threw";
    }

    /** A value that is stored after its caller has it: called until it is, or for two seconds. */
    private static Object settled(Callable<?> call) throws Exception {
        long end = System.nanoTime() + 2_000_000_000L;
        Object value;
        int before;
        do {
            before = Bodies.RAN.get();
            value = call.call();
        } while (Bodies.RAN.get() != before && System.nanoTime() < end);
        return value;
    }

    private static String outcome(Callable<?> shape) {
        try {
            Object first = shape.call();
            int before = Bodies.RAN.get();
            Object second = shape.call();
            if (Bodies.RAN.get() != before) {
                return "runs";
            }
            boolean same =
                    Objects.deepEquals(first, second) && (first == null || first.getClass() == second.getClass());
            return same ? "cached" : "wrong: " + first + " and " + second;
        } catch (Exception | LinkageError thrown) {
            return "throws " + thrown.getClass().getName();
        }
    }

    private void bodies() {
        Bodies bodies = new Bodies();
        shapes.put("publicOne", () -> bodies.publicOne(1));
        shapes.put("protectedOne", () -> bodies.protectedOne(1));
        shapes.put("packagePrivate", () -> bodies.packagePrivate(1));
        shapes.put("privateOne", () -> bodies.callsPrivate(1));
        shapes.put("staticOne", () -> Bodies.staticOne(1));
        shapes.put("privateStatic", () -> Bodies.callsPrivateStatic(1));
        shapes.put("finalOne", () -> bodies.finalOne(1));
        shapes.put("synchronizedOne", () -> bodies.synchronizedOne(1));
        shapes.put("synchronizedStatic", () -> Bodies.synchronizedStatic(1));
        shapes.put("selfCalled", () -> bodies.callsItself(1));
        shapes.put("varargs", () -> bodies.varargs("a", "b"));
        shapes.put("overloadedLong", () -> bodies.overloaded(1));
        shapes.put("overloadedString", () -> bodies.overloaded("1"));
        shapes.put("arityTwo", () -> bodies.arity(1, 2));
        shapes.put("arityOne", () -> bodies.arity(1));
        shapes.put("genericMethod", () -> bodies.genericMethod("x"));
        shapes.put("returnsBoolean", () -> bodies.returnsBoolean(1));
        shapes.put("returnsByte", () -> bodies.returnsByte(1));
        shapes.put("returnsShort", () -> bodies.returnsShort(1));
        shapes.put("returnsChar", () -> bodies.returnsChar(1));
        shapes.put("returnsInt", () -> bodies.returnsInt(1));
        shapes.put("returnsLong", () -> bodies.returnsLong(1));
        shapes.put("returnsFloat", () -> bodies.returnsFloat(1));
        shapes.put("returnsDouble", () -> bodies.returnsDouble(1));
        shapes.put("returnsInts", () -> bodies.returnsInts(1));
        shapes.put("returnsArrays", () -> bodies.returnsArrays(1));
        shapes.put("returnsNested", () -> bodies.returnsNested(1));
        shapes.put("returnsOptional", () -> bodies.returnsOptional(1));
        shapes.put("returnsNull", () -> bodies.returnsNull(1));
        shapes.put(
                "manyArguments",
                () -> bodies.manyArguments((byte) 1, 2, 3, 4, true, 'c', (short) 6, 7, "i", new long[] {8, 9}));
        shapes.put("wide", () -> bodies.wide(1.5, 2, 3.5, 4));
        shapes.put("noArguments", bodies::noArguments);
        shapes.put("nestedParameter", () -> bodies.nestedParameter(Map.entry("a", 1)));
        shapes.put("arrayParameter", () -> bodies.arrayParameter(new int[][] {{1}, {2, 3}}));
        shapes.put("loops", () -> bodies.loops(3));
        shapes.put("switches", () -> bodies.switches(2));
        shapes.put("withLambda", () -> bodies.withLambda(1));
        shapes.put("checked", () -> bodies.checked(1));
        // One rule chooses both: each has entries of its own.
        bodies.reportSales(2024);
        shapes.put("severalMethods", () -> require(bodies.reportCosts(2024), "costs "));
        shapes.put(
                "oldClassFile",
                () -> Class.forName("shapes.Old").getMethod("value", long.class).invoke(null, 1L));
        shapes.put("mono", () -> bodies.mono(1).block());
        shapes.put("future", () -> settled(() -> bodies.future(1).get()));
        shapes.put(
                "failingFuture",
                () -> bodies.failingFuture(1)
                        .handle((value, failure) -> "failed")
                        .get());
        shapes.put("nothing", () -> {
            bodies.nothing(1);
            return null;
        });
        shapes.put("nativeOne", () -> bodies.nativeOne(1));
        shapes.put("starName", () -> bodies.starNameOne(1));
        Bodies.Inner inner = bodies.new Inner();
        shapes.put("inner", () -> inner.value(1));
        shapes.put("nested", () -> new Bodies.Nested().value(1));
        shapes.put("deeper", () -> new Bodies.Nested.Deeper().value(1));
    }

    private void types() {
        shapes.put("defaultMethod", () -> new Types.UsesDefault().value(1));
        shapes.put("interfaceStatic", () -> Types.WithDefault.shared(1));
        shapes.put("interfacePrivate", () -> new Types.UsesDefault().callsHidden(1));
        shapes.put("service", () -> new Types.One().value(1));
        shapes.put("serviceOther", () -> new Types.Two().value(1));
        shapes.put("inheritedByStranger", () -> new Types.Stranger().written(1));
        shapes.put("inheritedBody", () -> new Types.Heir().written(1));
        shapes.put("inheritedBodyByName", () -> new Types.Heir().named(1));
        shapes.put("inheritedByStrangerAfterwards", () -> new Types.Stranger().written(1));
        Types.Lonely lonely = (Types.Lonely) Proxy.newProxyInstance(
                Types.class.getClassLoader(),
                new Class<?>[] {Types.Lonely.class},
                (proxy, method, arguments) -> "lonely " + Bodies.ran());
        shapes.put("lonelyProxy", () -> lonely.value(1));
        Types.Service one = new Types.One();
        Types.Service proxied = (Types.Service) Proxy.newProxyInstance(
                Types.class.getClassLoader(), new Class<?>[] {Types.Service.class}, (proxy, method, arguments) -> {
                    Bodies.ran();
                    return method.invoke(one, arguments);
                });
        // The proxy's own work still runs on a hit of the body behind it.
        shapes.put("proxyOfBody", () -> proxied.value(1));
        Types.AsLambda lambda = Types.lambda();
        shapes.put("lambda", () -> lambda.value(1));
        shapes.put("anonymous", () -> Types.anonymous().value(1));
        shapes.put("local", () -> Types.local().value(1));
        shapes.put("template", () -> new Types.Filled().concrete(1));
        shapes.put("filled", () -> new Types.Filled().value(1));
        shapes.put("callsSuper", () -> new Types.CallsSuper().value(1));
        shapes.put("inherited", () -> new Types.Child().inherited(1));
        Types.Repository<Types.Thing, Long> things = new Types.Things();
        shapes.put("bridged", () -> things.load(1L));
        Types.Covariant narrow = new Types.Narrow();
        shapes.put("covariant", () -> narrow.value(1));
        shapes.put("record", () -> new Types.Point(1).value(1));
        shapes.put("recordStatic", () -> Types.Point.shared(1));
        shapes.put("enumConstant", () -> Types.Color.RED.value(1));
        shapes.put("enum", () -> Types.Color.BLUE.value(1));
        shapes.put("sealed", () -> new Types.Circle(1).value(1));
        shapes.put("closed", () -> new Types.Closed().value(1));
        Types.Generic<String> generic = new Types.Generic<>(() -> "generic");
        shapes.put("genericClass", () -> generic.value("key"));
        shapes.put("cglib", () -> new Types.Proxied$$SpringCGLIB$$0().value(1));
        shapes.put("constructed", () -> {
            new Types.Constructed(1);
            return null;
        });
        shapes.put("suspending", () -> new Types.Suspending().value(1, null));
    }

    /** The same class once more in another loader: each for itself, with a class of its own coming back. */
    private void loaders() throws IOException, ReflectiveOperationException {
        URL here = ShapesMain.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader other = new URLClassLoader(new URL[] {here}, ClassLoader.getPlatformClassLoader())) {
            Class<?> type = other.loadClass("shapes.Types$Things");
            Object things = MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .findConstructor(type, java.lang.invoke.MethodType.methodType(void.class))
                    .invoke();
            java.lang.reflect.Method load = type.getDeclaredMethod("load", Long.class);
            load.setAccessible(true);
            Object first = load.invoke(things, 77L);
            Object second = load.invoke(things, 77L);
            String outcome = first.equals(second) && second.getClass().getClassLoader() == other ? "cached" : "wrong";
            System.out.println("otherLoader " + outcome);
        } catch (Throwable fault) {
            System.out.println("otherLoader throws " + fault);
        }
    }
}
