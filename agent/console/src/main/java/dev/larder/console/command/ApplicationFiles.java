package dev.larder.console.command;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The files of an application as they lie on the disk: a jar, a fat jar of Spring Boot, a war, a directory of classes, or a
 * class path of such. Jars within jars are unpacked into a temporary directory, which goes away when this is closed.
 */
final class ApplicationFiles implements Closeable {
    /** Where classes begin in the archives that hold more than classes. */
    private static final List<String> CLASSES = List.of("BOOT-INF/classes/", "WEB-INF/classes/");

    private static final List<String> LIBRARIES = List.of("BOOT-INF/lib/", "WEB-INF/lib/", "WEB-INF/lib-provided/");

    /** A place where the path of a class file begins. */
    private sealed interface Root {
        record Directory(Path path) implements Root {}

        /** @param prefix of the entries that count, empty for all */
        record Archive(ZipFile zip, String prefix) implements Root {}
    }

    private final List<Root> roots = new ArrayList<>();
    private final List<ZipFile> open = new ArrayList<>();
    private final Path temporary;
    private @Nullable Path unpacked;

    private ApplicationFiles(Path temporary) {
        this.temporary = temporary;
    }

    /**
     * Opens what a path names, or several with the platform's separator between them.
     *
     * @throws IOException in words for whoever gave the path
     */
    static ApplicationFiles open(String paths) throws IOException {
        return open(paths, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** @param temporary where jars within jars are unpacked */
    static ApplicationFiles open(String paths, Path temporary) throws IOException {
        ApplicationFiles files = new ApplicationFiles(temporary);
        try {
            for (String path : paths.split(File.pathSeparator, -1)) {
                if (!path.isEmpty()) {
                    files.add(Path.of(path));
                }
            }
            if (files.roots.isEmpty()) {
                throw new IOException("--app names nothing. Give a jar, a war, a directory of classes or a class path");
            }
            return files;
        } catch (InvalidPathException wrong) {
            files.close();
            throw new IOException("--app is no path: " + wrong.getMessage(), wrong);
        } catch (IOException | RuntimeException wrong) {
            files.close();
            throw wrong;
        }
    }

    private void add(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            directory(path);
        } else if (Files.isRegularFile(path)) {
            archive(path);
        } else {
            throw new IOException("There is no such file or directory: " + path
                    + ". Build the application, or correct the" + " path");
        }
    }

    /** A directory of classes, or a war or fat jar that was taken apart. */
    private void directory(Path path) throws IOException {
        boolean apart = false;
        for (String classes : CLASSES) {
            if (Files.isDirectory(path.resolve(classes))) {
                roots.add(new Root.Directory(path.resolve(classes)));
                apart = true;
            }
        }
        for (String libraries : LIBRARIES) {
            if (Files.isDirectory(path.resolve(libraries))) {
                try (Stream<Path> jars = Files.list(path.resolve(libraries))) {
                    for (Path jar : jars.filter(one -> one.toString().endsWith(".jar"))
                            .sorted()
                            .toList()) {
                        roots.add(new Root.Archive(zip(jar), ""));
                    }
                }
            }
        }
        if (!apart) {
            roots.add(new Root.Directory(path));
        }
    }

    private void archive(Path path) throws IOException {
        ZipFile zip = zip(path);
        boolean apart = false;
        for (String classes : CLASSES) {
            if (zip.getEntry(classes) != null
                    || zip.stream().anyMatch(entry -> entry.getName().startsWith(classes))) {
                roots.add(new Root.Archive(zip, classes));
                apart = true;
            }
        }
        if (!apart) {
            roots.add(new Root.Archive(zip, ""));
            beside(path, zip);
        }
        Enumeration<? extends ZipEntry> entries = zip.entries();
        while (entries.hasMoreElements()) {
            ZipEntry entry = entries.nextElement();
            boolean library = LIBRARIES.stream().anyMatch(entry.getName()::startsWith);
            if (library && entry.getName().endsWith(".jar")) {
                roots.add(new Root.Archive(zip(unpack(zip, entry)), ""));
            }
        }
    }

    /** What the manifest of a thin jar names: {@code Class-Path: lib/a.jar}. */
    private void beside(Path path, ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(JarFile.MANIFEST_NAME);
        if (entry == null) {
            return;
        }
        String listed;
        try (InputStream in = zip.getInputStream(entry)) {
            listed = new Manifest(in).getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
        }
        for (String one : listed == null ? new String[0] : listed.trim().split("\\s+", -1)) {
            Path library = path.toAbsolutePath().resolveSibling(one);
            if (one.endsWith(".jar") && Files.isRegularFile(library)) {
                roots.add(new Root.Archive(zip(library), ""));
            }
        }
    }

    private ZipFile zip(Path path) throws IOException {
        try {
            ZipFile zip = new ZipFile(path.toFile());
            open.add(zip);
            return zip;
        } catch (IOException unreadable) {
            throw new IOException(path + " is no archive that can be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private Path unpack(ZipFile zip, ZipEntry entry) throws IOException {
        Path directory = unpacked;
        if (directory == null) {
            directory = Files.createTempDirectory(temporary, "larder-check");
            unpacked = directory;
        }
        // Not the entry's own name: an archive may come from anywhere, and that may lead out of the directory
        Path file = directory.resolve(open.size() + ".jar");
        try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    /** Gives the internal name of each class, {@code blog/Post}; those that several places hold may come twice. */
    void classes(Consumer<String> into) throws IOException {
        for (Root root : roots) {
            if (root instanceof Root.Directory directory) {
                try (Stream<Path> files = Files.walk(directory.path())) {
                    files.filter(file -> file.toString().endsWith(".class"))
                            .map(file ->
                                    directory.path().relativize(file).toString().replace(File.separatorChar, '/'))
                            .forEach(name -> name(name, into));
                }
            } else if (root instanceof Root.Archive archive) {
                archive.zip().stream()
                        .map(ZipEntry::getName)
                        .filter(name -> name.startsWith(archive.prefix()) && name.endsWith(".class"))
                        .map(name -> name.substring(archive.prefix().length()))
                        .forEach(name -> name(name, into));
            }
        }
    }

    private static void name(String file, Consumer<String> into) {
        // Other versions of classes for other JVMs, and what describes a module or a package, are no classes of their
        // own
        if (!file.startsWith("META-INF/") && !file.endsWith("-info.class")) {
            into.accept(file.substring(0, file.length() - ".class".length()));
        }
    }

    /** The first file of that name, as a class loader finds it; null where there is none. */
    byte @Nullable [] read(String name) throws IOException {
        for (Root root : roots) {
            if (root instanceof Root.Directory directory) {
                Path file = directory.path().resolve(name).normalize();
                if (file.startsWith(directory.path().normalize()) && Files.isRegularFile(file)) {
                    return Files.readAllBytes(file);
                }
            } else if (root instanceof Root.Archive archive) {
                ZipEntry entry = archive.zip().getEntry(archive.prefix() + name);
                if (entry != null && !entry.isDirectory()) {
                    try (InputStream in = archive.zip().getInputStream(entry)) {
                        return in.readAllBytes();
                    }
                }
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        for (ZipFile zip : open) {
            zip.close();
        }
        Path directory = unpacked;
        if (directory != null) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
