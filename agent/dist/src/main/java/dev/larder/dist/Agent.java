package dev.larder.dist;

import dev.larder.engine.log.Log;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the boot module enters the isolated loader. Whatever fails, one clear line is written and the application goes on
 * without Larder.
 */
public final class Agent {

    static {
        enterBy(Agent.class.getClassLoader());
    }

    private Agent() {}

    /** Tells the loader that the boot module has made how to enter; it knows JDK types only. */
    @SuppressWarnings("unchecked") // made for nothing else
    private static void enterBy(@Nullable ClassLoader loader) {
        if (loader instanceof Consumer<?> entered) {
            ((Consumer<Consumer<@Nullable Object[]>>) entered)
                    .accept(with -> start((String) with[0], (Instrumentation) with[1], (File) with[2]));
        }
    }

    /**
     * Starts Larder in this JVM; where it runs already, because it is attached a second time, the running one is told.
     *
     * @param arguments what stands behind {@code -javaagent:larder.jar=}, null for nothing
     * @param jar larder.jar
     */
    static void start(@Nullable String arguments, Instrumentation instrumentation, File jar) {
        Log log = new Log(System.err, Log.Level.parse(setting("log")));
        try {
            String command = arguments == null ? "" : arguments.trim();
            if (Bridge.answer(command) != null) {
                return;
            }
            if (command.equals(RunningAgent.DETACH)) {
                log.warn("there is no Larder in this JVM that could be detached");
                return;
            }
            new RunningAgent(Arguments.read(arguments, System::getProperty, System::getenv), instrumentation, log)
                    .start();
        } catch (IllegalArgumentException wrong) {
            log.error(wrong.getMessage() + ". Larder is inactive, the application runs without it");
        } catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError fault) {
            log.fault("could not start: Larder is inactive, the application runs without it", fault);
        }
    }

    private static @Nullable String setting(String name) {
        String property = System.getProperty("larder." + name);
        return property != null ? property : System.getenv("LARDER_" + name.toUpperCase(Locale.ROOT));
    }
}
