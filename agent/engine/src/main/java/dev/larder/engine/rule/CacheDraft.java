package dev.larder.engine.rule;

import dev.larder.engine.key.Template;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A cache as its file writes it, before the defaults of the whole rules are known. */
record CacheDraft(
        String name,
        Selector method,
        @Nullable Template key,
        @Nullable Duration ttl,
        @Nullable Integer jitterPercent,
        List<String> allow,
        boolean enabled,
        Origin at) {

    private static final String EXAMPLE = "post: { method: " + SelectorParser.EXAMPLE + ", key: \"post:{id}\" }";
    private static final List<String> WORDS = List.of("method", "key", "ttl", "jitter", "allow", "enabled");

    /** Null where the cache can't be read. */
    static @Nullable CacheDraft read(Document document, Document.Entry entry) {
        Section section =
                Section.of(document, entry.value(), entry.at(), "the cache " + Quoted.of(entry.name()), EXAMPLE, WORDS);
        if (section == null) {
            return null;
        }
        section.require("method", "method: " + SelectorParser.EXAMPLE);
        Placed method = section.text("method", "method: " + SelectorParser.EXAMPLE);
        Selector selector =
                method == null ? null : document.read(method, text -> SelectorParser.parse(text, method.origin()));
        Placed keyText = section.text("key", "key: \"post:{id}\"");
        Template key = keyText == null ? null : document.read(keyText, Templates::key);
        if (keyText != null && key != null) {
            Templates.warnOfFlatOnes(keyText, key.segments(), document.warnings());
            if (selector != null && selector.parameters() != null) {
                parameters(selector.parameters(), keyText, key, document);
            }
        }
        Duration ttl = section.value("ttl", "ttl: 5m", Quantity::ttl);
        Integer jitter = section.value("jitter", "jitter: 10%", Quantity::jitter);
        List<String> allow = allow(section, document);
        Boolean enabled = section.value("enabled", "enabled: false", Quantity::truth);
        if (selector == null) {
            return null;
        }
        return new CacheDraft(
                entry.name(), selector, key, ttl, jitter, allow, !Boolean.FALSE.equals(enabled), entry.at());
    }

    private static void parameters(
            List<Selector.Parameter> parameters, Placed keyText, Template key, Document document) {
        HoleNames names = new HoleNames(parameters);
        names.check(keyText, key.segments(), document.problems());
        for (int i = 0; i < parameters.size(); i++) {
            if (!names.mentioned(i, key.segments())) {
                document.warnings()
                        .add(
                                keyText.origin(),
                                "The key leaves out the parameter "
                                        + Quoted.of(parameters.get(i).toString())
                                        + ": calls that differ in nothing else share one value. Add {"
                                        + (parameters.get(i).name() == null
                                                ? i
                                                : parameters.get(i).name())
                                        + "}, unless the result doesn't depend on it");
            }
        }
    }

    private static List<String> allow(Section section, Document document) {
        return section.texts("allow", "allow: [blog.Post]").stream()
                .map(text -> document.read(text, Naming::allowed))
                .filter(Objects::nonNull)
                .toList();
    }

    CacheRule rule(Duration defaultTtl, int defaultJitterPercent) {
        return new CacheRule(
                name,
                method,
                key,
                ttl != null ? ttl : defaultTtl,
                jitterPercent != null ? jitterPercent : defaultJitterPercent,
                allow,
                enabled,
                at);
    }
}
