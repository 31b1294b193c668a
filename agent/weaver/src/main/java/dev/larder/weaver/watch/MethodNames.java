package dev.larder.weaver.watch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether a class file mentions any of a few names and descriptors of methods: a walk over its constants that lets most classes go, before
 * anything is parsed or asked of a class loader.
 */
final class MethodNames {
    private static final int UTF8 = 1;

    private final byte[][][] byLength;

    MethodNames(Iterable<String> names) {
        List<List<byte[]>> lists = new ArrayList<>();
        for (String name : names) {
            byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
            while (lists.size() <= bytes.length) {
                lists.add(new ArrayList<>());
            }
            lists.get(bytes.length).add(bytes);
        }
        byLength = lists.stream().map(list -> list.toArray(new byte[0][])).toArray(byte[][][]::new);
    }

    boolean mentionedIn(byte[] file) {
        try {
            int at = 8;
            int count = u2(file, at);
            at += 2;
            for (int i = 1; i < count; i++) {
                int tag = file[at++];
                switch (tag) {
                    case UTF8 -> {
                        int length = u2(file, at);
                        at += 2;
                        if (length < byLength.length && isOne(file, at, length)) {
                            return true;
                        }
                        at += length;
                    }
                    case 3, 4, 9, 10, 11, 12, 17, 18 -> at += 4;
                    case 5, 6 -> {
                        at += 8;
                        i++; // long and double take two entries
                    }
                    case 7, 8, 16, 19, 20 -> at += 2;
                    case 15 -> at += 3;
                    default -> {
                        return false;
                    }
                }
            }
            return false;
        } catch (IndexOutOfBoundsException notAClass) {
            return false;
        }
    }

    private boolean isOne(byte[] file, int at, int length) {
        for (byte[] name : byLength[length]) {
            int same = 0;
            while (same < length && file[at + same] == name[same]) {
                same++;
            }
            if (same == length) {
                return true;
            }
        }
        return false;
    }

    private static int u2(byte[] bytes, int at) {
        return ((bytes[at] & 0xFF) << 8) | (bytes[at + 1] & 0xFF);
    }
}
