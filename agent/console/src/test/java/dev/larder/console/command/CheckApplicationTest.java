package dev.larder.console.command;

import static org.assertj.core.api.Assertions.assertThat;

import checked.PostService;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code check --app}: what would be woven of an application, told from its files. */
class CheckApplicationTest {
    private static final String HEAD = """
            larder: 1
            store: { namespace: blog, url: "memory:" }
            """;
    private static final String GOOD = HEAD + """
            caches:
              post: { method: checked.PostService#find(long id), key: "post:{id}" }
              slug: { method: checked.PostService.PostRepository#findBySlug(String slug), key: "post:slug:{slug}" }
              off: { method: checked.PostService#entry(..), enabled: false }
            invalidations:
              - { name: saved, method: "checked.*Service#save(Post post)", evict: ["post:{post.id}", "post:*"] }
            """;
    private static final List<String> METHODS = List.of(
            "post: checked.PostService#find(long)",
            "slug: checked.PostService$PostRepository#findBySlug(java.lang.String), in the proxies that are made of it at"
                    + " run time",
            "saved: checked.PostService#save(checked.PostService$Post)",
            "off: switched off");

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private Path rules = Path.of("");

    @BeforeEach
    void rules() throws IOException {
        rules = Files.writeString(directory.resolve("rules.yaml"), GOOD);
    }

    private int check(Object app, String... options) {
        List<String> arguments = new ArrayList<>(List.of("check", rules.toString(), "--app", app.toString()));
        arguments.addAll(List.of(options));
        return CommandLineMain.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments.toArray(new String[0]));
    }

    private List<String> lines() {
        return out.toString().lines().map(line -> line.replace(rules + ":", "")).toList();
    }

    private static List<Class<?>> classes() {
        List<Class<?>> classes = new ArrayList<>(List.of(PostService.class.getDeclaredClasses()));
        // Named and not used: used, it would be initialised
        classes.add(PostService.class);
        return classes;
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream in = CheckApplicationTest.class.getResourceAsStream("/" + file(type))) {
            return in.readAllBytes();
        }
    }

    private static String file(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }

    private static byte[] jar(String prefix) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Class<?> type : classes()) {
                zip.putNextEntry(new ZipEntry(prefix + file(type)));
                zip.write(bytes(type));
            }
        }
        return bytes.toByteArray();
    }

    /** An archive with one jar in it, stored as it is, as in a fat jar of Spring Boot. */
    private Path nested(String name, String folder) throws IOException {
        Path file = directory.resolve(name);
        byte[] inner = jar("");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            ZipEntry entry = new ZipEntry(folder + "blog.jar");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(inner.length);
            CRC32 sum = new CRC32();
            sum.update(inner);
            entry.setCrc(sum.getValue());
            zip.putNextEntry(entry);
            zip.write(inner);
        }
        return file;
    }

    private Path unpacked(String prefix) throws IOException {
        Path root = directory.resolve("classes" + prefix.length());
        for (Class<?> type : classes()) {
            Path file = root.resolve(prefix + file(type));
            Files.createDirectories(file.getParent());
            Files.write(file, bytes(type));
        }
        return root;
    }

    private void finds(Object app) {
        out.getBuffer().setLength(0);
        assertThat(check(app)).as(app + ": " + out + errors).isZero();
        assertThat(lines()).containsAll(METHODS);
    }

    @Test
    void every_form_of_an_application_is_opened() throws IOException {
        finds(unpacked(""));
        finds(unpacked("WEB-INF/classes/"));
        finds(Files.write(directory.resolve("plain.jar"), jar("")));
        finds(Files.write(directory.resolve("boot.jar"), jar("BOOT-INF/classes/")));
        finds(Files.write(directory.resolve("app.war"), jar("WEB-INF/classes/")));
        finds(nested("fat.jar", "BOOT-INF/lib/"));
        finds(nested("fat.war", "WEB-INF/lib/"));
        Path empty = Files.createDirectory(directory.resolve("empty"));
        finds(empty + File.pathSeparator + directory.resolve("plain.jar"));
    }

    @Test
    void a_thin_jar_leads_to_the_libraries_beside_it() throws IOException {
        Files.createDirectory(directory.resolve("lib"));
        Files.write(directory.resolve("lib/blog.jar"), jar(""));
        Path thin = directory.resolve("thin.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(thin))) {
            zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            zip.write(
                    "Manifest-Version: 1.0\nClass-Path: lib/none.jar lib/blog.jar\n".getBytes(StandardCharsets.UTF_8));
        }
        finds(thin);
    }

    @Test
    void all_that_does_not_fit_is_said_at_once_with_the_nearest_name() throws IOException {
        rules = Files.writeString(directory.resolve("rules.yaml"), HEAD + """
                caches:
                  a: { method: checked.PostServce#find(long id), key: "a:{id}" }
                  b: { method: checked.PostService#fnd(long id), key: "b:{id}" }
                  c: { method: checked.PostService#find(String id), key: "c:{id}" }
                  d: { method: checked.PostService#entry(Map.Entry e), key: "d:{e.value.autor.id}" }
                  e: { method: checked.PostService#save(..), key: e }
                  f: { method: checked.PostService#counted(long id), key: "f:{call:checked.PostService.tenat}:{id}" }
                invalidations:
                  - { method: checked.PostService#find(long id), evict: ["a:*", "b:*", "c:*", "d:*", "e", "f:*"] }
                  - { method: checked.PostService#save(Post p), evict: ["a:{p.author.idd}"] }
                """);
        assertThat(check(unpacked(""))).isEqualTo(2);
        assertThat(lines())
                .contains(
                        "4:16: There is no class checked.PostServce. Did you mean 'checked.PostService'?",
                        "5:16: checked.PostService has no method fnd(long id); it has find(long), stream(long), counted(long),"
                                + " entry(java.util.Map$Entry), save(checked.PostService$Post), tenant(). Did you mean 'find'?",
                        "6:16: checked.PostService has no method find(String id), but find(long)",
                        "7:16: checked.PostService#entry(java.util.Map$Entry) {e.value.autor.id}: checked.PostService$Post has"
                                + " no property 'autor'. Did you mean 'author'?",
                        "8:16: checked.PostService#save(checked.PostService$Post) returns nothing that could be cached",
                        "9:16: checked.PostService#counted(long) {call:checked.PostService.tenat}: checked.PostService has no"
                                + " static method 'tenat' without parameters. Did you mean 'tenant'?",
                        "12:15: checked.PostService#save(checked.PostService$Post) {p.author.idd}: checked.PostService$Author"
                                + " has no property 'idd'. Did you mean 'id'?");
        assertThat(out.toString())
                .endsWith(": 6 caches, 2 invalidations, 7 errors, 2 warnings" + System.lineSeparator());
    }

    @Test
    void what_a_hit_would_leave_undone_is_a_warning() throws IOException {
        rules = Files.writeString(directory.resolve("rules.yaml"), HEAD + """
                caches:
                  c: { method: checked.PostService#counted(long id), key: "c:{id}" }
                  t: { method: checked.PostService.Post#title(int length), key: "t:{length}" }
                  u: { method: checked.PostService.Post#toString(), key: "t:{this.id}" }
                invalidations: [ { method: checked.PostService#save(..), evict: ["c:*", "t:*"] } ]
                """);
        assertThat(check(unpacked(""))).isZero();
        assertThat(lines())
                .contains(
                        "4:16: warning: checked.PostService#counted(long) reads the clock, so that its result ages though"
                                + " nothing is written",
                        "4:16: warning: checked.PostService#counted(long) writes fields, which a hit leaves undone",
                        "5:16: warning: checked.PostService$Post has many objects, and the key doesn't tell on which of them"
                                + " title is called. Add {this} or a property of it, such as {this.id}")
                .noneMatch(line -> line.startsWith("6:16"));
        assertThat(check(unpacked(""), "--strict")).isEqualTo(1);
    }

    @Test
    void a_method_whose_values_could_not_come_back_is_an_error() throws IOException {
        rules = Files.writeString(directory.resolve("rules.yaml"), HEAD + """
                caches:
                  stream: { method: checked.PostService#stream(long id), key: "stream:{id}" }
                """);
        assertThat(check(unpacked(""))).isEqualTo(2);
        assertThat(lines())
                .anySatisfy(line -> assertThat(line)
                        .contains(
                                "checked.PostService#stream(long) returns java.util.stream.Stream", "read only once"));
    }

    @Test
    void json_says_the_same() throws IOException {
        assertThat(check(unpacked(""), "--json")).isZero();
        assertThat(out.toString())
                .contains(
                        "\"valid\":true",
                        "{\"rule\":\"post\",\"woven\":[\"checked.PostService#find(long)\"],\"atRunTime\":[]}")
                .contains("\"disabled\":[\"off\"]")
                .endsWith("}" + System.lineSeparator());
    }

    @Test
    void an_application_that_cannot_be_opened_is_an_error() throws IOException {
        assertThat(check(directory.resolve("none.jar"))).isEqualTo(2);
        assertThat(errors.toString()).contains("There is no such file or directory: " + directory.resolve("none.jar"));
        assertThat(check(Files.writeString(directory.resolve("text.jar"), "no archive")))
                .isEqualTo(2);
        assertThat(errors.toString()).contains("text.jar is no archive that can be read");
        assertThat(check("")).isEqualTo(2);
        assertThat(errors.toString()).contains("--app names nothing");
    }

    @Test
    void what_was_unpacked_is_gone_afterwards() throws IOException {
        Path temporary = Files.createDirectory(directory.resolve("temporary"));
        List<String> names = new ArrayList<>();
        try (ApplicationFiles files =
                ApplicationFiles.open(nested("fat.jar", "BOOT-INF/lib/").toString(), temporary)) {
            files.classes(names::add);
            assertThat(temporary).isNotEmptyDirectory();
            assertThat(files.read("checked/PostService.class")).isNotNull();
        }
        assertThat(names).contains("checked/PostService$Post");
        assertThat(temporary).isEmptyDirectory();
    }
}
