package dev.larder.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The steps of one visitor: 97 % reads, 3 % writes. The same site and seed give the same steps. For one thread.
 */
final class Mix {
    // One reader of a list in five turns the page, none further than this
    private static final int TURNING = 5;
    private static final int PAGES = 10;

    private final Site site;
    private final SplittableRandom random;
    private final Zipf posts;
    private final Zipf authors;
    private final Zipf categories;
    private final Zipf tags;
    private final Zipf searches;
    private final Zipf pages = new Zipf(PAGES);

    Mix(Site site, long seed) {
        this.site = site;
        this.random = new SplittableRandom(seed);
        this.posts = new Zipf(site.posts().size());
        this.authors = new Zipf(site.authors().size());
        this.categories = new Zipf(site.categories().size());
        this.tags = new Zipf(site.tags().size());
        this.searches = new Zipf(site.searches().size());
    }

    Step next() {
        RequestKind kind = RequestKind.at(random.nextInt(RequestKind.STEPS));
        return switch (kind) {
            case POST -> new Step.Read(kind, "/posts/" + post());
            case API_POST -> new Step.Read(kind, "/api/posts/" + post());
            case FRONT -> new Step.Read(kind, paged("/"));
            case CATEGORY -> new Step.Read(kind, paged("/categories/" + pick(site.categories(), categories)));
            case AUTHOR -> new Step.Read(kind, "/authors/" + pick(site.authors(), authors));
            case TAG -> new Step.Read(kind, paged("/tags/" + pick(site.tags(), tags)));
            case TRENDING -> new Step.Read(kind, "/trending");
            case SEARCH ->
                new Step.Read(
                        kind,
                        "/search?q=" + URLEncoder.encode(pick(site.searches(), searches), StandardCharsets.UTF_8));
            case FEED -> new Step.Read(kind, "/feed.atom");
            case COMMENT -> new Step.AddComment(post());
            case EDIT -> new Step.EditPost(post());
        };
    }

    private long post() {
        return pick(site.posts(), posts);
    }

    private <T> T pick(List<T> things, Zipf popularity) {
        return things.get(popularity.draw(random));
    }

    private String paged(String path) {
        if (random.nextInt(TURNING) > 0) {
            return path;
        }
        return path + "?page=" + (1 + pages.draw(random));
    }
}
