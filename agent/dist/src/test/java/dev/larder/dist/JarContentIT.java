package dev.larder.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

class JarContentIT {

    private static List<String> names() throws IOException {
        try (JarFile jar = new JarFile(ForkedJvm.jar().toFile())) {
            return jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(JarEntry::getName)
                    .toList();
        }
    }

    @Test
    void the_jar_stays_below_16_MB() throws IOException {
        assertThat(Files.size(ForkedJvm.jar())).isLessThan(16_000_000);
    }

    @Test
    void at_most_five_classes_are_in_sight_of_the_application_and_all_are_the_stub() throws IOException {
        List<String> visible =
                names().stream().filter(name -> name.endsWith(".class")).toList();
        assertThat(visible)
                .hasSizeBetween(1, 5)
                .allMatch(name -> name.startsWith("dev/larder/boot/"))
                .contains("dev/larder/boot/Premain.class");
    }

    @Test
    void nothing_but_the_stub_and_metadata_stands_beside_the_hidden_directory() throws IOException {
        TreeSet<String> top = new TreeSet<>();
        names().forEach(name -> top.add(name.substring(0, name.indexOf('/') + 1)));
        assertThat(top).containsExactly("META-INF/", "dev/", "inst/");
        assertThat(names().stream().filter(name -> name.startsWith("META-INF/")))
                .containsExactlyInAnyOrder("META-INF/MANIFEST.MF", "META-INF/THIRD-PARTY.md");
    }

    @Test
    void what_is_hidden_has_no_name_that_another_loader_takes_for_a_class() throws IOException {
        List<String> hidden =
                names().stream().filter(name -> name.startsWith("inst/")).toList();
        assertThat(hidden).noneMatch(name -> name.endsWith(".class"));
        assertThat(hidden)
                .contains(
                        "inst/java/lang/LarderBridge.classdata",
                        "inst/dev/larder/dist/Agent.classdata",
                        "inst/dev/larder/inside/net/bytebuddy/ByteBuddy.classdata",
                        "inst/dev/larder/inside/io/lettuce/core/RedisClient.classdata",
                        "inst/dev/larder/inside/io/netty/channel/Channel.classdata",
                        "inst/dev/larder/inside/io/micrometer/core/instrument/MeterRegistry.classdata");
    }

    @Test
    void no_class_has_a_name_that_another_agent_could_know() throws IOException {
        assertThat(names())
                .filteredOn(name -> name.endsWith(".classdata"))
                .allMatch(name ->
                        name.startsWith("inst/dev/larder/") || name.equals("inst/java/lang/LarderBridge.classdata"));
        assertThat(names())
                .filteredOn(name -> name.startsWith("inst/META-INF/services/"))
                .contains("inst/META-INF/services/dev.larder.inside.org.slf4j.spi.SLF4JServiceProvider")
                .allMatch(name -> name.startsWith("inst/META-INF/services/dev.larder."));
    }

    /** The names by which Larder knows the application's libraries must not have become those of its own. */
    @Test
    void names_of_the_applications_classes_are_what_they_are_in_the_source() throws IOException {
        assertThat(text("dev/larder/engine/coherence/EventLoops"))
                .contains("io.netty.util.concurrent.FastThreadLocalThread", "reactor.core.scheduler.NonBlocking")
                .doesNotContain("dev.larder.inside");
        assertThat(text("dev/larder/engine/key/GenericType"))
                .contains("reactor.core.publisher.Mono")
                .doesNotContain("dev.larder.inside");
        assertThat(text("dev/larder/engine/match/Hierarchy"))
                .contains("io/netty/", "org/slf4j/", "reactor/")
                .doesNotContain("dev/larder/inside/io", "dev/larder/inside/reactor", "dev/larder/inside/org/slf4j");
        try (JarFile jar = new JarFile(ForkedJvm.jar().toFile())) {
            for (JarEntry entry : jar.stream().toList()) {
                if (entry.getName().startsWith("inst/dev/larder/")
                        && !entry.getName().startsWith("inst/dev/larder/inside/")) {
                    // Text of ours has dots, references to classes have slashes
                    assertThat(text(jar, entry)).as(entry.getName()).doesNotContain("dev.larder.inside");
                }
            }
        }
    }

    /** Byte Buddy and whoever sets them mean the same properties. */
    @Test
    void names_of_system_properties_are_those_that_the_libraries_document() throws IOException {
        assertThat(text("dev/larder/inside/net/bytebuddy/dynamic/loading/"
                        + "ClassInjector$UsingReflection$Dispatcher$UsingUnsafeOverride"))
                .contains("net.bytebuddy.safe");
        assertThat(text("dev/larder/weaver/ByteBuddyStart")).contains("net.bytebuddy.safe");
    }

    private static String text(String type) throws IOException {
        try (JarFile jar = new JarFile(ForkedJvm.jar().toFile())) {
            return text(jar, jar.getJarEntry("inst/" + type + ".classdata"));
        }
    }

    private static String text(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void no_native_library_is_carried_along() throws IOException {
        assertThat(names()).noneMatch(name -> name.matches(".*\\.(so|dll|dylib|jnilib)"));
    }

    @Test
    void the_stub_can_be_loaded_by_java_8() throws IOException {
        try (JarFile jar = new JarFile(ForkedJvm.jar().toFile())) {
            for (String name : names()) {
                if (name.endsWith(".class")) {
                    try (InputStream in = jar.getInputStream(jar.getJarEntry(name))) {
                        DataInputStream data = new DataInputStream(in);
                        assertThat(data.readInt()).isEqualTo(0xCAFEBABE);
                        data.readUnsignedShort();
                        assertThat(data.readUnsignedShort()).as(name).isLessThanOrEqualTo(52);
                    }
                }
            }
        }
    }

    @Test
    void the_manifest_names_the_entrances_and_no_boot_class_path() throws IOException {
        try (JarFile jar = new JarFile(ForkedJvm.jar().toFile())) {
            Attributes attributes = jar.getManifest().getMainAttributes();
            assertThat(attributes.getValue("Premain-Class")).isEqualTo("dev.larder.boot.Premain");
            assertThat(attributes.getValue("Agent-Class")).isEqualTo("dev.larder.boot.Premain");
            assertThat(attributes.getValue("Main-Class")).isEqualTo("dev.larder.boot.Premain");
            assertThat(attributes.getValue("Can-Retransform-Classes")).isEqualTo("true");
            assertThat(attributes.getValue("Boot-Class-Path")).isNull();
            // Without it the command line can't show values
            assertThat(attributes.getValue("Add-Exports")).isEqualTo("java.base/jdk.internal.misc");
        }
    }
}
