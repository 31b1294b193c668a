package dev.larder.weaver.watch;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityTransaction;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Units of work that are known by other things than connections. */
class ServicesTest {
    private final WatchedWorld world = new WatchedWorld(true);
    private final LedgerCalls ledger = world.ledger();

    ServicesTest() {
        world.warm();
    }

    @AfterEach
    void close() {
        assertThat(world.logged()).doesNotContain("ERROR");
        world.close();
    }

    private static void nothing() {}

    private static <T> T stub(Class<T> type, Object answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> method.getReturnType() == answer.getClass() ? answer : null));
    }

    private void write() {
        ledger.write(1, ServicesTest::nothing);
    }

    @Test
    void an_entity_transaction_is_open_before_its_first_statement() {
        EntityTransaction transaction = (EntityTransaction) world.create("Services$Entities");
        transaction.begin();
        write();
        assertThat(world.seenElsewhere()).isEqualTo("old");
        transaction.rollback();
        assertThat(world.seenElsewhere()).isEqualTo("old");
        transaction.begin();
        write();
        transaction.commit();
        assertThat(world.seenElsewhere()).isEqualTo("new");
        write();
        transaction.commit();
        transaction.rollback();
    }

    @Test
    void a_jta_transaction_that_is_suspended_waits_for_its_own_end() throws Exception {
        Transaction outer = stub(Transaction.class, "outer");
        TransactionManager manager = (TransactionManager) world.create("Services$Manager", outer);
        manager.begin();
        write();
        assertThat(world.seenElsewhere()).isEqualTo("old");
        assertThat(manager.suspend()).isSameAs(outer);
        manager.begin();
        manager.rollback();
        assertThat(world.seenElsewhere()).isEqualTo("old");
        manager.resume(outer);
        manager.commit();
        assertThat(world.seenElsewhere()).isEqualTo("new");
        manager.begin();
        manager.begin();
        manager.rollback();
        manager.rollback();
        WatchedWorld.elsewhere(() -> ledger.read(2, () -> "old"));
        ledger.write(2, ServicesTest::nothing);
        assertThat(WatchedWorld.elsewhere(() -> ledger.read(2, () -> "new"))).isEqualTo("new");
    }

    @Test
    void what_a_request_loads_is_as_old_as_its_beginning() throws Exception {
        Filter outer = (Filter) world.create("Services$Passing");
        Filter inner = (Filter) world.create("Services$Passing");
        HttpServletRequest request = stub(HttpServletRequest.class, "GET");
        FilterChain end = (passed, response) -> {
            WatchedWorld.elsewhere(() -> {
                write();
                return null;
            });
            assertThat(ledger.read(1, () -> "from an old session")).isEqualTo("from an old session");
        };
        outer.doFilter(request, null, (passed, response) -> inner.doFilter(passed, response, end));
        assertThat(world.seenElsewhere()).isEqualTo("new");
        // After the request the thread is nobody's
        WatchedWorld.elsewhere(() -> {
            write();
            return null;
        });
        assertThat(ledger.read(1, () -> "newer")).isEqualTo("newer");
        assertThat(world.seenElsewhere()).isEqualTo("newer");
    }

    @Test
    void the_method_of_a_request_is_read_whatever_wraps_it() throws Throwable {
        RequestTexts methods = new RequestTexts("getMethod");
        assertThat(methods.of(stub(HttpServletRequest.class, "HEAD"))).isEqualTo("HEAD");
        assertThat(methods.of(
                        new jakarta.servlet.http.HttpServletRequestWrapper(stub(HttpServletRequest.class, "PUT"))))
                .isEqualTo("PUT");
        assertThat(methods.of(stub(jakarta.servlet.ServletRequest.class, "GET")))
                .isNull();
        assertThat(methods.of("no request")).isNull();
    }
}
