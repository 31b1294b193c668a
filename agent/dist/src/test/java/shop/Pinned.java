package shop;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Tells by the JVM's own events who has kept a virtual thread on its carrier while it waited. */
final class Pinned {
    private static final String EVENT = "jdk.VirtualThreadPinned";

    private Pinned() {}

    /** What the JVM can't help: a class is initialised by a thread that waits. */
    private static final class Control {
        static {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    static Thread virtual(Runnable work) {
        try {
            Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
            return (Thread) start.invoke(null, work);
        } catch (ReflectiveOperationException old) {
            throw new IllegalStateException("this Java has no virtual threads", old);
        }
    }

    /** In a loader of its own: it is initialised anew each time. */
    private static void initialiseControl() {
        String name = Control.class.getName();
        ClassLoader again = new ClassLoader(null) {
            @Override
            protected Class<?> findClass(String wanted) throws ClassNotFoundException {
                try (InputStream in = Pinned.class.getResourceAsStream("Pinned$Control.class")) {
                    byte[] bytes = in.readAllBytes();
                    return defineClass(wanted, bytes, 0, bytes.length);
                } catch (IOException fault) {
                    throw new ClassNotFoundException(wanted, fault);
                }
            }
        };
        try {
            Class.forName(name, true, again);
        } catch (ClassNotFoundException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String during(Supplier<String> work) {
        try (Recording recording = new Recording()) {
            recording.enable(EVENT).withThreshold(Duration.ZERO).withStackTrace();
            recording.start();
            virtual(Pinned::initialiseControl).join();
            String answer = work.get();
            recording.stop();
            Path file = Files.createTempFile("pinned", ".jfr");
            recording.dump(file);
            List<RecordedEvent> events = RecordingFile.readAllEvents(file);
            Files.delete(file);
            long control = events.stream()
                    .filter(event -> mentions(event, "shop.Pinned$Control"))
                    .count();
            List<RecordedEvent> larders = events.stream()
                    .filter(event -> mentions(event, "dev.larder."))
                    .toList();
            larders.forEach(System.err::println);
            return answer + " control=" + control + " larder=" + larders.size();
        } catch (IOException | InterruptedException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private static boolean mentions(RecordedEvent event, String prefix) {
        return event.getStackTrace() != null
                && event.getStackTrace().getFrames().stream()
                        .anyMatch(frame -> frame.getMethod().getType().getName().startsWith(prefix));
    }
}
