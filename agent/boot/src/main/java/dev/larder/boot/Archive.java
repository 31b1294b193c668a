package dev.larder.boot;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The one entry of larder.jar in which all lies that the application is not to see: some ten thousand files, which as
 * entries of their own the JDK would enter into a table of its own at each start, in code that isn't compiled yet
 * (docs/architecture.md has the cost). Here the table is ready, and only what is asked for is looked at.
 *
 * <p>All numbers are big-endian. The entry is stored, not deflated, so that any part of it can be read by itself:
 *
 * <pre>
 *   magic   int    "LRD1"
 *   slots   int    a power of two, more than there are files
 *   table   slots  of: hash of the name, where its record begins (0: free), how long the record is; three ints
 *   records        of: length of the name (short), the name (UTF-8), size of the content (int), the content; deflated
 *                  where that is shorter
 * </pre>
 *
 * A name's slot is {@link #slot}; if it is taken the next one is, round and round. Written by dev.larder.pack.
 */
final class Archive {
    private static final int MAGIC = 0x4C524431;
    private static final int HEAD = 8;
    private static final int SLOT = 12;

    private final ZipFile jar;
    private final ZipEntry entry;
    private final int[] table;
    private final int mask;

    /** One that was used before: what it holds outside the heap is dear to come by. */
    private final AtomicReference<@Nullable Inflater> idle = new AtomicReference<@Nullable Inflater>();

    Archive(ZipFile jar, String name) throws IOException {
        ZipEntry found = jar.getEntry(name);
        if (found == null) {
            throw new IOException("no " + name + " in " + jar.getName());
        }
        this.jar = jar;
        this.entry = found;
        ByteBuffer head = ByteBuffer.wrap(bytes(0, HEAD));
        int slots = head.getInt(4);
        if (head.getInt(0) != MAGIC || Integer.bitCount(slots) != 1 || slots > entry.getSize() / SLOT) {
            throw new IOException(name + " in " + jar.getName() + " is damaged");
        }
        this.table = new int[slots * 3];
        this.mask = slots - 1;
        ByteBuffer.wrap(bytes(HEAD, slots * SLOT)).asIntBuffer().get(table);
    }

    /** The slot to begin at; a plain hash of similar names differs in its lowest bits least. */
    private static int slot(int hash, int mask) {
        return (hash ^ hash >>> 15) & mask;
    }

    boolean holds(String name) throws IOException {
        return record(name) != null;
    }

    /** The content; null if there is none of this name. */
    byte @Nullable [] read(String name) throws IOException {
        ByteBuffer record = record(name);
        if (record == null) {
            return null;
        }
        byte[] content = new byte[record.getInt()];
        if (record.remaining() == content.length) {
            record.get(content);
        } else {
            inflate(record, content, name);
        }
        return content;
    }

    /** From behind the name to the end. */
    private @Nullable ByteBuffer record(String name) throws IOException {
        int hash = name.hashCode();
        for (int slot = slot(hash, mask); ; slot = slot + 1 & mask) {
            int begin = table[slot * 3 + 1];
            if (begin == 0) {
                return null;
            }
            if (table[slot * 3] == hash) {
                // Reading the neighbours along was tried: it is not felt, and another class in sight
                ByteBuffer record = ByteBuffer.wrap(bytes(begin, table[slot * 3 + 2]));
                if (isOf(name, record)) {
                    return record;
                }
            }
        }
    }

    private static boolean isOf(String name, ByteBuffer record) {
        byte[] expected = name.getBytes(StandardCharsets.UTF_8);
        // Believed only where it fits: a jar that is replaced under a running JVM holds anything here
        if (record.remaining() < 2 + expected.length + 4 || record.getShort() != expected.length) {
            return false;
        }
        byte[] found = new byte[expected.length];
        record.get(found);
        return Arrays.equals(expected, found);
    }

    private void inflate(ByteBuffer record, byte[] into, String name) throws IOException {
        Inflater inflater = idle.getAndSet(null);
        if (inflater == null) {
            inflater = new Inflater();
        }
        inflater.setInput(record.array(), record.arrayOffset() + record.position(), record.remaining());
        try {
            int filled = 0;
            while (filled < into.length) {
                int inflated = inflater.inflate(into, filled, into.length - filled);
                if (inflated == 0) {
                    throw new EOFException(name + " is cut short");
                }
                filled += inflated;
            }
        } catch (DataFormatException damage) {
            throw new IOException(name + " is damaged", damage);
        } finally {
            inflater.reset();
            if (!idle.compareAndSet(null, inflater)) {
                inflater.end();
            }
        }
    }

    private byte[] bytes(int from, int length) throws IOException {
        byte[] bytes = new byte[length];
        try (InputStream in = jar.getInputStream(entry)) {
            long left = from;
            while (left > 0) {
                long skipped = in.skip(left);
                if (skipped <= 0) {
                    throw new EOFException(entry + " is cut short");
                }
                left -= skipped;
            }
            int filled = 0;
            while (filled < length) {
                int read = in.read(bytes, filled, length - filled);
                if (read < 0) {
                    throw new EOFException(entry + " is cut short");
                }
                filled += read;
            }
        }
        return bytes;
    }
}
