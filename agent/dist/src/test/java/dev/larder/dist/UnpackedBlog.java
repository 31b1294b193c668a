package dev.larder.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** The demo blog with a class more, compiled against what the blog's own jar holds. */
final class UnpackedBlog {
    private static final String CLASSES = "BOOT-INF/classes/";
    private static final String LIBRARIES = "BOOT-INF/lib/";

    private UnpackedBlog() {}

    /**
     * Unpacks it, and adds the class.
     *
     * @param source a resource: a class of the package {@code blog} or below
     * @return the class path to run {@code blog.BlogApplication} from
     */
    static String with(String source, Path directory) {
        try {
            List<String> entries = unpack(directory);
            Path file = directory.resolve("src/" + source.substring(0, source.length() - ".txt".length()));
            Files.createDirectories(file.getParent());
            try (InputStream in = UnpackedBlog.class.getResourceAsStream("/" + source)) {
                Files.write(file, in.readAllBytes());
            }
            String classPath = String.join(File.pathSeparator, entries);
            JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
            StringWriter said = new StringWriter();
            boolean compiled = compiler.getTask(
                            said,
                            null,
                            null,
                            List.of("-proc:none", "-parameters", "-d", entries.get(0), "-cp", classPath),
                            null,
                            compiler.getStandardFileManager(null, null, null).getJavaFileObjects(file))
                    .call();
            assertThat(compiled).as("%s", said).isTrue();
            return classPath;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static List<String> unpack(Path directory) throws IOException {
        List<String> entries = new ArrayList<>();
        entries.add(directory.resolve("classes").toString());
        try (JarFile jar = new JarFile(RunningBlog.jar().toFile())) {
            for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
                JarEntry entry = all.nextElement();
                if (entry.isDirectory()) {
                    continue;
                }
                Path to;
                if (entry.getName().startsWith(CLASSES)) {
                    to = directory.resolve("classes").resolve(entry.getName().substring(CLASSES.length()));
                } else if (entry.getName().startsWith(LIBRARIES)) {
                    to = directory.resolve(entry.getName().substring(LIBRARIES.length()));
                    entries.add(to.toString());
                } else {
                    continue;
                }
                Files.createDirectories(to.getParent());
                try (InputStream in = jar.getInputStream(entry)) {
                    Files.write(to, in.readAllBytes());
                }
            }
        }
        return entries;
    }
}
