package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RelayedFutureTest {
    private final List<@Nullable Object> seen = new ArrayList<>();

    private final Wrapper.Arrival arrival = new Wrapper.Arrival() {
        @Override
        public void arrived(@Nullable Object value) {
            seen.add(value instanceof List<?> list ? List.copyOf(list) : value);
        }

        @Override
        public void failed() {
            seen.add("failed");
        }
    };

    @SuppressWarnings("unchecked")
    private CompletionStage<Object> relayed(CompletionStage<?> from) {
        return (CompletionStage<Object>) RelayedFuture.of(from, arrival);
    }

    private static Object got(CompletionStage<Object> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void stages_that_only_their_maker_can_complete_are_completed_for_the_caller() throws Exception {
        assertThat(got(relayed(CompletableFuture.completedStage("a")))).isEqualTo("a");
        CompletableFuture<Object> later = new CompletableFuture<>();
        CompletionStage<Object> given = relayed(later.minimalCompletionStage());
        later.complete("b");
        assertThat(got(given)).isEqualTo("b");
        IllegalStateException fault = new IllegalStateException("no row");
        assertThatThrownBy(() -> got(relayed(CompletableFuture.failedStage(fault))))
                .isInstanceOf(ExecutionException.class)
                .hasCause(fault);
        assertThat(seen).containsExactly("a", "b", "failed");
    }

    @Test
    void a_value_is_seen_before_its_caller_can_change_it() throws Exception {
        CompletableFuture<List<Integer>> from = new CompletableFuture<>();
        CompletionStage<Object> given = relayed(from);
        @SuppressWarnings("unchecked")
        CompletionStage<Void> changed = given.thenAccept(list -> ((List<Integer>) list).add(99));
        from.complete(new ArrayList<>(List.of(1)));
        changed.toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(seen).containsExactly(List.of(1));
    }

    @Test
    void a_fault_of_ours_keeps_nobody_waiting() throws Exception {
        CompletableFuture<Object> from = new CompletableFuture<>();
        CompletionStage<?> given = (CompletionStage<?>) RelayedFuture.of(from, new Wrapper.Arrival() {
            @Override
            public void arrived(@Nullable Object value) {
                throw new StackOverflowError();
            }

            @Override
            public void failed() {}
        });
        from.complete("a");
        assertThat(given.toCompletableFuture().get(10, TimeUnit.SECONDS)).isEqualTo("a");
    }

    @Test
    void one_that_has_ended_is_handed_out_as_it_is() {
        CompletableFuture<String> ended = CompletableFuture.completedFuture("a");
        assertThat(relayed(ended)).isSameAs(ended);
        assertThat(seen).containsExactly("a");
    }

    @Test
    void cancelling_reaches_the_applications_own_cancel() {
        AtomicBoolean told = new AtomicBoolean();
        CompletableFuture<String> call = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterrupt) {
                told.set(true);
                return super.cancel(mayInterrupt);
            }
        };
        relayed(call).toCompletableFuture().cancel(true);
        assertThat(told).isTrue();
        assertThat(call).isCancelled();
        assertThat(seen).containsExactly("failed");
    }
}
