package dev.larder.engine.value;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whether a method's values may hold persistent entities is told by its declared type. */
final class EntityDetectionTest {

    @Entity
    static class Account {
        @Id
        long id;
    }

    static class Premium extends Account {}

    record Summary(String name, int count) {}

    record Page(List<Premium> accounts) {}

    interface Methods {
        Account entity();

        Optional<List<Account>> nested();

        Page withinARecord();

        Premium subclass();

        List<Summary> records();

        String text();
    }

    private static boolean holdsEntities(String method) throws Exception {
        return new Codecs()
                .forMethod(Methods.class.getDeclaredMethod(method), Methods.class, ValueSettings.DEFAULTS)
                .holdsEntities();
    }

    @Test
    void entities_are_found_wherever_they_are_declared() throws Exception {
        assertThat(holdsEntities("entity")).isTrue();
        assertThat(holdsEntities("nested")).isTrue();
        assertThat(holdsEntities("withinARecord")).isTrue();
        assertThat(holdsEntities("subclass")).isTrue();
    }

    @Test
    void values_without_are_told_from_them() throws Exception {
        assertThat(holdsEntities("records")).isFalse();
        assertThat(holdsEntities("text")).isFalse();
    }
}
