package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Dlarder.test.seconds=60} makes each of them a minute; without it, once through the corpus for each thread. */
class ManyThreadsTest {
    private static final long SECONDS = Long.getLong("larder.test.seconds", 0);

    @Test
    void one_codec_serves_64_threads_from_its_first_call_on() throws Exception {
        assertThat(ManyThreads.differences(Executors.newFixedThreadPool(64), SECONDS))
                .isEmpty();
    }

    @Test
    void one_codec_serves_64_virtual_threads(@TempDir Path temp) throws Exception {
        Optional<Path> newer = ForkedJvm.otherJdk();
        assumeTrue(newer.isPresent(), "no JDK with virtual threads beside this one");
        assertThat(ForkedJvm.run(newer.get(), temp, List.of(), ManyThreads.class, "virtual", String.valueOf(SECONDS)))
                .containsExactly("[]", "done");
    }
}
