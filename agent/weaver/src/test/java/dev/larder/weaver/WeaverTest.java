package dev.larder.weaver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.larder.engine.CallHandler;
import dev.larder.engine.rule.Selector.Parameter;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class WeaverTest {
    private final WovenWorld world = new WovenWorld();

    private static Parameter p(String type) {
        return new Parameter(type, null);
    }

    private Object shop() throws Exception {
        return world.loader()
                .loadClass(WovenWorld.SAMPLE + "Shop")
                .getDeclaredConstructor()
                .newInstance();
    }

    private static Object call(Object target, String name, Object... arguments) throws Throwable {
        Class<?> type = target instanceof Class<?> c ? c : target.getClass();
        for (Method method : type.getMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
                try {
                    return method.invoke(target instanceof Class<?> ? null : target, arguments);
                } catch (InvocationTargetException thrown) {
                    throw thrown.getCause();
                }
            }
        }
        throw new NoSuchMethodException(name);
    }

    @Test
    void a_hit_returns_its_value_and_skips_the_body() throws Throwable {
        world.cache("Shop", "name", List.of(p("long"))).answering("cached");
        assertThat(call(shop(), "name", 1L)).isEqualTo("cached");
        assertThat(world.woven).containsExactly("Shop#name(long)");
    }

    @Test
    void primitives_and_arrays_come_back_from_a_hit() throws Throwable {
        world.cache("Shop", "count", null).answering(42);
        assertThat(call(shop(), "count", 1, 2.0, "x")).isEqualTo(42);

        WovenWorld booleans = new WovenWorld().cache("Shop", "open", null).answering(true);
        Object shop = booleans.loader()
                .loadClass(WovenWorld.SAMPLE + "Shop")
                .getDeclaredConstructor()
                .newInstance();
        assertThat(call(shop, "open")).isEqualTo(true);
    }

    @Test
    void a_miss_runs_the_body_and_its_end_is_told() throws Throwable {
        world.cache("Shop", "name", null).watching();
        assertThat(call(shop(), "name", 5L)).isEqualTo("body 5");
        assertThat(world.ends).containsExactly("name -> body 5");
    }

    @Test
    void a_site_without_a_handler_changes_nothing() throws Throwable {
        world.cache("Shop", "*", null);
        Object shop = shop();
        assertThat(call(shop, "name", 5L)).isEqualTo("body 5");
        assertThat(call(shop, "count", 3, 2.0, "x")).isEqualTo(3);
        assertThat((long[]) call(shop, "array", (byte) 4)).containsExactly(4);
        assertThat(call(shop.getClass(), "shared", "x")).isEqualTo("static x");
    }

    @Test
    void an_exception_out_of_the_body_passes_unchanged_without_a_frame_of_ours() throws Throwable {
        world.cache("Shop", "failing", null).watching();
        Object shop = shop();
        Throwable thrown = catchThrowable(() -> call(shop, "failing", "broken"));
        assertThat(thrown).isInstanceOf(IllegalStateException.class).hasMessage("broken");
        assertThat(thrown.getStackTrace()[0].getMethodName()).isEqualTo("failing");
        assertThat(thrown.getStackTrace()[1].getClassName()).doesNotContain("larder.engine", "SiteAdvice", "Linker");
        assertThat(world.ends).containsExactly("failing -> java.lang.IllegalStateException: broken");
    }

    @Test
    void a_handler_that_throws_all_the_same_leaves_the_body_running() throws Throwable {
        world.cache("Shop", "name", null).handlers = method -> (self, arguments) -> {
            throw new OutOfMemoryError("not ours to give");
        };
        assertThat(call(shop(), "name", 5L)).isEqualTo("body 5");
    }

    @Test
    void static_private_final_and_synchronized_methods_are_woven() throws Throwable {
        world.cache("Shop", "shared", null)
                .cache("Shop", "hidden", null)
                .cache("Shop", "locked", List.of(p("java.util.List")))
                .answering("cached");
        Object shop = shop();
        assertThat(call(shop.getClass(), "shared", "x")).isEqualTo("cached");
        assertThat(call(shop, "callsHidden", "x")).isEqualTo("cached");
        assertThat(call(shop, "locked", List.of())).isEqualTo("cached");
    }

    @Test
    void what_calls_pass_is_woven_in_the_proxies_and_not_in_the_body() throws Throwable {
        List<String> passed = new ArrayList<>();
        world.pass("Tally", "value").handlers = method -> (self, arguments) -> {
            passed.add(self.getClass().getSimpleName() + "#" + method.getName() + arguments[0]);
            return null;
        };
        ClassLoader loader = world.loader();
        Object proxy = loader.loadClass(WovenWorld.SAMPLE + "Shop$Tally$$SpringCGLIB$$0")
                .getDeclaredConstructor()
                .newInstance();
        assertThat(call(proxy, "value", 3)).isEqualTo(4);
        assertThat(passed).containsExactly("Tally$$SpringCGLIB$$0#value3");
        call(
                loader.loadClass(WovenWorld.SAMPLE + "Shop$Tally")
                        .getDeclaredConstructor()
                        .newInstance(),
                "value",
                3);
        assertThat(passed).hasSize(1);
        assertThat(world.refused).isEmpty();
    }

    @Test
    void the_handler_sees_receiver_and_arguments() throws Throwable {
        List<Object> seen = new ArrayList<>();
        world.cache("Shop", "count", null).handlers = method -> (self, arguments) -> {
            seen.add(self);
            seen.addAll(List.of(arguments));
            return null;
        };
        Object shop = shop();
        call(shop, "count", 1, 2.5, "x");
        assertThat(seen).containsExactly(shop, 1, 2.5, "x");
    }

    @Test
    void implementations_of_an_interface_are_woven_and_its_default_methods() throws Throwable {
        world.cache("Shop$Stock", "left", null)
                .cache("Shop.Stock", "doubled", null)
                .answering(99);
        Object shelf = world.loader()
                .loadClass(WovenWorld.SAMPLE + "Shop$Shelf")
                .getDeclaredConstructor()
                .newInstance();
        assertThat(call(shelf, "left", "bread")).isEqualTo(99);
        assertThat(call(shelf, "doubled", "bread")).isEqualTo(99);
        assertThat(world.woven)
                .containsExactlyInAnyOrder("Shop$Shelf#left(java.lang.String)", "Shop$Stock#doubled(java.lang.String)");
    }

    @Test
    void overrides_below_an_abstract_class_are_woven_but_caching_leaves_generated_proxies_alone() throws Throwable {
        world.cache("Shop$Counter", "value", List.of(p("int"))).evict("Shop$Counter", "value", null);
        ClassLoader loader = world.loader();
        loader.loadClass(WovenWorld.SAMPLE + "Shop$Tally$$SpringCGLIB$$0")
                .getDeclaredConstructor()
                .newInstance();
        assertThat(world.woven)
                .containsExactlyInAnyOrder(
                        "Shop$Tally#value(int)", "Shop$Tally#value(int)", "Shop$Tally$$SpringCGLIB$$0#value(int)");
    }

    @Test
    void records_are_woven() throws Throwable {
        world.cache("Shop$Line", "shout", null).answering("loud");
        Object line = world.loader()
                .loadClass(WovenWorld.SAMPLE + "Shop$Line")
                .getDeclaredConstructor(String.class)
                .newInstance("a");
        assertThat(call(line, "shout", 2)).isEqualTo("loud");
    }

    @Test
    void what_cannot_be_woven_is_refused_with_the_reason() throws Throwable {
        world.cache("Shop", "nothing", null).cache("Shop", "nativeOne", null).cache("Shop", "nam", null);
        world.cache("Shop", "name", List.of(p("int")));
        shop();
        assertThat(world.refused).hasSize(4);
        assertThat(world.refused.get(0))
                .contains("Shop#nothing(java.lang.String) returns nothing that could be cached");
        assertThat(world.refused.get(1)).contains("native");
        assertThat(world.refused.get(2))
                .contains("Shop has no method nam(..); it has name(long)", "Did you mean 'name'?");
        assertThat(world.refused.get(3)).contains("Shop has no method name(int), but name(long)");
    }

    @Test
    void a_selector_of_a_generic_interface_reaches_the_override_behind_the_bridge() throws Throwable {
        world.cache("Shop$Repository", "save", List.of(p("Object"))).watching();
        Object words = world.loader()
                .loadClass(WovenWorld.SAMPLE + "Shop$Words")
                .getDeclaredConstructor()
                .newInstance();
        for (Method method : words.getClass().getMethods()) {
            if (method.getName().equals("save")) {
                assertThat(method.invoke(words, "x")).isEqualTo("saved x");
            }
        }
        assertThat(world.woven).containsExactly("Shop$Words#save(java.lang.String)");
        assertThat(world.ends).containsExactly("save -> saved x", "save -> saved x");
    }

    @Test
    void parameter_types_choose_among_overloads_by_full_or_simple_name() throws Throwable {
        world.cache("Shop", "locked", List.of(p("List")))
                .cache("Shop", "count", List.of(p("int"), p("double"), p("String")));
        shop();
        assertThat(world.woven)
                .containsExactlyInAnyOrder("Shop#locked(java.util.List)", "Shop#count(int, double, java.lang.String)");
    }

    @Test
    void a_class_that_is_no_class_file_stays_as_it_is() {
        Weaver weaver = world.cache("Shop", "name", null).weaver(System.err);
        byte[] hostile = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 61, (byte) 0xFF, (byte) 0xFF, 7};
        assertThat(weaver.transform(
                        getClass().getClassLoader().getParent() == null ? null : new ClassLoader() {},
                        "dev/larder/weaver/sample/Shop",
                        null,
                        null,
                        hostile))
                .isNull();
    }

    @Test
    void a_dropped_loader_leaves_nothing_behind() throws Throwable {
        world.cache("Shop", "name", null).answering("cached");
        List<WeakReference<ClassLoader>> dropped = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Object shop = shop();
            assertThat(call(shop, "name", 1L)).isEqualTo("cached");
            dropped.add(new WeakReference<>(shop.getClass().getClassLoader()));
        }
        WovenWorld.Bridge.linker = null;
        Awaitility.await().untilAsserted(() -> {
            System.gc();
            assertThat(dropped).allMatch(loader -> loader.get() == null);
        });
    }

    @Test
    void handlers_that_never_answer_cost_no_body() throws Throwable {
        world.cache("Shop", "name", null).handlers = method -> CallHandler.NOTHING;
        Object shop = shop();
        for (int i = 0; i < 100; i++) {
            assertThat(call(shop, "name", (long) i)).isEqualTo("body " + i);
        }
    }

    @Test
    void a_class_that_is_loaded_while_rules_change_is_woven_by_the_new_ones() throws Throwable {
        Class<?> early = shop().getClass();
        Class<?> late = Class.forName(WovenWorld.SAMPLE + "Shop$Shelf", false, early.getClassLoader());
        List<Class<?>> transformed = new ArrayList<>();
        AtomicInteger looks = new AtomicInteger();
        Instrumentation instrumentation = (Instrumentation) Proxy.newProxyInstance(
                WeaverTest.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "getAllLoadedClasses" ->
                        looks.getAndIncrement() == 0 ? new Class<?>[] {early} : new Class<?>[] {early, late};
                    case "retransformClasses" -> {
                        transformed.addAll(List.of((Class<?>[]) arguments[0]));
                        yield null;
                    }
                    default -> method.getReturnType() == boolean.class ? Boolean.TRUE : null;
                });
        Weaver weaver = world.weaver(OutputStream.nullOutputStream());
        weaver.replace(new WovenWorld().cache("Shop", "name", null).cache("Shop$Shelf", "*", null), instrumentation);
        assertThat(transformed).containsExactlyInAnyOrder(early, late);
    }

    @Test
    void a_class_that_holds_nothing_to_weave_is_not_transformed_again_by_each_change_of_rules() throws Throwable {
        Class<?> stock = Class.forName(
                WovenWorld.SAMPLE + "Shop$Stock", false, shop().getClass().getClassLoader());
        String name = stock.getName().replace('.', '/');
        List<Class<?>> transformed = new ArrayList<>();
        Weaver weaver = world.weaver(OutputStream.nullOutputStream());
        Instrumentation instrumentation = (Instrumentation) Proxy.newProxyInstance(
                WeaverTest.class.getClassLoader(),
                new Class<?>[] {Instrumentation.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "getAllLoadedClasses" -> new Class<?>[] {stock};
                    case "retransformClasses" -> {
                        transformed.addAll(List.of((Class<?>[]) arguments[0]));
                        try (InputStream in = WeaverTest.class.getResourceAsStream("/" + name + ".class")) {
                            yield weaver.transform(stock.getClassLoader(), name, stock, null, in.readAllBytes());
                        }
                    }
                    default -> method.getReturnType() == boolean.class ? Boolean.TRUE : null;
                });
        for (int change = 0; change < 3; change++) {
            weaver.replace(new WovenWorld().cache("Shop$Stock", "left", null), instrumentation);
        }
        assertThat(transformed).containsExactly(stock);
    }
}
