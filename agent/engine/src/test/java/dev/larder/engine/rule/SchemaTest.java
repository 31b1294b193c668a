package dev.larder.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
    /**
     * What a schema can't tell, and the reader can. The two that are no truths are {@code yes} and {@code off}, which
     * the YAML reader of these tests takes for truths, as YAML 1.1 did.
     */
    private static final List<String> BEYOND = """
            a second document
            a YAML tag that names a class
            the same word twice
            the same cache twice
            a cache and an invalidation of one name
            the namespace is missing
            no store at all
            a URL without a host
            a URL with a port that is none
            cluster is no truth
            the budget is out of bounds
            the write-budget is out of bounds
            a duration of years
            an unknown profile
            a variable that is set nowhere
            a variable that is set nowhere, within a text
            a variable that isn't closed
            a variable inside another
            a variable without a name
            a fault behind a variable
            enabled is no truth
            a selector with a type in the wrong case
            a selector with a type of another language
            a selector with one name twice
            a selector in quotes has its columns
            a key with a hole that names no parameter
            a key with an index too large
            a key of a method without parameters
            a key over several lines is given as a whole
            a hole that names no parameter
            two invalidations of one name
            a name like one that is given by itself
            a group twice
            an unknown group
            a group without its argument
            a group with another argument
            a group with an argument twice
            a group with a text where the group needs an object
            a group with a call where the group needs an object
            a group whose argument names no parameter
            a tag with a hole that names no parameter
            a hole with an index too large in its bracket
            a secret parameter that isn't there
            a secret parameter of a method that lists none
            when with nothing behind its sign
            when with a bracket that isn't closed
            when with a list that isn't closed
            when with not and no in
            when with a value alone
            when with a hole that names no parameter
            unless in brackets without end
            wait is too long
            a condition with a list alone
            """.lines().toList();

    /** Every word of the format, and every form of it. */
    static final String RICH = """
            larder: 1
            store: { namespace: 7, url: "redis-sentinel://u:p@a:1,b:2/0#master", cluster: "true", budget: 80ms, write-budget: 1s,
                     seal: hmac, secret-file: /a/b, on-unreachable: fail, journal: /c }
            defaults: { ttl: "${TTL:5m}", jitter: 050%, auto-off: false }
            log: "${L:warn}"
            metrics: { enabled: false, host: "::1", port: "${PORT:0}" }
            profile: "${P:x}"
            profiles: { x: { store: { url: "redis://[::1]:1/2?a=b", namespace: n }, metrics: { port: 1 }, log: off }, y: { } }
            caches:
              a: { method: "a.B.C$D#find*(final long id, Map<String, List<? extends X>>[] m, String... s)", allow: [b.*] }
              b: { method: "B#c-d$e( .. )", key: "a:{id}-{0.x}:{this.y}$:ü", allow: ["b.**", b.C, "b.D*"] }
              c: { method: "a.B#c()", key: 1, ttl: 0001d, enabled: "false" }
              d: { method: "a.B#c( int[ ] [] , List<X>x)", key: "{0}" }
              e: { method: "a.B#c(int...)", key: "${K:k}:{0}" }
              f: { method: "a.*B#c(X x, String y)", exclude: ["!a.CB#*(..)", "a.**#c()"], key: "{x.z[0].a}:{x.m[en-US]}",
                   tags: ["t:{result.xs[*].id}", "{call:a.T$U.current}:{y}", 7], secret: [y] }
              g: { method: "a.**.B*#c(X x)", when: "({x.a} == 'it''s' or not {0.b}) and {x.c} not in [1, -2.5, null]",
                   unless: "{result} == null or {result.draft}", ttl: "{result.s}s", null-ttl: 0, max-bytes: 64KiB,
                   lazy: detached, views: copy, entities: never, in-transaction: bypass, wait: 0s,
                   stale-while-reload: 30s, stale-if-error: 1h, through-proxy: true, pin: true }
              h: { method: "a.B#c()", when: true, unless: false, ttl: "{result}", max-bytes: 1, wait: 200ms, null-ttl: 1m }
            groups: { user: ["user:{id}", "user:{id}:*", "{call:a.B.c}:{who.id[*]}"], all: ["*"] }
            invalidations:
              - { method: a.B#c(..), exclude: [a.B#c(X x)], evict: ["group:all()", "group:user( id={x.y}, who={1.z} )"] }
              - { method: a.B#c(..), evict: ["group:user(id=7,who={x})", "group:{x}", "item:{x.items[*].id}"] }
              - { method: a.B#c(..), evict: ["*", "a:*:b:*", "{result.id}", "a{0}b:*", 7, "{result}"] }
              - { name: 1.5, method: "a.B#c(X x)", evict: ["{x.y-z.0}"], enabled: false }
            """;

    private final Schema schema;

    SchemaTest() throws IOException {
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(Path.of("../../rules/larder.schema.json")));
    }

    @Test
    void the_schema_accepts_what_the_reader_accepts(@TempDir Path directory) throws IOException {
        assertThat(Rulings.read(Files.writeString(directory.resolve("rules.yaml"), RICH)))
                .isInstanceOf(RuleReading.Valid.class);
        assertThat(schema.validate(RICH, InputFormat.YAML)).isEmpty();
    }

    @Test
    void the_schema_refuses_what_the_reader_refuses_as_far_as_a_schema_can() throws IOException {
        List<String> accepted = new ArrayList<>();
        for (WrongRules wrong : WrongRules.all()) {
            if (accepts(wrong.rules())) {
                accepted.add(wrong.title());
            }
        }
        assertThat(accepted).isEqualTo(BEYOND);
    }

    private boolean accepts(String rules) {
        try {
            return schema.validate(rules, InputFormat.YAML).isEmpty();
        } catch (RuntimeException notYaml) {
            return false;
        }
    }
}
