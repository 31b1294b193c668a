package dev.larder.engine.value;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Gives a codec bytes that nobody wrote. Whatever comes of it but a value or a bad payload is an error, and so is more room
 * taken than a small multiple of what came.
 */
public final class HostileBytes {
    /** A small multiple of what came, and what the JDK needs to look for a charset or zone that there isn't. */
    private static final int ALLOCATED_PER_BYTE = 200;

    private static final int ALLOCATED_AT_LEAST = 1_000_000;

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static List<byte[]> payloads(Codec codec) throws Exception {
        List<byte[]> payloads = new ArrayList<>();
        for (Map.Entry<String, Corpus.Maker> entry : Corpus.all().entrySet()) {
            byte[] bytes = codec.encode(entry.getValue().make());
            if (bytes.length < 8_000) {
                payloads.add(bytes);
            }
        }
        return payloads;
    }

    /** Whether the bytes were read as something; any other outcome than that or a bad payload fails the test. */
    private static boolean decodes(Codec codec, byte[] bytes, String what) {
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        boolean decoded;
        try {
            Object value = codec.decode(bytes, 0, bytes.length);
            decoded = value != null;
        } catch (BadPayloadException expected) {
            decoded = false;
        } catch (Throwable other) {
            throw new AssertionError(what, other);
        }
        long allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
        if (allocated > ALLOCATED_AT_LEAST + (long) ALLOCATED_PER_BYTE * bytes.length) {
            throw new AssertionError(what + ": " + allocated + " bytes allocated for " + bytes.length);
        }
        return decoded;
    }

    private final Codec codec = CodecFixture.any();
    private final long seed;
    private final Random random;

    HostileBytes(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
    }

    /** How many mutations of the corpus's bytes, and how many random ones. */
    public static void main(String[] arguments) throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        HostileBytes bytes = new HostileBytes(seed);
        int decoded = bytes.mutated(Integer.parseInt(arguments[0]));
        bytes.random(Integer.parseInt(arguments[1]));
        System.out.println(
                "done " + arguments[0] + " mutated, of which " + decoded + " were values; " + arguments[1] + " random");
    }

    /** Of so many mutations, how many were read as something. */
    int mutated(int count) throws Exception {
        List<byte[]> payloads = payloads(codec);
        int decoded = 0;
        for (int i = 0; i < count; i++) {
            byte[] bytes = payloads.get(random.nextInt(payloads.size())).clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                bytes = mutated(bytes, random);
            }
            decoded += decodes(codec, bytes, "seed " + seed + ", mutation " + i) ? 1 : 0;
        }
        return decoded;
    }

    void random(int count) {
        for (int i = 0; i < count; i++) {
            byte[] bytes = new byte[5 + random.nextInt(300)];
            random.nextBytes(bytes);
            // Past the first checks, for half of them
            if (i % 2 == 0) {
                bytes[0] = GraphWriter.FORMAT;
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(1, 5 + random.nextInt(bytes.length - 4));
            }
            decodes(codec, bytes, "seed " + seed + ", payload " + i);
        }
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(6)) {
            case 0 -> {
                bytes[at] = (byte) random.nextInt();
                yield bytes;
            }
            case 1 -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                yield bytes;
            }
            case 2 -> {
                bytes[at]++;
                yield bytes;
            }
            case 3 -> {
                bytes[at] = (byte) 0xff;
                yield bytes;
            }
            case 4 -> at == 0 ? bytes : Arrays.copyOf(bytes, at);
            default -> {
                byte[] moved = bytes.clone();
                int from = random.nextInt(bytes.length);
                int length = random.nextInt(Math.min(bytes.length - from, bytes.length - at) + 1);
                System.arraycopy(bytes, from, moved, at, length);
                yield moved;
            }
        };
    }
}
