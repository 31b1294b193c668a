package blog;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

public interface CommentRepository extends JpaRepository<Comment, Long> {

    @Query("""
            select new blog.CommentView(c.id, a.username, a.displayName, c.text, c.createdAt)
            from Comment c join c.author a
            where c.post.id = :postId
            order by c.createdAt, c.id
            """)
    List<CommentView> findViewsByPost(long postId);

    long countByPostId(long postId);

    long countByAuthorId(long authorId);
}
