package dev.larder.bench;

/** Something that pages show a number of, and that only grows while the drive is on. */
record Subject(Count count, String of) {

    enum Count {
        /** The edits of a post; its title says which one it is from. Before the drive there were none. */
        EDITS,
        /** The comments of a post. */
        COMMENTS,
        /** Those of the last days, on the page of what is trending. */
        TRENDING_COMMENTS,
        /** The comments that an author wrote. */
        AUTHORED_COMMENTS
    }

    static Subject edits(long post) {
        return new Subject(Count.EDITS, Long.toString(post));
    }

    static Subject comments(long post) {
        return new Subject(Count.COMMENTS, Long.toString(post));
    }

    static Subject trendingComments(long post) {
        return new Subject(Count.TRENDING_COMMENTS, Long.toString(post));
    }

    static Subject authoredComments(String username) {
        return new Subject(Count.AUTHORED_COMMENTS, username);
    }

    @Override
    public String toString() {
        return switch (count) {
            case EDITS -> "edit of post " + of;
            case COMMENTS -> "number of comments of post " + of;
            case TRENDING_COMMENTS -> "number of recent comments of post " + of;
            case AUTHORED_COMMENTS -> "number of comments by " + of;
        };
    }
}
