package dev.larder.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * All files of a class path that are packed, by their names and in their order. Of a multi-release jar, what it has for
 * Java 9 to 17 replaces the older code: Larder runs on nothing older, and its loader knows one code for all.
 */
final class Ingredients {
    private static final int JAVA = 17;
    private static final Pattern RELEASED = Pattern.compile("META-INF/versions/(\\d+)/(.*)");

    /**
     * Byte Buddy's own agent and build tools, in whose place stands the weaver; Lettuce's Kotlin API, which needs Kotlin
     * to load.
     */
    private static final Pattern LEFT_OUT = Pattern.compile("(net/bytebuddy/(agent/builder|build)/.*"
            + "|io/lettuce/core/api/coroutines/.*|io/lettuce/core/[^/]*Coroutines.*"
            + "|(.*/)?(module-info|package-info)\\.class)");

    private final Map<String, byte[]> files = new TreeMap<>();
    private final Map<String, Integer> releases = new TreeMap<>();

    private Ingredients() {}

    static Map<String, byte[]> of(Iterable<Path> classPath) throws IOException {
        Ingredients all = new Ingredients();
        for (Path element : classPath) {
            if (Files.isDirectory(element)) {
                all.directory(element);
            } else {
                all.jar(element);
            }
        }
        return all.files;
    }

    private void directory(Path root) throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            tree.filter(Files::isRegularFile).forEach(file -> {
                try {
                    add(root.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
                } catch (IOException fault) {
                    throw new UncheckedIOException(fault);
                }
            });
        }
    }

    private void jar(Path file) throws IOException {
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (!entry.isDirectory()) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        add(entry.getName(), in.readAllBytes());
                    }
                }
            }
        }
    }

    private void add(String path, byte[] content) {
        int release = 0;
        String name = path;
        Matcher released = RELEASED.matcher(path);
        if (released.matches()) {
            release = Integer.parseInt(released.group(1));
            name = released.group(2);
        }
        if (release <= JAVA
                && release >= releases.getOrDefault(name, 0)
                && !LEFT_OUT.matcher(name).matches()) {
            releases.put(name, release);
            files.put(name, content);
        }
    }
}
