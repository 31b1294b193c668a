package dev.larder.console.command;

import java.lang.reflect.InvocationTargetException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;

/**
 * A running JVM of this user, on this machine. The attach API is a JDK's and not a JRE's, and lives in sight of the
 * application loader alone: so it is found by name.
 */
final class OtherJvm {
    private static final String MACHINE = "com.sun.tools.attach.VirtualMachine";

    private final String pid;

    OtherJvm(String pid) {
        this.pid = pid;
    }

    /** Could not be attached to; the message says what to do. */
    static final class UnreachableException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreachableException(String message) {
            super(message);
        }
    }

    /** Has it run larder.jar as an agent with these arguments; returns when the agent has answered. */
    void load(String arguments) throws UnreachableException {
        Class<?> machine;
        try {
            machine = Class.forName(MACHINE, true, ClassLoader.getSystemClassLoader());
        } catch (ClassNotFoundException jre) {
            throw new UnreachableException("this Java has no attach API: run the command with the java of a JDK");
        }
        try {
            Object attached = machine.getMethod("attach", String.class).invoke(null, pid);
            try {
                machine.getMethod("loadAgent", String.class, String.class)
                        .invoke(attached, jar().toString(), arguments);
            } finally {
                machine.getMethod("detach").invoke(attached);
            }
        } catch (InvocationTargetException failed) {
            throw new UnreachableException("process " + pid + " can't be attached to (" + failed.getCause()
                    + "): it must be a Java process of the same user, started without -XX:+DisableAttachMechanism");
        } catch (ReflectiveOperationException | URISyntaxException fault) {
            throw new UnreachableException("the attach API of this Java is not as expected: " + fault);
        }
    }

    private static Path jar() throws URISyntaxException, UnreachableException {
        CodeSource source = OtherJvm.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            throw new UnreachableException("Larder can't find its own jar: run it as java -jar larder.jar");
        }
        return Path.of(source.getLocation().toURI());
    }
}
