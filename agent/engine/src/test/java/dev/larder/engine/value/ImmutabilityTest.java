package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings({"unused", "OptionalUsedAsFieldOrParameterType"})
class ImmutabilityTest {
    enum Kind {
        A
    }

    record Money(BigDecimal amount, Kind kind, Instant at) {}

    record Pair<A, B>(A left, B right) {}

    record Chain(String name, Chain next) {}

    record Tagged(List<String> tags) {}

    static final class Closed {
        private final long id;
        private final Money price;

        Closed(long id, Money price) {
            this.id = id;
            this.price = price;
        }
    }

    static final class Settable {
        long id;
    }

    static class Open {
        final long id = 1;
    }

    sealed interface Shape permits Circle, Square {}

    record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}

    sealed interface Odd permits OddArray {}

    @SuppressWarnings("ArrayRecordComponent") // that is the point
    record OddArray(int[] numbers) implements Odd {}

    static class Service {
        int number() {
            return 0;
        }

        String text() {
            return null;
        }

        Kind kind() {
            return null;
        }

        Money money() {
            return null;
        }

        Optional<Money> optional() {
            return null;
        }

        Pair<String, Money> pair() {
            return null;
        }

        Chain chain() {
            return null;
        }

        Closed closed() {
            return null;
        }

        Shape shape() {
            return null;
        }

        CompletableFuture<Money> later() {
            return null;
        }

        List<String> list() {
            return null;
        }

        Pair<String, List<String>> pairOfLists() {
            return null;
        }

        Pair<String, ?> pairOfAnything() {
            return null;
        }

        Tagged tagged() {
            return null;
        }

        Settable settable() {
            return null;
        }

        Open open() {
            return null;
        }

        Odd odd() {
            return null;
        }

        int[] array() {
            return null;
        }

        Object object() {
            return null;
        }

        Number anyNumber() {
            return null;
        }

        java.util.Date date() {
            return null;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"number", "text", "kind", "money", "optional", "pair", "chain", "closed", "shape", "later"})
    void values_of_a_type_that_proves_it_may_be_shared(String method) {
        assertThat(CodecFixture.of(Service.class, method).sharable()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list",
                "pairOfLists",
                "pairOfAnything",
                "tagged",
                "settable",
                "open",
                "odd",
                "array",
                "object",
                "anyNumber",
                "date"
            })
    void all_others_may_not(String method) {
        assertThat(CodecFixture.of(Service.class, method).sharable()).isFalse();
    }
}
