package dev.larder.engine.value;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs a main method of these tests in a JVM of its own, of this JDK or of another. */
public final class ForkedJvm {
    private static final Path OWN = Path.of(System.getProperty("java.home"));
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");

    private ForkedJvm() {}

    public static Path ownJdk() {
        return OWN;
    }

    /** The newest JDK in a directory beside this one's, of a later version. */
    public static Optional<Path> otherJdk() throws IOException {
        try (Stream<Path> beside = Files.list(OWN.getParent())) {
            return beside.filter(home -> new File(home.toFile(), "bin/java").canExecute())
                    .filter(home -> feature(home) > Runtime.version().feature())
                    .max(Comparator.comparingInt(ForkedJvm::feature));
        }
    }

    private static int feature(Path home) {
        try {
            Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
            return version.find() ? Integer.parseInt(version.group(1)) : 0;
        } catch (IOException unreadable) {
            return 0;
        }
    }

    /**
     * What it printed, once it has ended well.
     *
     * @param temp an empty directory, or one that holds another run's output
     */
    public static List<String> run(Path home, Path temp, List<String> options, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin/java").toString());
        command.add("--add-exports");
        command.add("java.base/jdk.internal.misc=ALL-UNNAMED");
        command.addAll(options);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(List.of(arguments));
        Path log = temp.resolve("log");
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
        List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
        if (exit != 0) {
            throw new AssertionError("exit " + exit + "\n" + String.join("\n", lines));
        }
        return lines;
    }
}
