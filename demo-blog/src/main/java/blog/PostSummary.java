package blog;

import java.time.Instant;
import java.util.List;

/** What a list shows of a post. */
public record PostSummary(
        long id,
        String slug,
        String title,
        String excerpt,
        String author,
        String authorName,
        String category,
        List<String> tags,
        Instant publishedAt,
        int version) {

    static PostSummary of(Post post) {
        return new PostSummary(
                post.getId(),
                post.getSlug(),
                post.getTitle(),
                post.getExcerpt(),
                post.getAuthor().getUsername(),
                post.getAuthor().getDisplayName(),
                post.getCategory().getSlug(),
                post.tagNames(),
                post.getPublishedAt(),
                post.getVersion());
    }
}
