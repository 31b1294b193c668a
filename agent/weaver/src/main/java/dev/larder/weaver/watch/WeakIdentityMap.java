package dev.larder.weaver.watch;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an application's objects, for as long as they live. Keys are told apart by identity: {@code equals} of
 * a proxy may be a call to the database. Reading takes no lock and allocates nothing, since every statement does it.
 *
 * @param <V> must not reach its key
 */
final class WeakIdentityMap<V> {

    private static final class Entry<V> extends WeakReference<Object> {
        private final int hash;
        private volatile V value;
        private volatile @Nullable Entry<V> next;

        Entry(Object key, ReferenceQueue<Object> gone, int hash, V value, @Nullable Entry<V> next) {
            super(key, gone);
            this.hash = hash;
            this.value = value;
            this.next = next;
        }
    }

    private final ReferenceQueue<Object> gone = new ReferenceQueue<>();
    private volatile AtomicReferenceArray<@Nullable Entry<V>> table = new AtomicReferenceArray<>(64);
    private int size; // guarded by this

    @Nullable
    V get(Object key) {
        Entry<V> entry = find(key);
        return entry == null ? null : entry.value;
    }

    private @Nullable Entry<V> find(Object key) {
        AtomicReferenceArray<@Nullable Entry<V>> entries = table;
        int hash = System.identityHashCode(key);
        Entry<V> entry = entries.get(hash & (entries.length() - 1));
        while (entry != null && !(entry.hash == hash && entry.refersTo(key))) {
            entry = entry.next;
        }
        return entry;
    }

    synchronized void put(Object key, V value) {
        expunge();
        Entry<V> present = find(key);
        if (present != null) {
            present.value = value;
            return;
        }
        if (size >= table.length()) {
            grow();
        }
        add(table, key, System.identityHashCode(key), value);
        size++;
    }

    private void add(AtomicReferenceArray<@Nullable Entry<V>> entries, Object key, int hash, V value) {
        int bucket = hash & (entries.length() - 1);
        entries.set(bucket, new Entry<>(key, gone, hash, value, entries.get(bucket)));
    }

    /** Entries are copied, so that whoever reads goes on in the table that it began in. */
    private void grow() {
        AtomicReferenceArray<@Nullable Entry<V>> larger = new AtomicReferenceArray<>(table.length() * 2);
        int live = 0;
        for (int bucket = 0; bucket < table.length(); bucket++) {
            for (Entry<V> entry = table.get(bucket); entry != null; entry = entry.next) {
                Object key = entry.get();
                if (key != null) {
                    add(larger, key, entry.hash, entry.value);
                    live++;
                }
            }
        }
        size = live;
        table = larger;
    }

    /** Null where there was nothing. */
    synchronized @Nullable V remove(Object key) {
        expunge();
        Entry<V> entry = find(key);
        if (entry == null) {
            return null;
        }
        unlink(entry);
        return entry.value;
    }

    /** Lets go of what is kept for objects that are gone. Costs nothing where there are none. */
    void tidy() {
        if (gone.poll() instanceof Entry<?> first) {
            synchronized (this) {
                unlink(first);
                expunge();
            }
        }
    }

    private void expunge() {
        for (Object dead = gone.poll(); dead != null; dead = gone.poll()) {
            unlink((Entry<?>) dead);
        }
    }

    private void unlink(Entry<?> dead) {
        int bucket = dead.hash & (table.length() - 1);
        Entry<V> before = null;
        for (Entry<V> entry = table.get(bucket); entry != null; entry = entry.next) {
            if (entry == dead) {
                if (before == null) {
                    table.set(bucket, entry.next);
                } else {
                    before.next = entry.next;
                }
                size--;
                return;
            }
            before = entry;
        }
    }

    synchronized int size() {
        expunge();
        return size;
    }
}
