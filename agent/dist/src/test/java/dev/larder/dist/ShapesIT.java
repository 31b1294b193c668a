package dev.larder.dist;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.description.modifier.Ownership;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.implementation.MethodCall;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of methods in every shape: the packaged agent, an application of nothing but shapes, every JDK found. */
@ParameterizedClass
@MethodSource("jdks")
class ShapesIT {

    /** What can't be cached, each with what its rule says of itself; all other shapes are cached. */
    private static final Map<String, String> NOT_CACHED = Map.ofEntries(
            entry("overloadedString", "runs"), // its rule names the other
            entry("arityOne", "runs"), // its rule names the other
            entry("checked", "throws java.io.IOException"),
            entry("failingFuture", "runs"),
            entry("nothing", "runs"),
            entry("nativeOne", "throws java.lang.UnsatisfiedLinkError"),
            entry("proxyOfBody", "runs"), // the proxy's own work, not the body
            entry("lambda", "runs"),
            entry("constructed", "runs"),
            entry("inheritedByStranger", "runs"),
            entry("inheritedByStrangerAfterwards", "runs"),
            entry("suspending", "runs"));

    private static final Map<String, String> REASONS = Map.of(
            "nothing", "returns nothing that could be cached",
            "nativeOne", "is native",
            "jdkClass", "the JDK's own",
            "lambda", "a lambda or another hidden class",
            "suspending", "Kotlin suspend");

    private final Jdk jdk;

    ShapesIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static List<Jdk> jdks() {
        return Jdk.all();
    }

    private static String classPath() {
        return "target/test-classes:target/old-classes:"
                + Arrays.stream(System.getProperty("java.class.path").split(":"))
                        .filter(entry -> entry.contains("kotlin-stdlib")
                                || entry.contains("reactor-core")
                                || entry.contains("reactive-streams"))
                        .collect(Collectors.joining(":"));
    }

    /** A class file of Java 6, which no compiler here writes any more. */
    @BeforeAll
    static void writeOldClassFile() throws Exception {
        new ByteBuddy(ClassFileVersion.JAVA_V6)
                .subclass(Object.class)
                .name("shapes.Old")
                .defineMethod("value", int.class, Visibility.PUBLIC, Ownership.STATIC)
                .withParameters(long.class)
                .intercept(MethodCall.invoke(Class.forName("shapes.Bodies").getDeclaredMethod("ran")))
                .make()
                .saveIn(new File("target/old-classes"));
    }

    @Test
    void each_shape_has_its_own_outcome() {
        try (ForkedJvm main = ForkedJvm.of(jdk)
                .agent(ForkedJvm.rules("shapes.yaml").toString())
                .run("-cp", classPath(), "shapes.ShapesMain")) {
            Map<String, String> outcomes = new LinkedHashMap<>();
            for (String line = main.line(); !line.equals("end"); line = main.line()) {
                int blank = line.indexOf(' ');
                outcomes.put(line.substring(0, blank), line.substring(blank + 1));
            }
            assertThat(outcomes).hasSizeGreaterThan(70);
            String rules = ForkedJvm.get(main.metrics().resolve("/rules"));
            SoftAssertions all = new SoftAssertions();
            // 20 different arguments, each computed once.
            all.assertThat(outcomes.remove("fibonacci")).isEqualTo("6765 in 21");
            all.assertThat(outcomes.remove("standsIn")).isEqualTo("7 after a load that threw");
            all.assertThat(outcomes.remove("writeLater")).isEqualTo("0 1 1");
            outcomes.forEach((shape, outcome) ->
                    all.assertThat(outcome).as(shape).isEqualTo(NOT_CACHED.getOrDefault(shape, "cached")));
            REASONS.forEach((rule, reason) -> all.assertThat(rules)
                    .as(rule)
                    .containsPattern("\"rule\":\"" + rule + "\",\"status\":\"refused\"[^}]*" + reason));
            for (String pending : List.of("unwritten", "nowhere")) {
                all.assertThat(rules).as(pending).contains("\"rule\":\"" + pending + "\",\"status\":\"pending\"");
            }
            all.assertThat(rules)
                    .contains("shapes.Types$Things#load(java.lang.Long)", "shapes.Types$WithDefault#value(long)");
            all.assertThat(outcomes).doesNotContainValue("wrong");
            all.assertThat(main.errors()).noneMatch(line -> line.contains("ERROR"));
            // The call through the generated subclass counts once.
            all.assertThat(main.metric("cache_gets_total{cache=\"cglib\",result=\"miss\"}"))
                    .isEqualTo(1);
            all.assertThat(main.metric("cache_gets_total{cache=\"callsSuper\",result=\"miss\"}"))
                    .isEqualTo(1);
            all.assertAll();
            Agreement.between(jdk, main, ForkedJvm.rules("shapes.yaml"), classPath());
        }
    }

    @Test
    void twenty_web_applications_that_were_dropped_leave_nothing_behind() {
        try (ForkedJvm main = ForkedJvm.of(jdk)
                .agent(ForkedJvm.rules("shapes.yaml").toString())
                .run("-cp", classPath(), "shapes.LoadersMain")) {
            main.expect("cached in 20");
            main.expect("alive 0");
        }
    }

    @Test
    void a_hit_that_is_under_way_when_the_agent_leaves_is_handed_out() {
        try (ForkedJvm main = ForkedJvm.of(jdk)
                .option("--patch-module=java.base=../boot/target/classes")
                .run("-cp", "target/test-classes", "shapes.BridgeMain")) {
            main.expect("true true true");
        }
    }
}
