package dev.larder.engine.key;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The key of a cache, bound to one method: everything is looked up when it is compiled, nothing on a call. Immutable;
 * any thread.
 */
public final class KeyPlan {
    /** A read fetches the generation of each tag of its key: more of them cost more than a cache gives. */
    static final int MOST_TAGS = 64;

    private final SegmentPlan[] segments;
    private final @Nullable String constant;
    private final TagPlan[] tags;
    private final String[] constantTags;
    private final NamePlan[] names;

    private KeyPlan(List<SegmentPlan> segments, List<TagPlan> tags, List<NamePlan> names, String ownTag) {
        this.segments = segments.toArray(new SegmentPlan[0]);
        this.names = names.toArray(new NamePlan[0]);
        this.constant = names.isEmpty() ? constant(segments) : null;
        List<TagPlan> changing = new ArrayList<>();
        List<String> fixed = new ArrayList<>();
        for (TagPlan tag : tags) {
            String text = tag.constant();
            if (text == null) {
                changing.add(tag);
            } else {
                fixed.add(text);
            }
        }
        fixed.add(ownTag);
        this.tags = changing.toArray(new TagPlan[0]);
        this.constantTags = fixed.toArray(new String[0]);
    }

    /**
     * Binds a cache's key to a method, with access to what public code can see and to all of unnamed modules.
     *
     * @param cache its names of the parameters come first; those that the class file keeps for reflection are used
     *     besides
     * @param patterns all that the rules evict, exact or not
     * @throws TemplateException where the key doesn't fit the method, in words for the rule's author
     */
    public static KeyPlan compile(CacheKeys cache, Method method, Collection<Pattern> patterns)
            throws TemplateException {
        return compile(cache, method, patterns, MethodHandles.lookup());
    }

    /**
     * As the other, with the caller's rights to look into classes.
     *
     * @param lookup with private access to its class, from whose module others are opened
     */
    public static KeyPlan compile(
            CacheKeys cache, Method method, Collection<Pattern> patterns, MethodHandles.Lookup lookup)
            throws TemplateException {
        List<Template.Segment> segments =
                CacheKeys.segments(cache.cacheName(), cache.key(), method.getParameterCount());
        HoleCompiler holes = new HoleCompiler(method, names(method, cache.parameterNames()), lookup);
        Set<Integer> secrets = cache.secretParameters();
        try {
            List<SegmentPlan> plans = new ArrayList<>();
            for (Template.Segment segment : segments) {
                plans.add(SegmentPlan.compile(segment, holes, secrets));
            }
            if (plans.stream().anyMatch(SegmentPlan::needsResult)) {
                throw new TemplateException("{result} is known only after the call, so it can't be part of a key");
            }
            List<TagPlan> tags = new ArrayList<>();
            for (Pattern pattern : Matching.distinct(patterns, segments)) {
                tags.add(TagPlan.compile(pattern, plans));
            }
            List<NamePlan> names = new ArrayList<>();
            for (Template tag : cache.tags()) {
                NamePlan name = NamePlan.compile(tag, patterns, holes, secrets);
                if (name != null) {
                    names.add(name);
                }
            }
            return new KeyPlan(plans, tags, names, CacheKeys.tag(cache.cacheName()));
        } catch (LinkageError e) {
            throw new TemplateException("A class that the key needs can't be loaded: " + e);
        }
    }

    /** The selector's names where it gives any, else those that the class file keeps. */
    static List<@Nullable String> names(Method method, @Nullable List<? extends @Nullable String> given) {
        List<@Nullable String> names = new ArrayList<>();
        Parameter[] parameters = method.getParameters();
        for (int i = 0; i < parameters.length; i++) {
            String name = given != null && i < given.size() ? given.get(i) : null;
            names.add(name == null && parameters[i].isNamePresent() ? parameters[i].getName() : name);
        }
        return names;
    }

    /** Whether every call has the same key and the same tags. */
    public boolean isConstant() {
        return constant != null;
    }

    /**
     * The key of one call.
     *
     * @param self what the method is called on, null for a static one
     * @throws KeyException where there is none; never anything else
     */
    public Key key(@Nullable Object self, @Nullable Object[] args) throws KeyException {
        if (constant != null) {
            return new Key(constant, constantTags);
        }
        try {
            return write(self, args);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            // An argument's own code, or a collection that changes under way
            throw new KeyException(
                    "the arguments can't be read: " + e.getClass().getName());
        }
    }

    private Key write(@Nullable Object self, @Nullable Object[] args) throws KeyException {
        StringBuilder out = new StringBuilder(64);
        if (tags.length == 0 && names.length == 0) {
            for (int i = 0; i < segments.length; i++) {
                if (i > 0) {
                    out.append(':');
                }
                segments[i].write(out, self, args);
            }
            return new Key(KeyText.shortened(out.toString()), constantTags);
        }
        int[] ends = new int[segments.length];
        for (int i = 0; i < segments.length; i++) {
            if (i > 0) {
                out.append(':');
            }
            segments[i].write(out, self, args);
            ends[i] = out.length();
        }
        String text = out.toString();
        String[] own = tags.length == 0 ? constantTags : tags(text, ends);
        return new Key(KeyText.shortened(text), names.length == 0 ? own : named(own, self, args));
    }

    private String[] named(String[] own, @Nullable Object self, @Nullable Object[] args) throws KeyException {
        Set<String> all = new LinkedHashSet<>();
        for (NamePlan name : names) {
            name.collect(self, args, all);
        }
        Collections.addAll(all, own);
        if (all.size() > MOST_TAGS) {
            throw new KeyException("more than " + MOST_TAGS + " tags");
        }
        return all.toArray(new String[0]);
    }

    private String[] tags(String text, int[] ends) {
        String[] all = new String[tags.length + constantTags.length];
        int count = 0;
        for (TagPlan tag : tags) {
            String written = tag.write(text, ends);
            if (written != null) {
                all[count++] = written;
            }
        }
        System.arraycopy(constantTags, 0, all, count, constantTags.length);
        count += constantTags.length;
        return count == all.length ? all : Arrays.copyOf(all, count);
    }

    private static @Nullable String constant(List<SegmentPlan> segments) {
        StringBuilder text = new StringBuilder();
        for (SegmentPlan segment : segments) {
            String literal = segment.constant();
            if (literal == null) {
                return null;
            }
            text.append(text.isEmpty() ? "" : ":").append(literal);
        }
        return KeyText.shortened(text.toString());
    }
}
