package dev.larder.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.larder.pack.Archive;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

class JarContentIT {

    private static List<String> names() throws IOException {
        try (JarFile jar = new JarFile(ForkedJvm.jar().toFile())) {
            return jar.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .toList();
        }
    }

    private static Map<String, byte[]> hidden() throws IOException {
        try (JarFile jar = new JarFile(ForkedJvm.jar().toFile());
                InputStream in = jar.getInputStream(jar.getEntry(Archive.NAME))) {
            return Archive.read(in.readAllBytes());
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
    void nothing_but_the_stub_and_metadata_stands_beside_what_is_hidden() throws IOException {
        assertThat(names())
                .filteredOn(name -> name.startsWith("inst/META-INF/licenses/"))
                .isNotEmpty();
        assertThat(names())
                .filteredOn(name -> !name.startsWith("dev/larder/boot/") && !name.startsWith("inst/META-INF/licenses/"))
                .containsExactlyInAnyOrder(Archive.NAME, "META-INF/MANIFEST.MF", "META-INF/THIRD-PARTY.md");
    }

    @Test
    void agent_bridge_and_libraries_are_hidden() throws IOException {
        assertThat(hidden())
                .containsKeys(
                        "java/lang/LarderBridge.class",
                        "dev/larder/dist/Agent.class",
                        "dev/larder/inside/net/bytebuddy/ByteBuddy.class",
                        "dev/larder/inside/io/lettuce/core/RedisClient.class",
                        "dev/larder/inside/io/netty/channel/Channel.class",
                        "dev/larder/inside/io/micrometer/core/instrument/MeterRegistry.class");
    }

    @Test
    void no_class_has_a_name_that_another_agent_could_know() throws IOException {
        assertThat(hidden().keySet())
                .filteredOn(name -> name.endsWith(".class"))
                .allMatch(name -> name.startsWith("dev/larder/") || name.equals("java/lang/LarderBridge.class"));
        assertThat(hidden().keySet())
                .filteredOn(name -> name.startsWith("META-INF/services/"))
                .contains("META-INF/services/dev.larder.inside.org.slf4j.spi.SLF4JServiceProvider")
                .allMatch(name -> name.startsWith("META-INF/services/dev.larder."));
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
        hidden().forEach((name, content) -> {
            if (name.startsWith("dev/larder/") && !name.startsWith("dev/larder/inside/")) {
                // Text of ours has dots, references to classes have slashes
                assertThat(text(content)).as(name).doesNotContain("dev.larder.inside");
            }
        });
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
        return text(hidden().get(type + ".class"));
    }

    private static String text(byte[] content) {
        return new String(content, StandardCharsets.ISO_8859_1);
    }

    @Test
    void no_native_library_is_carried_along() throws IOException {
        assertThat(hidden().keySet()).noneMatch(name -> name.matches(".*\\.(so|dll|dylib|jnilib)"));
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
