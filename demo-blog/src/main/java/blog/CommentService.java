package blog;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
public class CommentService {

    private final CommentRepository comments;
    private final Clock clock;

    CommentService(CommentRepository comments, Clock clock) {
        this.comments = comments;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<CommentView> forPost(long postId) {
        return comments.findViewsByPost(postId);
    }

    public long count(long postId) {
        return comments.countByPostId(postId);
    }

    @Transactional
    public Comment add(Comment comment) {
        if (comment.getCreatedAt() == null) {
            comment.setCreatedAt(clock.instant().truncatedTo(ChronoUnit.SECONDS));
        }
        return comments.save(comment);
    }
}
