package dev.larder.pack;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Writes and reads the entry of larder.jar that holds what the application is not to see. The format is in {@code
 * dev.larder.boot.Archive}, which reads it file by file while an application starts.
 */
public final class Archive {
    /** What the entry is called. */
    public static final String NAME = "inst.archive";

    private static final int MAGIC = 0x4C524431;
    private static final int HEAD = 8;
    private static final int SLOT = 12;

    private Archive() {}

    public static byte[] write(Map<String, byte[]> files) throws IOException {
        int slots = Integer.highestOneBit(Math.max(1, files.size())) * 2;
        if (files.size() > slots * 3 / 4) {
            slots *= 2;
        }
        ByteBuffer table = ByteBuffer.allocate(slots * SLOT);
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(records);
        for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
            int begin = records.size();
            byte[] name = file.getKey().getBytes(StandardCharsets.UTF_8);
            out.writeShort(name.length);
            out.write(name);
            out.writeInt(file.getValue().length);
            out.write(shorter(file.getValue()));
            enter(table, file.getKey(), HEAD + table.capacity() + begin, records.size() - begin);
        }
        return ByteBuffer.allocate(HEAD + table.capacity() + records.size())
                .putInt(MAGIC)
                .putInt(slots)
                .put(table.array())
                .put(records.toByteArray())
                .array();
    }

    private static void enter(ByteBuffer table, String name, int begin, int length) {
        int mask = table.capacity() / SLOT - 1;
        int hash = name.hashCode();
        int slot = (hash ^ hash >>> 15) & mask;
        while (table.getInt(slot * SLOT + 4) != 0) {
            slot = slot + 1 & mask;
        }
        table.putInt(slot * SLOT, hash).putInt(slot * SLOT + 4, begin).putInt(slot * SLOT + 8, length);
    }

    private static byte[] shorter(byte[] content) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        deflater.setInput(content);
        deflater.finish();
        byte[] deflated = new byte[content.length];
        int length = deflater.deflate(deflated);
        boolean fits = deflater.finished() && length < content.length;
        deflater.end();
        return fits ? Arrays.copyOf(deflated, length) : content;
    }

    /** All that lies in an archive, by name. */
    public static Map<String, byte[]> read(byte[] archive) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(archive);
        if (in.getInt() != MAGIC) {
            throw new IOException("no archive of larder.jar");
        }
        int table = in.getInt() * SLOT;
        Map<Integer, Integer> lengths = new HashMap<>();
        for (int slot = HEAD; slot < HEAD + table; slot += SLOT) {
            lengths.put(in.getInt(slot + 4), in.getInt(slot + 8));
        }
        in.position(HEAD + table);
        Map<String, byte[]> files = new TreeMap<>();
        while (in.hasRemaining()) {
            int length = lengths.getOrDefault(in.position(), 0);
            if (length == 0) {
                throw new IOException("the table names no record at " + in.position());
            }
            ByteBuffer record = in.slice(in.position(), length);
            in.position(in.position() + length);
            byte[] name = new byte[record.getShort()];
            record.get(name);
            byte[] content = new byte[record.getInt()];
            if (record.remaining() == content.length) {
                record.get(content);
            } else {
                inflate(record, content);
            }
            files.put(new String(name, StandardCharsets.UTF_8), content);
        }
        return files;
    }

    private static void inflate(ByteBuffer from, byte[] into) throws IOException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(from);
            if (inflater.inflate(into) != into.length) {
                throw new IOException("a file is cut short");
            }
        } catch (DataFormatException damage) {
            throw new IOException(damage);
        } finally {
            inflater.end();
        }
    }
}
