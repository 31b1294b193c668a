package dev.larder.bench.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.engine.value.ForkedJvm;
import dev.larder.engine.value.HostileBytes;
import dev.larder.engine.value.ManyThreads;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The long forms of what the engine's tests show in short, on this JDK and on the newest one beside it. No build runs them,
 * for their name is not that of a test.
 *
 * <pre>
 * ./mvnw -pl agent/engine,agent/bench test -Dtest=ValueProofsRun -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
class ValueProofsRun {
    @TempDir
    Path temp;

    private static List<Path> jdks() throws Exception {
        List<Path> jdks = new ArrayList<>(List.of(ForkedJvm.ownJdk()));
        ForkedJvm.otherJdk().ifPresent(jdks::add);
        return jdks;
    }

    @Test
    void a_million_mutations_and_a_hundred_thousand_random_payloads() throws Exception {
        for (Path jdk : jdks()) {
            List<String> lines = ForkedJvm.run(jdk, temp, List.of("-Xmx256m"), HostileBytes.class, "1000000", "100000");
            System.out.println(jdk.getFileName() + ": " + lines);
            assertThat(lines).last().asString().startsWith("done ");
        }
    }

    @Test
    void many_threads_for_a_minute() throws Exception {
        for (Path jdk : jdks()) {
            assertThat(ForkedJvm.run(jdk, temp, List.of(), ManyThreads.class, "platform", "60"))
                    .containsExactly("[]", "done");
        }
        // The newest of them has virtual threads, if any has
        Path newest = jdks().get(jdks().size() - 1);
        if (!newest.equals(ForkedJvm.ownJdk()) || Runtime.version().feature() >= 21) {
            assertThat(ForkedJvm.run(newest, temp, List.of(), ManyThreads.class, "virtual", "60"))
                    .containsExactly("[]", "done");
        }
    }
}
