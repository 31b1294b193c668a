package dev.larder.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.engine.store.RedisServer;
import dev.larder.engine.value.CompiledClasses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A deployment of which half is done: two JVMs with the packaged agent and two versions of a class behind one Redis, each of
 * which reads, changes and evicts what the other does. A few seconds; {@code -Dlarder.test.seconds=60} for a minute.
 */
class TwoVersionsIT {
    private static final String SECONDS = String.valueOf(Long.getLong("larder.test.seconds", 5));
    private static final int KEYS = 50;

    private static final String NEWER = """
            package release;
            public class Thing {
                private final int key;
                private final int more;
                private final long version;
                private final String text;
                public Thing(int key, long version) {
                    this.key = key;
                    this.version = version;
                    this.text = "thing " + key + " in " + version;
                    this.more = key + 7;
                }
                public long version() {
                    return version;
                }
                public boolean sound(int expected) {
                    return key == expected && more == key + 7 && text.equals("thing " + key + " in " + version);
                }
            }
            """;

    @TempDir
    private Path directory;

    /** What one JVM says of itself in the end. */
    private record Said(long reads, long loads, long wrong) {
        static Said of(String line) {
            String[] words = line.split(" ");
            return new Said(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2]));
        }

        double hitRate() {
            return 1 - (double) loads / reads;
        }
    }

    private List<Said> run(String name, List<String> classPaths) {
        long seed = System.nanoTime();
        List<ForkedJvm> jvms = new ArrayList<>();
        try (RedisServer redis = RedisServer.start()) {
            for (String classPath : classPaths) {
                jvms.add(ForkedJvm.of(Jdk.own())
                        .agent(ForkedJvm.rules("release.yaml").toString())
                        .environment("RELEASE_STORE", redis.url())
                        .run(
                                "-cp",
                                classPath,
                                "release.ReleaseMain",
                                directory.resolve(name).toString(),
                                String.valueOf(KEYS),
                                SECONDS,
                                String.valueOf(seed + 100L * jvms.size())));
            }
            for (ForkedJvm jvm : jvms) {
                jvm.expect("open");
                jvm.awaitStore();
            }
            jvms.forEach(jvm -> jvm.tell("go"));
            List<Said> all = new ArrayList<>();
            for (ForkedJvm jvm : jvms) {
                Awaitility.await()
                        .atMost(java.time.Duration.ofSeconds(60 + Long.parseLong(SECONDS)))
                        .until(() -> !jvm.output().isEmpty());
                all.add(Said.of(jvm.line()));
            }
            System.out.println(name + ", seed " + seed + ": " + all);
            return all;
        } finally {
            jvms.forEach(ForkedJvm::close);
        }
    }

    @Test
    void both_are_right_and_keep_at_least_half_of_their_hits() {
        String own = "target/test-classes";
        String newer = CompiledClasses.compile(directory.resolve("newer"), NEWER) + ":" + own;

        List<Said> alike = run("one version", List.of(own, own));
        List<Said> mixed = run("two versions", List.of(own, newer));

        double usual = Math.min(alike.get(0).hitRate(), alike.get(1).hitRate());
        assertThat(usual).isGreaterThan(0.1);
        assertThat(alike).allSatisfy(said -> assertThat(said.wrong()).isZero());
        assertThat(mixed).allSatisfy(said -> {
            assertThat(said.wrong()).isZero();
            assertThat(said.reads()).isGreaterThan(100);
            assertThat(said.hitRate()).isGreaterThan(usual / 2);
        });
    }
}
