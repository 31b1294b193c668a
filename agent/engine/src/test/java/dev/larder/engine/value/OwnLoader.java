package dev.larder.engine.value;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** All of the tests' class path once more, in another version of it: with other libraries, or with classes changed. */
final class OwnLoader extends URLClassLoader {

    /** Makes other bytes of those of a class, by its name; null for those that stay as they are. */
    interface Change {
        byte[] changed(String name, byte[] bytes);
    }

    private final Change change;

    private OwnLoader(List<URL> path, Change change) {
        super(path.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
        this.change = change;
    }

    /**
     * @param first what stands before the class path
     * @param without of its files, by their names, those that are left out
     */
    static OwnLoader of(List<Path> first, Predicate<String> without, Change change) {
        List<URL> path = new ArrayList<>();
        for (Path each : first) {
            path.add(url(each));
        }
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path file = Path.of(entry);
            if (!without.test(file.getFileName().toString())) {
                path.add(url(file));
            }
        }
        return new OwnLoader(path, change);
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (name.startsWith("dev.larder.")) {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in == null ? null : in.readAllBytes();
                byte[] changed = bytes == null ? null : change.changed(name, bytes);
                if (changed != null) {
                    return defineClass(name, changed, 0, changed.length);
                }
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
        return super.findClass(name);
    }
}
