package dev.larder.engine.rule;

import dev.larder.engine.key.Condition;
import dev.larder.engine.key.Hole;
import dev.larder.engine.key.Quoted;
import dev.larder.engine.key.Template;
import dev.larder.engine.key.ValueTtl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A cache as its file writes it, before the defaults of the whole rules are known. */
record CacheDraft(
        String name,
        Selector method,
        @Nullable Template key,
        List<Template> tags,
        Set<String> secrets,
        @Nullable Condition when,
        @Nullable Condition unless,
        LifetimeDraft lifetime,
        ValueOptions values,
        ServingOptions serving,
        boolean enabled,
        Origin at) {

    private static final String EXAMPLE = "post: { method: " + SelectorParser.EXAMPLE + ", key: \"post:{id}\" }";
    private static final List<String> WORDS = List.of(
            "method",
            "exclude",
            "key",
            "tags",
            "secret",
            "when",
            "unless",
            "ttl",
            "jitter",
            "null-ttl",
            "stale-while-reload",
            "stale-if-error",
            "allow",
            "lazy",
            "views",
            "max-bytes",
            "readable",
            "entities",
            "in-transaction",
            "wait",
            "through-proxy",
            "pin",
            "enabled");

    /** Null where the cache can't be read. */
    static @Nullable CacheDraft read(Document document, Document.Entry entry) {
        Section section =
                Section.of(document, entry.value(), entry.at(), "the cache " + Quoted.of(entry.name()), EXAMPLE, WORDS);
        return section == null ? null : new Reading(document, section).read(entry);
    }

    /** @param autoOff whether caches are switched off by themselves where they cost more than they save */
    CacheRule rule(Duration defaultTtl, int defaultJitterPercent, boolean autoOff) {
        return new CacheRule(
                name,
                method,
                key,
                tags,
                secrets,
                when,
                unless,
                lifetime.lifetime(defaultTtl, defaultJitterPercent),
                values,
                autoOff ? serving : serving.pin(),
                enabled,
                at);
    }

    /** How long values live, as far as the cache itself says. */
    record LifetimeDraft(
            @Nullable Duration ttl,
            @Nullable Integer jitterPercent,
            @Nullable ValueTtl byValue,
            @Nullable Duration ofNull,
            @Nullable Duration staleWhileReload,
            @Nullable Duration staleIfError) {

        Lifetime lifetime(Duration defaultTtl, int defaultJitterPercent) {
            return new Lifetime(
                    ttl != null ? ttl : defaultTtl,
                    jitterPercent != null ? jitterPercent : defaultJitterPercent,
                    byValue,
                    ofNull,
                    staleWhileReload,
                    staleIfError);
        }
    }

    /** One cache while it is read. */
    private static final class Reading {
        private final Document document;
        private final Section section;
        private final @Nullable Selector selector;
        private final @Nullable HoleNames names;

        Reading(Document document, Section section) {
            this.document = document;
            this.section = section;
            this.selector = Selectors.read(document, section);
            this.names =
                    selector == null || selector.parameters() == null ? null : new HoleNames(selector.parameters());
        }

        @Nullable
        CacheDraft read(Document.Entry entry) {
            Template key = key();
            List<Template> tags = tags();
            Set<String> secrets = Secrets.read(document, section, selector);
            Condition when = condition("when", "when: \"{page} < 5\"", false);
            Condition unless = condition("unless", "unless: \"{result.draft}\"", true);
            LifetimeDraft lifetime = lifetime();
            ValueOptions values = values();
            ServingOptions serving = serving();
            Boolean enabled = section.value("enabled", "enabled: false", Quantity::truth);
            if (selector == null) {
                return null;
            }
            return new CacheDraft(
                    entry.name(),
                    selector,
                    key,
                    tags,
                    secrets,
                    when,
                    unless,
                    lifetime,
                    values,
                    serving,
                    !Boolean.FALSE.equals(enabled),
                    entry.at());
        }

        private @Nullable Template key() {
            Placed text = section.text("key", "key: \"post:{id}\"");
            Template key = text == null ? null : document.read(text, Templates::key);
            if (text != null && key != null) {
                Templates.warnOfFlatOnes(text, key.segments(), document.warnings());
                List<Hole> holes = Templates.holes(key.segments());
                check(text, holes);
                if (selector != null && selector.parameters() != null) {
                    leftOut(selector.parameters(), text, holes);
                }
            }
            return key;
        }

        private void check(Placed text, List<Hole> holes) {
            if (names != null) {
                names.check(text, holes, document.problems());
            }
        }

        private void leftOut(List<Selector.Parameter> parameters, Placed text, List<Hole> holes) {
            for (int i = 0; i < parameters.size(); i++) {
                Selector.Parameter parameter = parameters.get(i);
                if (names != null && !names.mentioned(i, holes)) {
                    document.warnings()
                            .add(
                                    text.origin(),
                                    "The key leaves out the parameter " + Quoted.of(parameter.toString())
                                            + ": calls that differ in nothing else share one value. Add {"
                                            + (parameter.name() == null ? i : parameter.name())
                                            + "}, unless the result doesn't depend on it");
                }
            }
        }

        private List<Template> tags() {
            List<Template> tags = new ArrayList<>();
            for (Placed text : section.texts("tags", "tags: [\"category:{result.category.id}\"]")) {
                Template tag = document.read(text, Templates::tag);
                if (tag != null) {
                    Templates.warnOfFlatOnes(text, tag.segments(), document.warnings());
                    check(text, Templates.holes(tag.segments()));
                    tags.add(tag);
                }
            }
            return tags;
        }

        private @Nullable Condition condition(String word, String example, boolean result) {
            Placed text = section.text(word, example);
            Condition condition =
                    text == null ? null : document.read(text, words -> Templates.condition(words, result));
            if (text != null && condition != null) {
                check(text, condition.holes());
            }
            return condition;
        }

        private LifetimeDraft lifetime() {
            Placed ttlText = section.text("ttl", "ttl: 5m");
            Duration ttl = null;
            ValueTtl byValue = null;
            if (ttlText != null && ttlText.text().startsWith("{")) {
                byValue = document.read(ttlText, Quantity::byValue);
                if (byValue != null) {
                    check(ttlText, List.of(byValue.hole()));
                }
            } else if (ttlText != null) {
                ttl = document.read(ttlText, Quantity::ttl);
            }
            return new LifetimeDraft(
                    ttl,
                    section.value("jitter", "jitter: 10%", Quantity::jitter),
                    byValue,
                    section.value("null-ttl", "null-ttl: 30s", Quantity::nullTtl),
                    section.value("stale-while-reload", "stale-while-reload: 30s", Quantity::ttl),
                    section.value("stale-if-error", "stale-if-error: 1h", Quantity::ttl));
        }

        private ValueOptions values() {
            List<String> allow = new ArrayList<>();
            for (Placed text : section.texts("allow", "allow: [blog.Post]")) {
                String allowed = document.read(text, Naming::allowed);
                if (allowed != null) {
                    allow.add(allowed);
                }
            }
            ValueOptions.Views views = section.value("views", "views: copy", Quantity.oneOf(ValueOptions.Views.class));
            return new ValueOptions(
                    allow,
                    section.value("lazy", "lazy: detached", Quantity.oneOf(ValueOptions.Lazy.class)),
                    views == null ? ValueOptions.Views.REFUSE : views,
                    section.value("max-bytes", "max-bytes: 1MiB", Quantity::bytes),
                    Boolean.TRUE.equals(section.value("readable", "readable: true", Quantity::truth)));
        }

        private ServingOptions serving() {
            ServingOptions.Entities entities =
                    section.value("entities", "entities: safe", Quantity.oneOf(ServingOptions.Entities.class));
            ServingOptions.InTransaction inTransaction = section.value(
                    "in-transaction", "in-transaction: bypass", Quantity.oneOf(ServingOptions.InTransaction.class));
            Boolean throughProxy = section.value("through-proxy", "through-proxy: true", Quantity::truth);
            return new ServingOptions(
                    entities == null ? ServingOptions.Entities.SAFE : entities,
                    inTransaction == null ? ServingOptions.InTransaction.HIT : inTransaction,
                    section.value("wait", "wait: 500ms", Quantity::waiting),
                    Boolean.TRUE.equals(throughProxy),
                    Boolean.TRUE.equals(section.value("pin", "pin: true", Quantity::truth)));
        }
    }
}
