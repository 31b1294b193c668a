package dev.larder.engine.store.redis;

import dev.larder.engine.rule.RuleFingerprint;
import dev.larder.engine.store.Targets;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * By whose rules there may be entries in the namespace, as far as a JVM has heard. Immutable.
 *
 * <p>While there are other rules than its own, an eviction takes with it all of each cache that it may touch, since an entry
 * of theirs may lack the tag, or have another key. Caches that only others have, or that have other keys there, it may
 * touch always: nothing here tells what others call what it changes.
 */
final class Roster {
    private static final int VERSION = Long.BYTES;

    /** For a line on which nobody has enrolled. */
    static final Roster ALONE = new Roster(new byte[VERSION], false, Set.of(), List.of());

    private final byte[] version;
    private final boolean several;
    private final Set<String> foreign;
    private final List<String> own;

    private Roster(byte[] version, boolean several, Set<String> foreign, List<String> own) {
        this.version = version;
        this.several = several;
        this.foreign = foreign;
        this.own = own;
    }

    /** What a JVM publishes of its rules, for {@link #read}. */
    static byte[] published(RuleFingerprint rules) {
        StringBuilder lines = new StringBuilder();
        rules.caches()
                .forEach((tag, keys) ->
                        lines.append(String.format("%016x", keys)).append(tag).append('\n'));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @param answer of the script: a version, and for each of the others a length of 4 bytes and what it published */
    static Roster read(ByteBuffer answer, Member member) throws Fault {
        byte[] version = new byte[VERSION];
        Set<String> foreign = new HashSet<>();
        boolean several = false;
        try {
            answer.get(version);
            while (answer.hasRemaining()) {
                byte[] published = new byte[Math.min(answer.getInt(), answer.remaining())];
                answer.get(published);
                several = true;
                new String(published, StandardCharsets.UTF_8).lines().forEach(line -> foreign(line, member, foreign));
            }
        } catch (RuntimeException odd) {
            throw new Fault(Fault.Kind.REFUSED, "a script of Larder's answered something else");
        }
        return new Roster(version, several, foreign, member.cacheTags());
    }

    private static void foreign(String line, Member member, Set<String> into) {
        if (line.length() > 16) {
            String tag = line.substring(16);
            Long keys = member.rules().caches().get(tag);
            if (keys == null || !line.startsWith(String.format("%016x", keys))) {
                into.add(tag);
            }
        }
    }

    /** Whether the version is still that which a script has found. */
    boolean isOf(byte[] found) {
        return Arrays.equals(version, found);
    }

    Targets widened(Targets targets) {
        if (!several || targets.isEmpty()) {
            return targets;
        }
        Set<String> tags = new HashSet<>(targets.tags());
        tags.addAll(targets.caches().isEmpty() ? own : targets.caches());
        tags.addAll(foreign);
        return new Targets(targets.keys(), tags, targets.caches());
    }
}
