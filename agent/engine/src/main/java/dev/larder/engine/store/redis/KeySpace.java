package dev.larder.engine.store.redis;

import java.nio.charset.StandardCharsets;

/** The names that things have in Redis. */
final class KeySpace {
    private final String keyPrefix;
    private final String generationPrefix;
    private final String memberPrefix;
    private final String leftPrefix;
    private final byte[] sequence;
    private final byte[] members;
    private final byte[] rules;

    KeySpace(String namespace) {
        this.keyPrefix = namespace + ":";
        this.generationPrefix = namespace + "@gen:";
        this.memberPrefix = namespace + "@jvm:";
        this.leftPrefix = namespace + "@left:";
        this.members = bytes(namespace + "@jvms");
        this.rules = bytes(namespace + "@rules");
        this.sequence = bytes(namespace + "@seq");
    }

    /** The hash of a key: values and leases. */
    byte[] key(String key) {
        return bytes(keyPrefix + key);
    }

    /** What the names of all keys' hashes are like, for SCAN. */
    byte[] keysLike(String glob) {
        return bytes(keyPrefix.replaceAll("[\\\\*?\\[\\]^]", "\\\\$0") + glob);
    }

    /** The key of a hash's name. */
    String keyOf(byte[] name) {
        return new String(name, StandardCharsets.UTF_8).substring(keyPrefix.length());
    }

    /** The string with a tag's generation. */
    byte[] generation(String tag) {
        return bytes(generationPrefix + tag);
    }

    /** The string with the order of evictions. */
    byte[] sequence() {
        return sequence;
    }

    /** The hash with the rules by which values are stored; the script puts a colon and a field behind it. */
    byte[] rules() {
        return rules;
    }

    /** The field of that hash that changes when the rest does. */
    static byte[] rulesVersion() {
        return bytes("v");
    }

    static byte[] rulesField(long fingerprint) {
        return bytes(String.format("%016x", fingerprint));
    }

    /** The hash with the names of the JVMs that tell of themselves. */
    byte[] members() {
        return members;
    }

    /** The string with what one of them tells. */
    byte[] member(byte[] member) {
        return bytes(memberPrefix + new String(member, StandardCharsets.UTF_8));
    }

    byte[] member(String member) {
        return bytes(memberPrefix + member);
    }

    /** The string with what was left under a name. */
    byte[] left(String name) {
        return bytes(leftPrefix + name);
    }

    static byte[] valueField(String field) {
        return bytes(field);
    }

    /** Beside the value in its hash, so that evicting the key takes both in one step. The scripts know the mark. */
    static byte[] leaseField(String field) {
        return bytes("#" + field);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
