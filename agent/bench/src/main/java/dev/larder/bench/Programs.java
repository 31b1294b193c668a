package dev.larder.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs installed on this machine. */
final class Programs {
    private static final Path DEBIAN_POSTGRESQL = Path.of("/usr/lib/postgresql");

    private Programs() {}

    static Optional<Path> onPath(String name) {
        String path = System.getenv("PATH");
        return Stream.of((path == null ? "" : path).split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Where {@code initdb} and {@code postgres} are; Debian keeps them off the PATH, by version. */
    static Optional<Path> postgresDirectory() throws IOException {
        Optional<Path> onPath = onPath("initdb");
        if (onPath.isPresent()) {
            return onPath.map(Path::getParent);
        }
        List<Path> versions = new ArrayList<>();
        if (Files.isDirectory(DEBIAN_POSTGRESQL)) {
            try (DirectoryStream<Path> directories = Files.newDirectoryStream(DEBIAN_POSTGRESQL)) {
                directories.forEach(versions::add);
            }
        }
        return versions.stream()
                .filter(version -> Files.isExecutable(version.resolve("bin").resolve("initdb")))
                .max(Comparator.comparingLong(version -> Text.numberAt(String.valueOf(version.getFileName()), 0)))
                .map(version -> version.resolve("bin"));
    }
}
