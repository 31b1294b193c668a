package blog;

/** A post with what it got in the days asked for: views, comments, and the score made of both. */
public record TrendingPost(
        long id, String slug, String title, String authorName, long views, long comments, double score) {}
