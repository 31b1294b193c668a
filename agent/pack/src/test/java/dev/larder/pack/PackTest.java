package dev.larder.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What becomes of a library with the class {@code lib.Engine}, and of a class of Larder's that uses it. */
class PackTest {
    @TempDir
    private Path temp;

    private Path classes;
    private Path target;

    @BeforeEach
    void empty() throws IOException {
        classes = Files.createDirectory(temp.resolve("classes"));
        target = temp.resolve("jar");
    }

    private void source(String name, byte[] content) throws IOException {
        Path file = classes.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    /** A class whose method {@code run} makes a {@code lib/Engine} and gives the last of some texts. */
    private static byte[] type(String name, String... texts) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
        MethodVisitor run =
                writer.visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "run", "()Ljava/lang/String;", null, null);
        run.visitCode();
        Label start = new Label();
        Label end = new Label();
        run.visitLabel(start);
        run.visitTypeInsn(Opcodes.NEW, "lib/Engine");
        run.visitInsn(Opcodes.POP);
        run.visitLdcInsn("");
        for (String text : texts) {
            run.visitInsn(Opcodes.POP);
            run.visitLdcInsn(text);
        }
        run.visitInsn(Opcodes.ARETURN);
        run.visitLabel(end);
        run.visitLocalVariable("aLocalVariable", "I", null, start, end, 0);
        run.visitMaxs(0, 0);
        run.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    /** What lies in sight, and behind a bar what is hidden. */
    private TreeSet<String> packed() throws IOException {
        Pack.lay(target, classes.toString());
        TreeSet<String> names = new TreeSet<>();
        hidden().keySet().forEach(name -> names.add("|" + name));
        try (Stream<Path> tree = Files.walk(target)) {
            tree.filter(Files::isRegularFile)
                    .map(file -> target.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.equals(Archive.NAME))
                    .forEach(names::add);
        }
        return names;
    }

    private Map<String, byte[]> hidden() throws IOException {
        return Archive.read(Files.readAllBytes(target.resolve(Archive.NAME)));
    }

    private List<String> constants(String name) throws IOException {
        return Constants.of(hidden().get(name));
    }

    @Test
    void a_library_gets_names_of_its_own_and_whoever_uses_it_follows() throws IOException {
        source("lib/Engine.class", type("lib/Engine"));
        source("dev/larder/engine/Use.class", type("dev/larder/engine/Use"));

        assertThat(packed()).containsExactly("|dev/larder/engine/Use.class", "|dev/larder/inside/lib/Engine.class");
        assertThat(constants("dev/larder/inside/lib/Engine.class"))
                .contains("dev/larder/inside/lib/Engine")
                .doesNotContain("lib/Engine", "aLocalVariable");
        assertThat(constants("dev/larder/engine/Use.class"))
                .contains("dev/larder/inside/lib/Engine")
                .doesNotContain("lib/Engine");
    }

    @Test
    void a_library_that_writes_a_class_by_name_means_the_renamed_one() throws IOException {
        source("lib/Engine.class", type("lib/Engine", "lib.Engine", "lib/Engine"));

        packed();

        assertThat(constants("dev/larder/inside/lib/Engine.class"))
                .contains("dev.larder.inside.lib.Engine", "dev/larder/inside/lib/Engine")
                .doesNotContain("lib.Engine", "lib/Engine");
    }

    @Test
    void text_that_only_begins_like_a_class_or_names_none_that_is_packed_stays() throws IOException {
        source(
                "lib/Engine.class",
                type("lib/Engine", "lib.Engine.threads", "lib.Absent", "lib.", "-Dlib.Engine=1", "lib.safe"));

        packed();

        assertThat(constants("dev/larder/inside/lib/Engine.class"))
                .contains("lib.Engine.threads", "lib.Absent", "lib.", "-Dlib.Engine=1", "lib.safe");
    }

    @Test
    void text_of_Larder_means_the_application_and_never_changes() throws IOException {
        source("lib/Engine.class", type("lib/Engine"));
        source("dev/larder/engine/Use.class", type("dev/larder/engine/Use", "lib.Engine", "lib/Engine"));

        packed();

        assertThat(constants("dev/larder/engine/Use.class"))
                .contains("lib.Engine", "lib/Engine", "dev/larder/inside/lib/Engine");
    }

    @Test
    void constants_of_linked_calls_are_followed_too() throws IOException {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "lib/Engine", null, "java/lang/Object", null);
        MethodVisitor run = writer.visitMethod(Opcodes.ACC_STATIC, "run", "()V", null, null);
        run.visitCode();
        Handle bootstrap = new Handle(Opcodes.H_INVOKESTATIC, "lib/Engine", "link", "()V", false);
        run.visitInvokeDynamicInsn("call", "(Llib/Engine;)V", bootstrap, "lib.Engine");
        run.visitLdcInsn(new ConstantDynamic("constant", "Llib/Engine;", bootstrap, "lib.Engine"));
        run.visitInsn(Opcodes.POP);
        run.visitInsn(Opcodes.RETURN);
        run.visitMaxs(0, 0);
        run.visitEnd();
        writer.visitEnd();
        source("lib/Engine.class", writer.toByteArray());

        packed();

        assertThat(constants("dev/larder/inside/lib/Engine.class"))
                .contains("dev.larder.inside.lib.Engine")
                .noneMatch(text -> text.contains("Llib/Engine;") || text.equals("lib/Engine"))
                .doesNotContain("lib.Engine");
    }

    @Test
    void services_that_something_in_the_jar_asks_for_are_renamed_and_others_left_out() throws IOException {
        source("lib/Engine.class", type("lib/Engine"));
        source("META-INF/services/lib.Engine", "# ours\ndev.larder.engine.Use # used\nlib.Engine\n".getBytes());
        source("META-INF/services/absent.Service", "lib.Engine\n".getBytes());

        assertThat(packed())
                .filteredOn(name -> name.contains("services"))
                .containsExactly("|META-INF/services/dev.larder.inside.lib.Engine");
        assertThat(hidden().get("META-INF/services/dev.larder.inside.lib.Engine"))
                .asString()
                .isEqualTo("dev.larder.engine.Use\ndev.larder.inside.lib.Engine\n");
    }

    @Test
    void the_stub_is_in_sight_as_it_is_and_the_bridge_is_hidden_under_its_name() throws IOException {
        byte[] stub = type("dev/larder/boot/Premain", "lib.Engine");
        source("dev/larder/boot/Premain.class", stub);
        source("java/lang/LarderBridge.class", type("java/lang/LarderBridge"));
        source("dev/larder/console/version.txt", new byte[] {1});
        source("META-INF/maven/pom.xml", new byte[] {1});

        assertThat(packed())
                .containsExactly(
                        "dev/larder/boot/Premain.class",
                        "|dev/larder/console/version.txt",
                        "|java/lang/LarderBridge.class");
        assertThat(target.resolve("dev/larder/boot/Premain.class")).hasBinaryContent(stub);
    }

    @Test
    void of_a_multi_release_jar_the_newest_code_up_to_17_is_taken() throws IOException {
        Path jar = temp.resolve("lib.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String place : new String[] {
                "META-INF/versions/17/", "", "META-INF/versions/9/", "META-INF/versions/21/", "META-INF/versions/24/"
            }) {
                out.putNextEntry(new JarEntry(place + "lib/Engine.class"));
                out.write(type("lib/Engine", "of " + place));
            }
            out.putNextEntry(new JarEntry("META-INF/versions/21/lib/Newer.class"));
            out.write(type("lib/Newer"));
        }

        Pack.lay(target, jar.toString());

        assertThat(constants("dev/larder/inside/lib/Engine.class")).contains("of META-INF/versions/17/");
        assertThat(hidden()).doesNotContainKey("dev/larder/inside/lib/Newer.class");
    }
}
