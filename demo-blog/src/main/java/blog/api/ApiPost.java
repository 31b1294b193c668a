package blog.api;

import blog.Post;
import java.time.Instant;
import java.util.List;

/** A post as the API gives it out, whole. */
record ApiPost(
        long id,
        int version,
        String slug,
        String title,
        String excerpt,
        String body,
        String author,
        String authorName,
        String category,
        List<String> tags,
        Instant publishedAt,
        Instant updatedAt,
        long comments) {

    static ApiPost of(Post post, long comments) {
        return new ApiPost(
                post.getId(),
                post.getVersion(),
                post.getSlug(),
                post.getTitle(),
                post.getExcerpt(),
                post.getBody(),
                post.getAuthor().getUsername(),
                post.getAuthor().getDisplayName(),
                post.getCategory().getSlug(),
                post.tagNames(),
                post.getPublishedAt(),
                post.getUpdatedAt(),
                comments);
    }
}
