package dev.larder.bench;

/** The kinds of requests in the mix, each with its share of a thousand steps. */
enum RequestKind {
    POST("post", 500),
    FRONT("front page", 150),
    CATEGORY("category", 90),
    AUTHOR("author", 90),
    TAG("tag", 60),
    TRENDING("trending", 30),
    API_POST("post, JSON", 20),
    SEARCH("search", 15),
    FEED("feed", 15),
    COMMENT("comment (write)", 27),
    EDIT("edit (write)", 3);

    /** The sum of all shares. */
    static final int STEPS = 1000;

    private final String label;
    private final int share;

    RequestKind(String label, int share) {
        this.label = label;
        this.share = share;
    }

    String label() {
        return label;
    }

    int share() {
        return share;
    }

    /** @param point of 0 to {@link #STEPS} - 1 */
    static RequestKind at(int point) {
        int end = 0;
        for (RequestKind kind : values()) {
            end += kind.share;
            if (point < end) {
                return kind;
            }
        }
        throw new IllegalArgumentException("no kind of request at " + point);
    }
}
