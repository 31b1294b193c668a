package dev.larder.boot;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/**
 * Where the JVM enters larder.jar: as an agent at its start ({@link #premain}), as one attached to a running
 * application ({@link #agentmain}), or as the command line ({@link #main}). Does nothing but decide whether to go on,
 * and hop into the isolated loader.
 *
 * <p>Java 8 bytecode with JDK types only, so that an old JVM can load it and be told why nothing happens. No lambda, no
 * logging framework, no thread: the application has not begun yet, and what is initialised here is initialised for it
 * too. Nothing is ever thrown: an exception out of premain ends the JVM.
 */
public final class Premain {
    private static final int OLDEST_JAVA = 17;
    private static final String AGENT = "dev.larder.dist.Agent";
    private static final String COMMAND_LINE = "dev.larder.console.command.CommandLineMain";

    private Premain() {}

    public static void premain(@Nullable String arguments, Instrumentation instrumentation) {
        start(arguments, instrumentation);
    }

    public static void agentmain(@Nullable String arguments, Instrumentation instrumentation) {
        start(arguments, instrumentation);
    }

    public static void main(String[] arguments) {
        int java = javaVersion();
        if (java < OLDEST_JAVA) {
            say("needs Java " + OLDEST_JAVA + " or newer, this is Java " + java + ".");
            System.exit(2);
        }
        try {
            File jar = jar();
            Method main = new AgentLoader(jar).loadClass(COMMAND_LINE).getMethod("run", String[].class);
            System.exit((Integer) main.invoke(null, (Object) arguments));
        } catch (Throwable fault) {
            say("the command failed: " + cause(fault));
            System.exit(3);
        }
    }

    private static void start(@Nullable String arguments, Instrumentation instrumentation) {
        try {
            if (switchedOff() || isJdkTool(System.getProperty("sun.java.command"))) {
                return;
            }
            int java = javaVersion();
            if (java < OLDEST_JAVA) {
                say("needs Java " + OLDEST_JAVA + " or newer, this is Java " + java
                        + ": the application runs without it.");
                return;
            }
            File jar = jar();
            new AgentLoader(jar).enter(AGENT, arguments, instrumentation, jar);
        } catch (Throwable fault) {
            say("could not start, the application runs without it: " + cause(fault));
        }
    }

    private static boolean switchedOff() {
        String property = System.getProperty("larder.enabled");
        String value = property != null && !property.isEmpty() ? property : System.getenv("LARDER_ENABLED");
        return value != null && value.trim().equalsIgnoreCase("false");
    }

    /**
     * {@code JAVA_TOOL_OPTIONS} puts the agent into every JVM of a container, keytool and jps among them.
     *
     * @param command main class and arguments as the launcher saw them; null if unknown
     */
    static boolean isJdkTool(@Nullable String command) {
        if (command == null) {
            return false;
        }
        int end = command.indexOf(' ');
        String main = end < 0 ? command : command.substring(0, end);
        main = main.substring(main.indexOf('/') + 1);
        if (main.startsWith("com.sun.tools.javac.launcher.")) {
            // java Application.java: an application, which the compiler starts
            return false;
        }
        return main.startsWith("sun.tools.")
                || main.startsWith("sun.security.tools.")
                || main.startsWith("com.sun.tools.")
                || main.startsWith("jdk.tools.")
                || main.startsWith("jdk.jfr.")
                || main.startsWith("jdk.jpackage.")
                || main.startsWith("jdk.internal.jshell.")
                || main.startsWith("jdk.internal.jrtfs.");
    }

    private static int javaVersion() {
        String version = System.getProperty("java.specification.version", "0");
        if (version.startsWith("1.")) {
            version = version.substring(2);
        }
        try {
            return Integer.parseInt(version);
        } catch (NumberFormatException unknown) {
            return 0;
        }
    }

    private static File jar() throws Exception {
        URL location = Premain.class.getProtectionDomain().getCodeSource().getLocation();
        return new File(location.toURI());
    }

    private static Throwable cause(Throwable fault) {
        return fault instanceof InvocationTargetException && fault.getCause() != null ? fault.getCause() : fault;
    }

    private static void say(String message) {
        System.err.println("[larder] " + message);
    }
}
