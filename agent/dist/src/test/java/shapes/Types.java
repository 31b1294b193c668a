package shapes;

import java.util.function.Supplier;

/** Types in every shape that a method can stand in. */
@SuppressWarnings("unused")
final class Types {

    private Types() {}

    private static int ran() {
        return Bodies.ran();
    }

    interface WithDefault {
        default String value(long id) {
            return "default " + ran();
        }

        static String shared(long id) {
            return "interface static " + ran();
        }

        private String hidden(long id) {
            return "interface private " + ran();
        }

        default String callsHidden(long id) {
            return hidden(id);
        }
    }

    static final class UsesDefault implements WithDefault {}

    interface Service {
        String value(long id);
    }

    static class One implements Service {
        @Override
        public String value(long id) {
            return "one " + ran();
        }
    }

    static class Two implements Service {
        @Override
        public String value(long id) {
            return "two " + ran();
        }
    }

    interface Written {
        Object written(long id);
    }

    /** Knows nothing of {@link Written}, and holds its body. */
    abstract static class Holder<T> {
        abstract T made(int run);

        public T written(long id) {
            return made(ran());
        }

        public T named(long id) {
            return made(ran());
        }
    }

    static class Heir extends Holder<Point> implements Written {
        @Override
        Point made(int run) {
            return new Point(run);
        }
    }

    static class Stranger extends Holder<String> {
        @Override
        String made(int run) {
            return "stranger " + run;
        }
    }

    interface Lonely {
        String value(long id);
    }

    interface AsLambda {
        String value(long id);
    }

    static AsLambda lambda() {
        return id -> "lambda " + ran();
    }

    interface Anonymous {
        String value(long id);
    }

    static Anonymous anonymous() {
        return new Anonymous() {
            @Override
            public String value(long id) {
                return "anonymous " + ran();
            }
        };
    }

    interface Local {
        String value(long id);
    }

    static Local local() {
        final class Here implements Local {
            @Override
            public String value(long id) {
                return "local " + ran();
            }
        }
        return new Here();
    }

    abstract static class Template {
        abstract String value(long id);

        String concrete(long id) {
            return "template " + ran();
        }
    }

    static class Filled extends Template {
        @Override
        String value(long id) {
            return "filled " + ran();
        }
    }

    static class Base {
        String value(long id) {
            return "base " + ran();
        }
    }

    static class CallsSuper extends Base {
        @Override
        String value(long id) {
            return "over " + super.value(id);
        }
    }

    static class Parent {
        String inherited(long id) {
            return "parent " + ran();
        }
    }

    static class Child extends Parent {}

    interface Repository<T, I> {
        T load(I id);
    }

    record Thing(long id, int ran) {}

    static class Things implements Repository<Thing, Long> {
        @Override
        public Thing load(Long id) {
            return new Thing(id, ran());
        }
    }

    interface Covariant {
        Object value(long id);
    }

    static class Narrow implements Covariant {
        @Override
        public String value(long id) {
            return "narrow " + ran();
        }
    }

    record Point(int x) {
        String value(long id) {
            return "record " + ran();
        }

        static String shared(long id) {
            return "record static " + ran();
        }
    }

    enum Color {
        RED {
            @Override
            String value(long id) {
                return "red " + ran();
            }
        },
        BLUE;

        String value(long id) {
            return "color " + ran();
        }
    }

    sealed interface Shape permits Circle {
        String value(long id);
    }

    record Circle(int radius) implements Shape {
        @Override
        public String value(long id) {
            return "circle " + ran();
        }
    }

    static final class Closed {
        String value(long id) {
            return "closed " + ran();
        }
    }

    static class Generic<T> {
        private final Supplier<T> of;

        Generic(Supplier<T> of) {
            this.of = of;
        }

        T value(T key) {
            ran();
            return of.get();
        }
    }

    /** As a proxy generator names them, and as it writes them. */
    static class Proxied {
        String value(long id) {
            return "proxied " + ran();
        }
    }

    @SuppressWarnings("checkstyle:TypeName")
    static class Proxied$$SpringCGLIB$$0 extends Proxied {
        @Override
        String value(long id) {
            return super.value(id);
        }
    }

    abstract static class Unwritten {
        abstract String value(long id);
    }

    static class Constructed {
        Constructed(long id) {
            ran();
        }
    }

    /** As the Kotlin compiler writes a function that can suspend. */
    static class Suspending {
        Object value(long id, kotlin.coroutines.Continuation<?> then) {
            return "suspended " + ran();
        }
    }
}
