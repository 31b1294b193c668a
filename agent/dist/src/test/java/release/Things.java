package release;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** Things and how often each was changed: in a file that all processes have in their memory, for a database. */
public class Things {
    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final ByteBuffer changes;
    private final LongAdder loads = new LongAdder();

    public Things(ByteBuffer changes) {
        this.changes = changes;
    }

    public long loads() {
        return loads.sum();
    }

    public Thing find(int key) {
        loads.increment();
        // As long as a database takes: what is found faster than by Redis is not cached for long
        LockSupport.parkNanos(5_000_000);
        return new Thing(key, (long) LONGS.getVolatile(changes, key * 8));
    }

    public long change(int key) {
        return (long) LONGS.getAndAdd(changes, key * 8, 1L) + 1;
    }
}
