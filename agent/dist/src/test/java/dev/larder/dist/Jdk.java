package dev.larder.dist;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Java installation on this machine that the agent claims to run on. */
record Jdk(int version, Path home) {
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

    /** One of each version from 17 on: the one that runs the tests, its neighbours, and those that JAVA_HOME_* name. */
    static List<Jdk> all() {
        Map<Integer, Jdk> found = new TreeMap<>();
        Path own = Path.of(System.getProperty("java.home"));
        List<Path> homes = new ArrayList<>(List.of(own));
        System.getenv().forEach((name, value) -> {
            if (name.startsWith("JAVA_HOME")) {
                homes.add(Path.of(value));
            }
        });
        for (Path place : List.of(own.resolveSibling("."), Path.of("/usr/lib/jvm"))) {
            homes.addAll(children(place));
        }
        for (Path home : homes) {
            at(home).ifPresent(jdk -> found.putIfAbsent(jdk.version(), jdk));
        }
        return List.copyOf(found.values());
    }

    /** The one that runs the tests. */
    static Jdk own() {
        return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    }

    private static Optional<Jdk> at(Path home) {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release) || !Files.isExecutable(home.resolve("bin/java"))) {
            return Optional.empty();
        }
        try {
            Matcher version = VERSION.matcher(Files.readString(release));
            return version.find() && Integer.parseInt(version.group(1)) >= 17
                    ? Optional.of(new Jdk(Integer.parseInt(version.group(1)), home.toRealPath()))
                    : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static List<Path> children(Path place) {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(place)) {
            all.forEach(children::add);
        } catch (IOException none) {
            return List.of();
        }
        return children;
    }

    String java() {
        return home.resolve("bin/java").toString();
    }

    @Override
    public String toString() {
        return "JDK " + version;
    }
}
