package dev.larder.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.dist.HeldCalls.Call;
import dev.larder.engine.Engine;
import dev.larder.weaver.Weaver;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Whoever waits or does I/O on an application's thread, in the engine or the weaver, holds no monitor: virtual threads would be pinned to their carriers (before JDK 24), and all
 * others stand behind the one who waits.
 */
class MonitorsTest {
    private static final Set<String> WAITING = Set.of(
            "wait", "sleep", "join", "await", "awaitNanos", "awaitUninterruptibly", "acquire", "take", "invokeAll");

    private static boolean waitsOrDoesIo(Call call) {
        String owner = call.owner();
        String name = call.name();
        if (owner.startsWith("java/io/")) {
            return !name.equals("<init>")
                    && !owner.contains("ByteArray")
                    && !owner.contains("Exception")
                    && !owner.contains("String")
                    && !owner.equals("java/io/File");
        }
        if (owner.startsWith("io/lettuce/")
                || owner.startsWith("java/net/") && owner.contains("Socket")
                || owner.startsWith("java/nio/channels/")
                || owner.equals("java/nio/file/Files")) {
            return true;
        }
        return switch (owner) {
            case "java/lang/Object", "java/lang/Thread" -> WAITING.contains(name);
            case "java/util/concurrent/locks/LockSupport" -> name.startsWith("park");
            default ->
                owner.startsWith("java/util/concurrent/")
                        && (WAITING.contains(name)
                                || name.startsWith("lock")
                                || name.equals("put") && owner.contains("Queue")
                                || name.equals("get") && owner.contains("Future"));
        };
    }

    @Test
    void no_monitor_is_held_around_a_wait_or_io() {
        CallGraph graph = new CallGraph().add(Engine.class, "dev.larder.engine").add(Weaver.class, "dev.larder.weaver");
        assertThat(graph.size()).isGreaterThan(1_500);
        assertThat(graph.held(MonitorsTest::waitsOrDoesIo))
                // What a thread of its own runs, which is only started there
                .noneMatch(way -> !way.contains(" -> HeldLeases.renew -> ") && !way.contains(" -> Replaying.run -> "));
    }

    /** Each way that there is to do it. */
    @SuppressWarnings("unused")
    private static final class Sample implements Supplier<String> {
        private final CountDownLatch latch = new CountDownLatch(1);

        synchronized void whole() throws InterruptedException {
            latch.await();
        }

        void block(boolean early) {
            synchronized (this) {
                if (early) {
                    return;
                }
                deeper();
            }
        }

        void handler() {
            synchronized (this) {
                try {
                    latch.countDown();
                } catch (RuntimeException fault) {
                    LockSupport.park(this);
                }
            }
        }

        void lambda(List<String> all) {
            synchronized (this) {
                all.forEach(one -> LockSupport.park(this));
            }
        }

        void overridden(Supplier<String> other) {
            synchronized (this) {
                System.identityHashCode(get());
            }
        }

        @Override
        public String get() {
            deeper();
            return "";
        }

        private void deeper() {
            LockSupport.park(this);
        }

        void outside(boolean early) {
            synchronized (this) {
                if (early) {
                    return;
                }
                latch.countDown();
            }
            deeper();
            synchronized (this) {
                latch.countDown();
            }
        }
    }

    @Test
    void where_one_is_it_is_found() throws IOException {
        try (InputStream in = Sample.class.getResourceAsStream("MonitorsTest$Sample.class")) {
            List<String> found = new CallGraph().add(in.readAllBytes()).held(MonitorsTest::waitsOrDoesIo);
            assertThat(found)
                    .extracting(line -> line.replaceAll("MonitorsTest\\$Sample\\.(\\w+) .*", "$1"))
                    .containsExactlyInAnyOrder("whole", "block", "handler", "lambda", "overridden");
        }
    }
}
