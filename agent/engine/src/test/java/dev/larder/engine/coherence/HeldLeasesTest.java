package dev.larder.engine.coherence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.larder.engine.store.Lease;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.memory.MemoryStore;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.security.ProtectionDomain;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HeldLeasesTest {
    private final Store store = new MemoryStore(1 << 20, Duration.ofMinutes(10), (command, nanos) -> {});
    private final HeldLeases leases = new HeldLeases(store);

    @AfterEach
    void close() {
        store.close();
    }

    /** An application's class, through which a load comes. */
    public static final class Caller implements Consumer<Runnable> {
        @Override
        public void accept(Runnable load) {
            load.run();
        }
    }

    private static final class Application extends ClassLoader {
        Consumer<Runnable> caller() throws ReflectiveOperationException, IOException {
            try (InputStream in = Caller.class.getResourceAsStream("HeldLeasesTest$Caller.class")) {
                byte[] bytes = in.readAllBytes();
                Class<?> type = defineClass(
                        Caller.class.getName(), bytes, 0, bytes.length, new ProtectionDomain(null, null, this, null));
                @SuppressWarnings("unchecked") // as declared above
                Consumer<Runnable> caller =
                        (Consumer<Runnable>) type.getConstructor().newInstance();
                return caller;
            }
        }
    }

    private static WeakReference<ClassLoader> through(Runnable load) throws Exception {
        Application application = new Application();
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(application);
        InheritableThreadLocal<Object> own = new InheritableThreadLocal<>();
        own.set(application);
        try {
            application.caller().accept(load);
        } finally {
            own.remove();
            Thread.currentThread().setContextClassLoader(before);
        }
        return new WeakReference<>(application);
    }

    private static Thread renewing() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("larder-leases"))
                .findFirst()
                .orElse(null);
    }

    @Test
    void the_thread_that_renews_them_keeps_nothing_of_the_application_that_started_it() throws Exception {
        await().atMost(Duration.ofSeconds(20)).until(() -> renewing() == null);
        Lease lease = (Lease) store.lease("k", "f", new String[] {"@cache"}, HeldLeases.HOLD);
        AtomicReference<HeldLeases.Held> held = new AtomicReference<>();
        WeakReference<ClassLoader> application = through(() -> held.set(leases.hold(lease)));
        Thread renewing = renewing();
        assertThat(renewing).isNotNull();
        await().pollInSameThread().atMost(Duration.ofSeconds(20)).until(() -> {
            System.gc();
            return application.get() == null;
        });
        assertThat(renewing.isAlive()).isTrue();
        assertThat(renewing.getContextClassLoader()).isNull();
        leases.letGo(held.get());
        await().atMost(Duration.ofSeconds(20)).until(() -> !renewing.isAlive());
    }
}
