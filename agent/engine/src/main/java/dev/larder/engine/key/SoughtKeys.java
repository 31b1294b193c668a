package dev.larder.engine.key;

import java.util.List;

/** How to find the keys that a typed pattern covers, where no tag stands for them. Immutable; any thread. */
public final class SoughtKeys {
    /** Of a key that is too long to be written out only so much is readable. */
    private static final int LONGEST_PREFIX = KeyText.HEAD - 1;

    /** Of each segment, in every way that keys may write it. */
    private final List<List<String>> segments;

    SoughtKeys(List<List<String>> segments) {
        this.segments = segments.stream().map(List::copyOf).toList();
    }

    /** What all of them begin with, for the store; more keys may. {@code *} in it stands for any characters. */
    public String glob() {
        StringBuilder prefix = new StringBuilder();
        for (List<String> segment : segments) {
            if (segment.size() > 1 || segment.get(0).equals(TypedPattern.STAR)) {
                break;
            }
            prefix.append(prefix.isEmpty() ? "" : ":").append(segment.get(0));
        }
        String all = prefix.length() > LONGEST_PREFIX ? prefix.substring(0, LONGEST_PREFIX) : prefix.toString();
        return all.replaceAll("[\\\\*?\\[\\]^]", "\\\\$0") + TypedPattern.STAR;
    }

    /** Whether this key of the store is one of them; where it was cut, as far as can be seen. */
    public boolean contains(String key) {
        String[] own = key.split(":", -1);
        // What a cut key ends with is no segment
        int known = KeyText.cut(key) ? own.length - 1 : own.length;
        boolean many = segments.get(segments.size() - 1).contains(TypedPattern.STAR);
        boolean fits = many ? own.length >= segments.size() : own.length == segments.size();
        if (!fits && known == own.length) {
            return false;
        }
        for (int i = 0; i < Math.min(known, segments.size()); i++) {
            if (!segments.get(i).contains(TypedPattern.STAR) && !segments.get(i).contains(own[i])) {
                return false;
            }
        }
        return fits || known < segments.size();
    }
}
