package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The tests of {@link HibernateTest} once more, in a loader where the Hibernate is that of Spring Boot 3. */
class HibernateSixTest {
    private static final Path LIBRARIES = Path.of("target", "hibernate-6");

    static OwnLoader loader(OwnLoader.Change change) throws IOException {
        List<Path> libraries;
        try (Stream<Path> files = Files.list(LIBRARIES)) {
            libraries = files.toList();
        }
        return OwnLoader.of(
                libraries,
                name -> name.startsWith("hibernate-core-7")
                        || name.startsWith("hibernate-models")
                        || name.startsWith("jakarta.persistence-api-3.2"),
                change);
    }

    @TestFactory
    List<DynamicTest> everything_is_so_with_hibernate_6() throws Exception {
        ClassLoader loader = loader((name, bytes) -> null);
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            Class<?> tests = loader.loadClass(HibernateTest.class.getName());
            assertThat(call(loader.loadClass("org.hibernate.Version"), null, "getVersionString"))
                    .asString()
                    .startsWith("6.");
            call(tests, null, "start");
            List<DynamicTest> all = new ArrayList<>();
            for (Method method : tests.getDeclaredMethods()) {
                for (Annotation annotation : method.getAnnotations()) {
                    if (annotation.annotationType().getSimpleName().equals("Test")) {
                        all.add(dynamicTest(method.getName(), () -> run(tests, method.getName())));
                    }
                }
            }
            assertThat(all).hasSizeGreaterThan(5);
            all.add(dynamicTest("and it stops", () -> call(tests, null, "stop")));
            return all;
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static void run(Class<?> tests, String name) throws Exception {
        Constructor<?> constructor = tests.getDeclaredConstructor();
        constructor.setAccessible(true);
        Object test = constructor.newInstance();
        call(tests, test, "fill");
        call(tests, test, name);
    }

    private static Object call(Class<?> type, Object target, String name) throws Exception {
        Method method = type.getDeclaredMethod(name);
        method.setAccessible(true);
        try {
            return method.invoke(target);
        } catch (InvocationTargetException failed) {
            throw new AssertionError(failed.getCause().getMessage(), failed.getCause());
        }
    }
}
