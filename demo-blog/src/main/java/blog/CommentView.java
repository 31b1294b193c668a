package blog;

import java.time.Instant;

public record CommentView(long id, String author, String authorName, String text, Instant createdAt) {}
