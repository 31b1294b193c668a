package blog;

import java.time.Instant;

public record UserProfile(
        long id,
        String username,
        String displayName,
        String bio,
        Instant joinedAt,
        long posts,
        long comments,
        long totalViews) {}
