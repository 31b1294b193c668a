package dev.larder.engine.key;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person types to have evicted: a key as the store shows it ({@code post:7}), or with {@code *} for segments as
 * in {@code evict:} of a rule. Characters that mean something in a key are escaped, unless an escape is typed already.
 * Immutable; any thread.
 */
public final class TypedPattern {
    /** No key's segment is this, since values escape it. */
    static final String STAR = "*";

    private final String text;
    private final List<String> segments;

    private TypedPattern(List<String> segments) {
        this.segments = List.copyOf(segments);
        this.text = String.join(":", segments);
    }

    /** @throws TemplateException in words for whoever typed it */
    public static TypedPattern read(String typed) throws TemplateException {
        if (typed.isEmpty()) {
            throw new TemplateException("This is empty. Write a key such as post:7, or a pattern such as posts:*");
        }
        List<String> segments = new ArrayList<>();
        int at = 0;
        for (String segment : typed.split(":", -1)) {
            if (segment.isEmpty()) {
                throw new TemplateException(
                        "A segment is empty here. Between two colons stands text, as in post:7", at);
            }
            if (segment.indexOf('{') >= 0 || segment.indexOf('}') >= 0) {
                throw new TemplateException("There is no call that a hole could be filled from. Write the value", at);
            }
            if (segment.indexOf('*') >= 0 && !segment.equals(STAR)) {
                throw new TemplateException("* stands for a whole segment, not for a part of one. Write posts:*", at);
            }
            segments.add(segment.equals(STAR) ? STAR : escaped(segment));
            at += segment.length() + 1;
        }
        return new TypedPattern(segments);
    }

    /**
     * A pattern of the rules with its holes filled in.
     *
     * @param values by the names of the holes, as they were typed
     * @throws TemplateException where a hole can't be filled, in words for whoever typed them
     */
    public static TypedPattern of(Pattern pattern, Map<String, String> values) throws TemplateException {
        List<String> segments = new ArrayList<>();
        for (Pattern.Element element : pattern.elements()) {
            segments.add(element instanceof Pattern.Bound bound ? filled(bound.segment(), values) : STAR);
        }
        return new TypedPattern(segments);
    }

    private static String filled(Template.Segment segment, Map<String, String> values) throws TemplateException {
        StringBuilder out = new StringBuilder();
        List<Template.Part> parts = segment.parts();
        long holes = parts.stream().filter(Hole.class::isInstance).count();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Template.Literal literal) {
                KeyText.escape(out, literal.text(), false);
            } else if (parts.get(i) instanceof Hole hole) {
                String value = hole.steps().isEmpty() ? values.get(hole.root()) : null;
                if (value == null) {
                    throw new TemplateException("{" + hole.text() + "} needs more than a text. Write the keys out");
                }
                holes--;
                if (holes > 0) {
                    StringBuilder following = new StringBuilder();
                    if (parts.get(i + 1) instanceof Template.Literal literal) {
                        KeyText.escape(following, literal.text(), false);
                    }
                    KeyText.guard(out, escaped(value), following.toString());
                } else {
                    out.append(escaped(value));
                }
            }
        }
        return out.toString();
    }

    private static String escaped(String typed) {
        if (typed.indexOf('%') >= 0) {
            return typed;
        }
        StringBuilder out = new StringBuilder();
        KeyText.escape(out, typed, false);
        return out.toString();
    }

    /** As keys write it. */
    public String text() {
        return text;
    }

    /** Whether it names one key and not many. */
    public boolean exact() {
        return !segments.contains(STAR);
    }

    /**
     * What has to be evicted for it.
     *
     * @param caches the tags of all caches that it may reach into; empty where no rule knows such keys
     * @param keys where it is exact: the key, in every way that caches may write it
     * @param tags what entries carry that it covers; whole caches where entries can't be found otherwise
     * @param sought what only looking through all keys finds; null where nothing is
     */
    public record Reach(
            Set<String> caches,
            Set<String> keys,
            Set<String> tags,
            @Nullable SoughtKeys sought) {
        public Reach {
            caches = Set.copyOf(caches);
            keys = Set.copyOf(keys);
            tags = Set.copyOf(tags);
        }
    }

    /**
     * @param all caches of the rules
     * @param declared all patterns of the rules
     */
    public Reach reach(List<CacheKeys> all, Collection<Pattern> declared) {
        Pattern pattern = pattern();
        List<CacheKeys> met =
                all.stream().filter(cache -> cache.mayMatch(pattern)).toList();
        Set<String> caches = new LinkedHashSet<>();
        Set<String> tags = new LinkedHashSet<>();
        boolean sought = !exact() && met.isEmpty();
        for (CacheKeys cache : met) {
            caches.add(CacheKeys.tag(cache.cacheName()));
            if (cache.wholly(pattern)) {
                tags.add(CacheKeys.tag(cache.cacheName()));
            }
        }
        if (!exact()) {
            for (CacheKeys cache : met) {
                List<Template.Segment> own = cache.segmentsFor(pattern);
                for (List<Template.Segment> name : cache.names(pattern)) {
                    if (!tagged(name, declared)) {
                        // Keys can be looked through; what entries carry beside their key can't
                        sought |= name.equals(own);
                        if (!name.equals(own)) {
                            tags.add(CacheKeys.tag(cache.cacheName()));
                        }
                    }
                }
            }
        }
        List<List<String>> spellings = new ArrayList<>();
        for (int i = 0; i < segments.size(); i++) {
            spellings.add(spellings(i, met, pattern));
        }
        List<String> texts = texts(spellings);
        // A program that caches nothing itself evicts what another one caches, under names that it doesn't know
        if (!exact() || all.isEmpty() || met.stream().anyMatch(cache -> cache.tagged(pattern))) {
            tags.addAll(texts);
        }
        return new Reach(
                caches,
                exact() ? Set.copyOf(texts) : Set.of(),
                tags,
                sought || (!exact() && all.isEmpty()) ? new SoughtKeys(spellings) : null);
    }

    /** Whether every entry of that name which this covers carries the tag that is this text. */
    private boolean tagged(List<Template.Segment> name, Collection<Pattern> declared) {
        return Matching.distinct(declared, name).stream().anyMatch(pattern -> means(pattern, name));
    }

    private boolean means(Pattern pattern, List<Template.Segment> name) {
        if (pattern.elements().size() != segments.size()) {
            return false;
        }
        for (int i = 0; i < segments.size(); i++) {
            boolean star = segments.get(i).equals(STAR);
            if (!(pattern.elements().get(i) instanceof Pattern.Bound bound)) {
                if (!star) {
                    return false;
                }
                continue;
            }
            String literal = Matching.literal(bound.segment());
            if (star || (literal != null && Matching.literal(name.get(i)) == null && !same(literal, segments.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(String literal, String written) {
        return escaped(literal).equals(written);
    }

    /** As a rule would have it. */
    private Pattern pattern() {
        List<Pattern.Element> elements = new ArrayList<>();
        for (String segment : segments) {
            elements.add(
                    segment.equals(STAR)
                            ? new Pattern.Star()
                            : new Pattern.Bound(new Template.Segment(List.of(new Template.Literal(segment)))));
        }
        return new Pattern(text, elements);
    }

    /** The text in every way that keys may write it. */
    private List<String> texts(List<List<String>> spellings) {
        List<String> texts = List.of("");
        for (int i = 0; i < segments.size(); i++) {
            List<String> next = spellings.get(i);
            if ((long) texts.size() * next.size() > HolePlan.MOST) {
                next = List.of(segments.get(i));
            }
            List<String> longer = new ArrayList<>(texts.size() * next.size());
            for (String before : texts) {
                for (String more : next) {
                    longer.add(i == 0 ? more : before + ':' + more);
                }
            }
            texts = longer;
        }
        return texts.stream().map(TypedPattern::stored).toList();
    }

    /** Who types 7 doesn't know of which class the 7 was that the method was called with, or that it is a secret. */
    private List<String> spellings(int index, List<CacheKeys> met, Pattern pattern) {
        String segment = segments.get(index);
        List<String> texts = new ArrayList<>(List.of(segment));
        if (segment.equals(STAR)) {
            return texts;
        }
        boolean open = met.isEmpty();
        boolean secret = false;
        for (CacheKeys cache : met) {
            for (List<Template.Segment> name : cache.names(pattern)) {
                open |= !cache.closed(name.get(index));
                secret |= cache.secret(name.get(index));
            }
        }
        if (open && KeyText.integral(segment)) {
            Spellings.numbers(texts, segment);
        }
        if (secret && !segment.startsWith("%secret.")) {
            for (String text : List.copyOf(texts)) {
                texts.add(KeyText.hashed(text));
            }
        }
        return texts;
    }

    /** What is too long has been cut already where it was copied from the store. */
    private static String stored(String text) {
        return KeyText.cut(text) ? text : KeyText.shortened(text);
    }
}
