package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ManyThreadsTest {

    @Test
    void one_codec_serves_many_threads_from_its_first_call_on() throws Exception {
        Codec codec = CodecFixture.any();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Callable<String>> tasks = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                tasks.add(() -> {
                    for (Corpus.Maker maker : Corpus.all().values()) {
                        Object value = maker.make();
                        String difference = GraphComparison.difference(value, CodecFixture.roundTrip(codec, value));
                        if (difference != null) {
                            return difference;
                        }
                    }
                    return "";
                });
            }
            for (Future<String> result : threads.invokeAll(tasks, 60, TimeUnit.SECONDS)) {
                assertThat(result.get()).isEmpty();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
