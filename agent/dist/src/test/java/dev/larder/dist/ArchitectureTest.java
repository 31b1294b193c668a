package dev.larder.dist;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of docs/architecture.md, and what each room alone may know. */
@AnalyzeClasses(packages = "dev.larder", importOptions = ArchitectureTest.WithoutTests.class)
class ArchitectureTest {

    /** Test classes of other modules come in jars of their own. */
    static final class WithoutTests implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return new DoNotIncludeTests().includes(location) && !location.contains("-tests.jar");
        }
    }

    private static ArchRule only(String library, String... rooms) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(rooms)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    @ArchTest
    static final ArchRule the_engine_knows_neither_agent_nor_console = noClasses()
            .that()
            .resideInAPackage("dev.larder.engine..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.larder.weaver..",
                    "dev.larder.console..",
                    "dev.larder.dist..",
                    "dev.larder.boot..",
                    "net.bytebuddy..",
                    "java.lang.instrument..",
                    "com.sun.net.httpserver..",
                    "picocli..");

    @ArchTest
    static final ArchRule the_weaver_sees_the_engine_through_one_small_interface = classes()
            .that()
            .resideInAPackage("dev.larder.weaver..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.larder.weaver..",
                    "dev.larder.engine",
                    "dev.larder.engine.match",
                    "dev.larder.engine.rule",
                    "dev.larder.engine.log",
                    "dev.larder.engine.coherence",
                    "net.bytebuddy..",
                    "java..",
                    "javax.sql",
                    "javax.transaction.xa",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule transactions_are_the_watchs = noClasses()
            .that()
            .resideInAPackage("dev.larder.weaver")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.larder.weaver.watch..",
                    "dev.larder.engine.coherence..",
                    "java.sql",
                    "javax.sql",
                    "javax.transaction.xa");

    @ArchTest
    static final ArchRule the_console_knows_neither_weaver_nor_dist = noClasses()
            .that()
            .resideInAPackage("dev.larder.console..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.larder.weaver..", "dev.larder.dist..", "dev.larder.boot..", "net.bytebuddy..");

    @ArchTest
    static final ArchRule the_stub_knows_the_jdk_alone = classes()
            .that()
            .resideInAPackage("dev.larder.boot..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.larder.boot..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule nobody_imports_dist = noClasses()
            .that()
            .resideOutsideOfPackage("dev.larder.dist..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.larder.dist..");

    @ArchTest
    static final ArchRule byte_buddy_is_the_weavers = only("net.bytebuddy..", "dev.larder.weaver..");

    @ArchTest
    static final ArchRule lettuce_is_the_redis_stores = only("io.lettuce..", "dev.larder.engine.store.redis..");

    @ArchTest
    static final ArchRule yaml_is_the_rule_rooms = only("org.yaml..", "dev.larder.engine.rule..");

    @ArchTest
    static final ArchRule micrometer_is_the_metric_rooms = only("io.micrometer..", "dev.larder.engine.metric..");

    @ArchTest
    static final ArchRule caffeine_is_the_memory_stores =
            only("com.github.benmanes..", "dev.larder.engine.store.memory..");

    @ArchTest
    static final ArchRule unsafe_is_the_value_rooms = only("jdk.internal..", "dev.larder.engine.value..");

    @ArchTest
    static final ArchRule the_engines_rooms_have_no_cycles =
            slices().matching("dev.larder.engine.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule no_static_state_changes = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat()
            .resideInAPackage("dev.larder..")
            .should()
            .beFinal();

    @ArchTest
    static final ArchRule no_class_has_a_name_that_says_nothing =
            noClasses().should().haveNameMatching("(?i).*(util|utils|common|helper|manager|impl)");

    @ArchTest
    static final ArchRule java_util_logging_is_the_applications =
            noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");
}
