package dev.larder.engine.value;

/** A 64-bit FNV-1a of texts, each closed by a mark so that their borders count. Against change, not against attack. */
final class Fingerprint {
    private static final long PRIME = 1099511628211L;

    private long state = 0xcbf29ce484222325L;

    Fingerprint add(String text) {
        for (int i = 0; i < text.length(); i++) {
            state = (state ^ text.charAt(i)) * PRIME;
        }
        state = (state ^ 0x10000) * PRIME;
        return this;
    }

    Fingerprint add(long number) {
        for (int shift = 0; shift < 64; shift += 8) {
            state = (state ^ ((number >>> shift) & 0xff)) * PRIME;
        }
        return this;
    }

    long value() {
        return state;
    }
}
