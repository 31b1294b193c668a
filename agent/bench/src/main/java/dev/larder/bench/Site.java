package dev.larder.bench;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What there is on the blog to be visited.
 *
 * @param posts ids, the most popular first
 * @param authors user names, as all below the most popular first
 */
record Site(List<Long> posts, List<String> authors, List<String> categories, List<String> tags, List<String> searches) {

    // The blog's words for size 1; its README says so
    private static final int POSTS = 10_000;
    private static final int AUTHORS = 200;

    private static final List<String> WORDS = List.of(
            "patience",
            "lens",
            "planet",
            "dough",
            "starter",
            "novel",
            "chapter",
            "bicycle",
            "headwind",
            "film",
            "camera",
            "seed",
            "greenhouse",
            "boot",
            "summit",
            "knife",
            "soup",
            "piano",
            "melody",
            "shutter",
            "portrait",
            "train",
            "suitcase",
            "chisel",
            "drawer",
            "never",
            "a good",
            "half a year",
            "worth",
            "trick");

    /**
     * @param size the blog's {@code blog.size}
     * @param front the blog's front page, which names categories and tags
     * @param seed decides what is popular
     */
    static Site of(double size, String front, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new Site(
                shuffled(
                        IntStream.rangeClosed(1, scaled(POSTS, size))
                                .mapToObj(Long::valueOf)
                                .toList(),
                        random),
                shuffled(
                        IntStream.rangeClosed(1, scaled(AUTHORS, size))
                                .mapToObj(n -> "user" + n)
                                .toList(),
                        random),
                shuffled(linked(front, "/categories/"), random),
                shuffled(linked(front, "/tags/"), random),
                shuffled(WORDS, random));
    }

    private static List<String> linked(String page, String path) {
        List<String> names = Text.allBetween(page, "href=\"" + path, "\"").stream()
                .distinct()
                .sorted()
                .toList();
        if (names.isEmpty()) {
            throw new IllegalStateException("The blog's front page links to nothing below " + path
                    + ": has its layout changed? The drive finds its way by these links");
        }
        return names;
    }

    private static <T> List<T> shuffled(List<T> things, SplittableRandom random) {
        return things.stream()
                .map(thing -> new Placed<>(thing, random.nextLong()))
                .sorted((a, b) -> Long.compare(a.place(), b.place()))
                .map(Placed::thing)
                .toList();
    }

    private static int scaled(int count, double size) {
        return Math.max(2, (int) Math.round(count * size));
    }

    private record Placed<T>(T thing, long place) {}
}
