package dev.larder.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a blog is started: the same with and without the agent, but for the agent.
 *
 * @param jdk the home of the JDK
 */
record Launch(Path jdk, Path jar, double size) {
    private static final String HEAP = "1g";

    static final String DESCRIPTION = "heap " + HEAP;

    /**
     * @param agentArguments JVM arguments; none for the bare blog
     * @param database arguments of the blog
     */
    List<String> command(int port, List<String> agentArguments, List<String> database) {
        List<String> command =
                new ArrayList<>(List.of(jdk.resolve("bin").resolve("java").toString(), "-Xms" + HEAP, "-Xmx" + HEAP));
        command.addAll(agentArguments);
        command.addAll(List.of(
                "-jar",
                jar.toString(),
                "--server.port=" + port,
                "--blog.size=" + size,
                // The blog's clock stands still: else what is trending would depend on the day
                "--blog.now=2026-06-01T12:00:00Z",
                "--blog.data.until=2026-06-01T00:00:00Z"));
        command.addAll(database);
        return command;
    }
}
