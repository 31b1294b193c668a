package blog.api;

import blog.PostSummary;
import java.time.Instant;
import java.util.List;

/** A post in a list, with the number of its comments. */
record ApiPostItem(
        long id,
        int version,
        String slug,
        String title,
        String excerpt,
        String author,
        String authorName,
        String category,
        List<String> tags,
        Instant publishedAt,
        long comments) {

    static ApiPostItem of(PostSummary post, long comments) {
        return new ApiPostItem(
                post.id(),
                post.version(),
                post.slug(),
                post.title(),
                post.excerpt(),
                post.author(),
                post.authorName(),
                post.category(),
                post.tags(),
                post.publishedAt(),
                comments);
    }
}
