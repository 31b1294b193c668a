package dev.larder.weaver.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.implementation.StubMethod;
import org.junit.jupiter.api.Test;

/** What watching keeps, and what it says of that which it can't watch. */
class LeftBehindTest {

    /** Everything of Larder stays: the bridge holds it. */
    private static WeakReference<ClassLoader> useAndDrop() throws SQLException {
        WatchedWorld world = new WatchedWorld(true);
        Connection physical = world.wrapper(
                Connection.class, null, 17, "setAutoCommit", "getAutoCommit", "commit", "prepareStatement");
        Connection connection = world.wrapper(Connection.class, physical, 17, "close");
        connection.setAutoCommit(false);
        world.ledger().write(1, () -> {});
        connection.prepareStatement("update nothing");
        connection.commit();
        connection.setAutoCommit(false);
        connection.prepareStatement("update nothing");
        // and is neither ended nor closed
        return new WeakReference<>(connection.getClass().getClassLoader());
    }

    @Test
    void an_application_that_is_dropped_is_kept_by_no_thread_and_no_map() throws SQLException {
        WeakReference<ClassLoader> loader = useAndDrop();
        await().pollInSameThread().atMost(Duration.ofSeconds(20)).until(() -> {
            System.gc();
            return loader.get() == null;
        });
    }

    @Test
    void a_reactive_driver_is_warned_of_once() {
        WatchedWorld world = new WatchedWorld(true);
        TypeDescription reactive = new ByteBuddy()
                .makeInterface()
                .name("io.r2dbc.spi.Connection")
                .make()
                .getTypeDescription();
        for (int i = 0; i < 2; i++) {
            String name = "acme.ReactiveConnection" + i;
            byte[] bytes = new ByteBuddy()
                    .subclass(Object.class)
                    .implement(reactive)
                    .name(name)
                    .defineMethod("beginTransaction", Object.class, Visibility.PUBLIC)
                    .intercept(FixedValue.value("publisher"))
                    .make()
                    .getBytes();
            assertThat(world.woven(name, bytes)).isNull();
        }
        assertThat(world.logged()).containsOnlyOnce("reactive database driver (acme.ReactiveConnection0)");
        world.close();
    }

    @Test
    void classes_of_other_kinds_stay_as_they_are() {
        WatchedWorld world = new WatchedWorld(true);
        byte[] bytes = new ByteBuddy()
                .subclass(Object.class)
                .implement(AutoCloseable.class)
                .name("acme.Closing")
                .defineMethod("close", void.class, Visibility.PUBLIC)
                .intercept(StubMethod.INSTANCE)
                .make()
                .getBytes();
        assertThat(world.woven("acme.Closing", bytes)).isNull();
        assertThat(world.woven("acme.Broken", new byte[] {1, 2, 3})).isNull();
        assertThat(world.woven("acme.Empty", new byte[0])).isNull();
        assertThat(world.logged()).isEmpty();
        world.close();
    }
}
