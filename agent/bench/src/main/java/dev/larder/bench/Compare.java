package dev.larder.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Compares the pages of two running blogs. Both must be in the same state: made with the same size, seed and clock,
 * written to alike, and with {@code blog.views.flush} so long that no view has been written.
 */
public final class Compare {

    private Compare() {}

    /** @param args two ports, a file with one path a line, and optionally who is signed in */
    public static void main(String[] args) throws IOException {
        if (args.length < 3 || args.length > 4) {
            System.err.println("Usage: Compare PORT PORT FILE-OF-PATHS [USERNAME]");
            System.exit(2);
        }
        List<String> paths = Files.readAllLines(Path.of(args[2])).stream()
                .filter(path -> path.startsWith("/"))
                .toList();
        List<PageComparison.Difference> differences = new PageComparison(
                        Integer.parseInt(args[0]), Integer.parseInt(args[1]))
                .differing(paths, args.length == 4 ? args[3] : null);
        differences.forEach(difference -> System.out.println(difference.path() + " differs " + difference.how()));
        System.out.println(differences.size() + " of " + paths.size() + " pages differ");
        System.exit(differences.isEmpty() ? 0 : 1);
    }
}
