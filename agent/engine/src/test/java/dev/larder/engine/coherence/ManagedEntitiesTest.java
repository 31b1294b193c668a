package dev.larder.engine.coherence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.engine.coherence.Transaction.Access;
import dev.larder.engine.rule.ServingOptions.Entities;
import dev.larder.engine.store.Store;
import dev.larder.engine.store.memory.MemoryStore;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where copies of persistent entities are served: nowhere that somebody may rely on changing them. */
final class ManagedEntitiesTest {
    private final Store store = new MemoryStore(1 << 20, Duration.ofMinutes(10), (command, nanos) -> {});

    @AfterEach
    void close() {
        store.close();
    }

    private Jvm jvm(Entities mode, boolean holdsEntities) {
        Jvm jvm = new Jvm(store, CoherenceSettings.DEFAULT.with(mode), holdsEntities);
        jvm.post(1, () -> "copy");
        assertThat(jvm.post(1, () -> "managed")).isEqualTo(mode == Entities.NEVER ? "managed" : "copy");
        jvm.units().watched();
        return jvm;
    }

    private Jvm triedJvm() {
        Jvm jvm = jvm(Entities.SAFE, true);
        tried(jvm, null);
        return jvm;
    }

    private static String get(Jvm jvm) {
        return jvm.post(1, () -> "managed");
    }

    private static String inRequest(Jvm jvm, boolean safe) {
        Request request = jvm.units().requestBegun(safe);
        String value = get(jvm);
        request.ended();
        return value;
    }

    /** As many requests of a kind as have to pass before one is served; each gets the value anew. */
    private static void tried(Jvm jvm, String path) {
        for (int i = 0; i < ManagedEntities.TRIALS; i++) {
            Request request = jvm.units().requestBegun(true, () -> path);
            assertThat(jvm.post(1, () -> "copy")).isEqualTo("copy");
            request.ended();
        }
    }

    private static String get(Jvm jvm, String path) {
        Request request = jvm.units().requestBegun(true, () -> path);
        String value = get(jvm);
        request.ended();
        return value;
    }

    private static String inTransaction(Jvm jvm, Access access) {
        Transaction transaction = jvm.units().transactionBegun(access);
        String value = get(jvm);
        transaction.ended();
        return value;
    }

    @Test
    void they_are_served_in_safe_requests_and_read_only_transactions() {
        Jvm jvm = triedJvm();

        assertThat(inRequest(jvm, true)).isEqualTo("copy");
        assertThat(inRequest(jvm, false)).isEqualTo("managed");
        assertThat(inTransaction(jvm, Access.READ_ONLY)).isEqualTo("copy");
        assertThat(inTransaction(jvm, Access.WRITABLE)).isEqualTo("managed");
        assertThat(get(jvm)).isEqualTo("managed");
    }

    @Test
    void not_in_a_writable_transaction_of_a_safe_request() {
        Jvm jvm = jvm(Entities.SAFE, true);
        Request request = jvm.units().requestBegun(true);
        assertThat(inTransaction(jvm, Access.WRITABLE)).isEqualTo("managed");
        request.ended();
    }

    @Test
    void no_longer_once_a_transaction_that_may_write_has_opened_after_them() {
        Jvm jvm = triedJvm();
        Request request = jvm.units().requestBegun(true);
        assertThat(get(jvm)).isEqualTo("copy");
        Transaction later = jvm.units().transactionBegun(Access.WRITABLE);
        later.committed();
        later.ended();
        request.ended();

        assertThat(inRequest(jvm, true)).isEqualTo("managed");
        assertThat(jvm.logged()).contains("cache post").contains("entities: always");
    }

    @Test
    void a_connection_that_becomes_read_only_before_its_first_statement_changes_nothing() {
        Jvm jvm = triedJvm();
        Request request = jvm.units().requestBegun(true);
        assertThat(get(jvm)).isEqualTo("copy");
        Transaction handedOut = jvm.units().transactionBegun(Access.WRITABLE);
        handedOut.access(Access.READ_ONLY);
        handedOut.committed();
        handedOut.access(Access.WRITABLE);
        handedOut.ended();
        request.ended();
        assertThat(inRequest(jvm, true)).isEqualTo("copy");
    }

    @Test
    void a_transaction_that_rolls_back_has_changed_nothing() {
        Jvm jvm = triedJvm();
        Request request = jvm.units().requestBegun(true);
        assertThat(get(jvm)).isEqualTo("copy");
        Transaction later = jvm.units().transactionBegun(Access.WRITABLE);
        later.rolledBack();
        later.ended();
        request.ended();
        assertThat(inRequest(jvm, true)).isEqualTo("copy");
    }

    @Test
    void requests_that_write_are_not_served_and_take_nothing_from_those_that_read() {
        Jvm jvm = triedJvm();
        Request writing = jvm.units().requestBegun(false);
        assertThat(inTransaction(jvm, Access.READ_ONLY)).isEqualTo("managed");
        Transaction later = jvm.units().transactionBegun(Access.WRITABLE);
        later.wrote();
        later.committed();
        later.ended();
        writing.ended();
        assertThat(inRequest(jvm, true)).isEqualTo("copy");
    }

    @Test
    void a_connection_that_turns_out_to_be_read_only_is_read_only() {
        Jvm jvm = jvm(Entities.SAFE, true);
        Transaction entity = jvm.units().transactionBegun(Access.BY_ITS_CONNECTION);
        Transaction connection = jvm.units().transactionBegun(Access.READ_ONLY);
        assertThat(get(jvm)).isEqualTo("copy");
        connection.ended();
        entity.ended();
    }

    @Test
    void a_kind_of_request_is_served_when_so_many_of_it_have_changed_nothing() {
        Jvm jvm = jvm(Entities.SAFE, true);
        for (int i = 0; i < ManagedEntities.TRIALS; i++) {
            String body = "managed " + i;
            Request request = jvm.units().requestBegun(true, () -> "/posts/7");
            assertThat(jvm.post(1, () -> body)).isEqualTo(body);
            request.ended();
        }
        assertThat(get(jvm, "/posts/8")).isEqualTo("managed " + (ManagedEntities.TRIALS - 1));
        assertThat(get(jvm, "/posts/8/visit")).as("another kind").isEqualTo("managed");
    }

    @Test
    void a_kind_that_changes_them_is_never_served() {
        Jvm jvm = jvm(Entities.SAFE, true);
        tried(jvm, "/posts/7");
        assertThat(get(jvm, "/posts/7")).isEqualTo("copy");
        Request visit = jvm.units().requestBegun(true, () -> "/posts/7/visit");
        assertThat(get(jvm)).as("what it changes is what the database gave").isEqualTo("managed");
        Transaction later = jvm.units().transactionBegun(Access.WRITABLE);
        later.wrote();
        later.committed();
        later.ended();
        visit.ended();
        assertThat(get(jvm, "/posts/7")).as("nor anybody else from now on").isEqualTo("managed");
    }

    @Test
    void a_request_whose_transaction_goes_on_elsewhere_proves_nothing() {
        Jvm jvm = jvm(Entities.SAFE, true);
        for (int i = 0; i < ManagedEntities.TRIALS; i++) {
            Request request = jvm.units().requestBegun(true, () -> "/posts/7");
            get(jvm);
            Transaction goesOn = jvm.units().transactionBegun(Access.BY_ITS_CONNECTION);
            request.ended();
            goesOn.committed();
            goesOn.ended();
        }
        assertThat(jvm.post(1, () -> "managed again")).isEqualTo("managed again");
        Request request = jvm.units().requestBegun(true, () -> "/posts/7");
        assertThat(jvm.post(1, () -> "managed again")).isEqualTo("managed again");
        request.ended();
    }

    @Test
    void until_somebody_watches_as_he_is_about_to_they_are_served_nowhere() {
        Jvm jvm = new Jvm(store, CoherenceSettings.DEFAULT, true);
        jvm.post(1, () -> "copy");
        jvm.units().toBeWatched();
        assertThat(get(jvm)).isEqualTo("managed");
        assertThat(inTransaction(jvm, Access.READ_ONLY)).isEqualTo("managed");
        jvm.units().watched();
        assertThat(inTransaction(jvm, Access.READ_ONLY)).isEqualTo("copy");
    }

    @Test
    void values_without_entities_are_served_everywhere() {
        Jvm jvm = jvm(Entities.SAFE, false);
        assertThat(get(jvm)).isEqualTo("copy");
        assertThat(inTransaction(jvm, Access.WRITABLE)).isEqualTo("copy");
        assertThat(inRequest(jvm, false)).isEqualTo("copy");
    }

    @Test
    void a_rule_can_have_them_always_or_never() {
        assertThat(inTransaction(jvm(Entities.ALWAYS, true), Access.WRITABLE)).isEqualTo("copy");
        Jvm never = jvm(Entities.NEVER, true);
        assertThat(inRequest(never, true)).isEqualTo("managed");
        assertThat(inTransaction(never, Access.READ_ONLY)).isEqualTo("managed");
    }
}
